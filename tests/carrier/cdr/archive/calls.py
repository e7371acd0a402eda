"""Random calls of Lakeshore Tandem, dense enough that searches meet equal numbers, equal times and borders of days."""

from datetime import UTC, datetime, timedelta
from random import Random

from hopback.carrier.cdr.record import CallRecord, Direction, Place, TimeOf

MIDNIGHT = datetime(2026, 11, 10, tzinfo=UTC)
NUMBERS = tuple(f"+1513555{n:04}" for n in range(1000, 1012))
RAWS = ("{0}", "1{1}", "{1}", "sip:{0}@192.0.2.7", "({2}) {3}-{4}")


def written(dice: Random) -> str:
    number = dice.choice(NUMBERS)
    bare = number[2:]
    return dice.choice(RAWS).format(number, bare, bare[:3], bare[3:6], bare[6:])


def record(dice: Random, line: int, source: str = "Master.csv") -> CallRecord:
    at = MIDNIGHT + timedelta(
        microseconds=dice.choice((0, -1, 1)) if dice.random() < 0.1 else dice.randrange(-9, 9) * 10**10
    )
    maybe = lambda value: value if dice.random() < 0.5 else ""  # noqa: E731
    return CallRecord(
        at=at, calling=written(dice), called=written(dice), place=Place(source, line),
        time_of=dice.choice(list(TimeOf)), precision_s=dice.choice((1.0, 0.001, 60.0)),
        answered_at=at + timedelta(seconds=3) if dice.random() < 0.5 else None,
        ended_at=at + timedelta(seconds=90) if dice.random() < 0.5 else None,
        duration_s=dice.choice((None, 0.0, 21.5)), switch=dice.choice(("sw-chi-1", "sw-dal-2", "")),
        direction=dice.choice(list(Direction)), dialled=maybe(written(dice)), diverted_from=maybe(written(dice)),
        routing_number=maybe("+15135559999"), called_out=maybe(written(dice)), ingress_trunk=maybe("tg-HarborVoice"),
        ingress_call_id=maybe(f"{line}@198.51.100.7"), caller_name=maybe("Zoë ‘Q’"), code=dice.choice((None, 200, 486)),
        attempt=dice.random() < 0.2, identity=maybe("eyJ.eyJ.sig;info=<https://c.example>"),
    )  # fmt: skip
