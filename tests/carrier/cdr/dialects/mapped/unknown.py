"""The same forty calls in tables of switches that nobody knows: what they were is known, so a guess can be judged."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

CHICAGO = ZoneInfo("America/Chicago")
FIRST = datetime(2026, 11, 9, 14, 3, 7, tzinfo=UTC)
TRUNKS = ("Harbor Voice", "Cardinal Wireless", "Quick Dial, LLC")


@dataclass(frozen=True)
class Call:
    at: datetime
    calling: str  # ten digits
    called: str
    trunk: str
    ip: str
    call_id: str
    seconds: int


def calls(days: int = 14) -> list[Call]:
    dice = Random("forty calls")
    found = []
    for n in range(40):
        at = FIRST + timedelta(seconds=round(n * days * 86400 / 40) + dice.randrange(60))
        trunk = dice.randrange(3)
        found.append(
            Call(
                at=at,
                calling=f"202555{dice.randrange(100, 200):04}",
                called=f"510555{dice.randrange(100, 200):04}",
                trunk=TRUNKS[trunk],
                ip=f"198.51.100.{10 + trunk}",
                call_id=f"{dice.randrange(16**8):08x}-{n}@198.51.100.{10 + trunk}",
                seconds=dice.choice((0, 6, 31, 92, 600)),
            )
        )
    return found


@dataclass(frozen=True)
class Shape:
    """A way of writing them. `zone` and `form` are what somebody has to answer; "" where nothing needs to be asked."""

    name: str
    heading: str
    delimiter: str
    row: Callable[[Call], Sequence[object]]
    zone: str = "America/Chicago"
    form: str = ""
    encoding: str = "utf-8"
    days: int = 14


def _local(call: Call, form: str) -> str:
    return call.at.astimezone(CHICAGO).strftime(form)


def _utc(call: Call, form: str) -> str:
    return call.at.strftime(form)


def _quoted(*cells: object) -> list[str]:
    return [f'"{cell}"' for cell in cells]


def _spoken(number: str) -> str:
    return f'"({number[:3]}) {number[3:6]}-{number[6:]}"'


def _clock(seconds: int) -> str:
    return f"0:{seconds // 60:02}:{seconds % 60:02}"


def _tail(call: Call) -> tuple[object, ...]:
    return (f'"{call.trunk}"', call.ip, call.call_id, call.seconds)


SHAPES = (
    Shape(
        "American dates, semicolons, ANI and DNIS",
        "StartTime;ANI;DNIS;InTrunk;CustomerIP;CallID;Duration;CallType\n",
        ";",
        lambda c: (_local(c, "%m/%d/%Y %H:%M:%S"), c.calling, f"1{c.called}", *_tail(c), "ORIG"),
    ),
    Shape(
        "ISO with its zone, commas, quoted numbers",
        "start_time,from_number,to_number,ingress_trunk,source_ip,sip_call_id,billsec\n",
        ",",
        lambda c: (_utc(c, "%Y-%m-%dT%H:%M:%SZ"), _spoken(c.calling), f'"+1{c.called}"', *_tail(c)),
        zone="",
    ),
    Shape(
        "no heading, tabs, epoch milliseconds",
        "",
        "\t",
        lambda c: (round(c.at.timestamp() * 1000), c.calling, c.called, c.ip, c.call_id, c.seconds),
        zone="",
    ),
    Shape(
        "date and time apart, pipes, half days",
        "Date|Time|Calling Number|Called Number|Trunk Group|IP Address|Call-ID|Seconds\n",
        "|",
        lambda c: (_local(c, "%m/%d/%Y"), _local(c, "%I:%M:%S %p"), c.calling, c.called, *_tail(c)),
    ),
    Shape(
        "day first, Latin-1, titles above",
        "Société Générale des Appels\nExporté le 23/11/2026\n"
        "Start;Source;Destination;Trunk;Source IP;Call ID;Duration;Remarque\n",
        ";",
        lambda c: (_local(c, "%d/%m/%Y %H:%M:%S"), f"+1{c.calling}", f"+1{c.called}", *_tail(c), "déjà vérifié"),
        encoding="latin-1",
    ),
    Shape(
        "compact times, everything quoted",
        '"setuptime","src","dst","srctrunk","src_ip","callid","duration"\n',
        ",",
        lambda c: _quoted(_local(c, "%Y%m%d%H%M%S"), c.calling, f"1{c.called}", c.trunk, c.ip, c.call_id, c.seconds),
    ),
    Shape(
        "epoch seconds, called before calling, milliseconds of length",
        "uuid,called,calling,timestamp,trunk,ip,sip_call_id,duration_ms\n",
        ",",
        lambda c: (
            f"{c.call_id[:8]}-0000-4000-8000-{c.called:0>12}",
            f"1{c.called}",
            f"1{c.calling}",
            int(c.at.timestamp()),
            *_tail(c)[:3],
            c.seconds * 1000,
        ),
        zone="",
    ),
    Shape(
        "the heading says UTC",
        "Date/Time Start (UTC),Source,DID,Trunk Name,Source IP,Call ID,Duration (secs)\n",
        ",",
        lambda c: (_utc(c, "%Y-%m-%d %H:%M:%S"), f"1{c.calling}", f"1{c.called}", *_tail(c)),
        zone="",
    ),
    Shape(
        "names of months, lengths as a clock",
        "Call Start,Caller ID,Dialed Number,Ingress Trunk,Remote IP,Call ID,Talk Time\n",
        ",",
        lambda c: (_local(c, "%d-%b-%Y %H:%M:%S"), c.calling, c.called, *_tail(c)[:3], _clock(c.seconds)),
    ),
    Shape(
        "first days of a month only: month or day first has to be asked",
        "StartTime,ANI,DNIS,InTrunk,SourceIP,CallID,Duration\n",
        ",",
        lambda c: (_local(c, "%d/%m/%Y %H:%M:%S"), c.calling, c.called, *_tail(c)),
        form="%d/%m/%Y %H:%M:%S",
        days=2,
    ),
)


def written(shape: Shape) -> bytes:
    rows = (shape.delimiter.join(map(str, shape.row(call))) for call in calls(shape.days))
    return (shape.heading + "".join(f"{row}\n" for row in rows)).encode(shape.encoding)
