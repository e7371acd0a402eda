"""Trouble with numbers: how they are written, that they change on the way, that the caller's is missing, characters."""

from collections.abc import Callable
from random import Random

from .calls import TrueCall
from .clocks import clocks, off
from .house import Asked, Habits, Row, Told

type Form = Callable[[str], str]  # of an E.164 number of North America


def ten(number: str) -> str:
    return number[2:]


FORMS: tuple[Form, ...] = (
    str,
    lambda n: n[1:],
    ten,
    lambda n: f"{n[2:5]}-{n[5:8]}-{n[8:]}",
    lambda n: f"({n[2:5]}) {n[5:8]}-{n[8:]}",
    lambda n: f"011{n[1:]}",
    lambda n: f"00{n[1:]}",
    lambda n: f"{n};npdi;rn={n[:5]}5550199",
    lambda n: f"sip:{n}@203.0.113.9:5060;user=phone",
    lambda n: f"<tel:{n}>",
    lambda n: f"{n[2:]}#",
    lambda n: f"{n[2:]};ext=104",
    lambda n: f"{n[2:]} x104",
    lambda n: f"9#{n[2:]}",
    lambda n: f"1010288{n[1:]}",
    lambda n: f"88123{n[1:]}",
    lambda n: f"4471{n[2:]}",
    lambda n: f"9{n[2:]}",
)


def _plain(chance: Random) -> Habits:
    return Habits(skew_s=off(chance, 0, 30), neighbour_s=clocks(chance))


def written(chance: Random) -> Told:
    """Our switch writes numbers one way, the asker another."""
    calling, called, asked_calling, asked_called = (chance.choice(FORMS) for _ in range(4))

    def bend(call: TrueCall, row: Row, asked: Asked) -> list[Row]:
        asked |= {"calling": asked_calling(call.calling), "called": asked_called(call.called)}
        return [row | {"calling": calling(call.calling), "called": called(call.called)}]

    return Told(habits=_plain(chance), bend=bend)


def called_changed(chance: Random) -> Told:
    """Ported, forwarded before us or by us, a toll-free number's routing number, an extension."""
    ways = (_ported, _lrn_only, _diverted, _forwarded, _toll_free, _shortened, _inside)
    return Told(habits=_plain(chance), bend=chance.choice(ways), first_time=False)


def _ported(call: TrueCall, row: Row, asked: Asked) -> list[Row]:
    lrn = call.called[:5] + "5550199"
    asked["called_received"] = f"{call.called};npdi;rn={lrn}"
    return [row | {"called": lrn, "dialled": call.called, "routing_number": lrn}]


def _lrn_only(call: TrueCall, row: Row, asked: Asked) -> list[Row]:
    """The dialled number is lost; who we sent the call to saw both."""
    lrn = call.called[:5] + "5550199"
    asked["called_received"] = f"{call.called};npdi;rn={lrn}"
    return [row | {"called": lrn[1:]}]


def _diverted(call: TrueCall, row: Row, _asked: Asked) -> list[Row]:
    return [row | {"called": _other(call.called), "diverted_from": call.called}]


def _forwarded(call: TrueCall, row: Row, asked: Asked) -> list[Row]:
    """Our subscriber forwards: what was asked about is what we sent on."""
    asked["called"] = asked["called_received"] = _other(call.called)
    return [row | {"called_out": _other(call.called)}]


def _toll_free(call: TrueCall, row: Row, asked: Asked) -> list[Row]:
    asked["called"] = "+1800" + call.called[5:]
    asked["called_received"] = call.called
    return [row]


def _shortened(call: TrueCall, row: Row, _asked: Asked) -> list[Row]:
    """Only the extension is written, which is how the direct number ends."""
    return [row | {"called": call.called[-4:]}]


def _inside(call: TrueCall, row: Row, _asked: Asked) -> list[Row]:
    """An extension that has nothing to do with the number: the caller and the time have to do."""
    return [row | {"called": f"{int(call.called[-8:]) % 700 + 200}"}]


def _other(number: str) -> str:
    return number[:-4] + f"{(int(number[-4:]) + 5003) % 10000:04d}"


def calling_changed(chance: Random) -> Told:
    """Withheld, asserted elsewhere, replaced by the trunk's number, altered on the way; or not known to the asker."""
    ways = (_asserted, _sent_on, _withheld, _pilot, _unasked)
    return Told(habits=_plain(chance), bend=chance.choice(ways), first_time=False)


def _asserted(call: TrueCall, row: Row, _asked: Asked) -> list[Row]:
    return [row | {"calling": "anonymous", "calling_asserted": call.calling}]


def _sent_on(call: TrueCall, row: Row, asked: Asked) -> list[Row]:
    """We replaced it ourselves: what was asked about is what we sent on."""
    asked["calling"] = asked["calling_received"] = _other(call.calling)
    return [row | {"calling_out": _other(call.calling)}]


def _withheld(call: TrueCall, row: Row, asked: Asked) -> list[Row]:
    asked["duration_s"] = call.talk_s
    return [row | {"calling": "Restricted"}]


def _pilot(call: TrueCall, row: Row, asked: Asked) -> list[Row]:
    asked["duration_s"] = call.talk_s
    return [row | {"calling": "+13125550100"}]


def _unasked(call: TrueCall, row: Row, asked: Asked) -> list[Row]:
    asked |= {"calling": "anonymous", "duration_s": call.talk_s}
    return [row]


NAMES = (
    '"Harbor, Voice ""LLC""" <{}>',
    "JÃ¼rgen <{}>",
    '"Caf\udce9" <sip:{}@192.0.2.4>',
    "\ufffd\ufffd <{}>",
    '"O\'Neill; Sons" <tel:{}>',
)


def characters(chance: Random) -> Told:
    """Names with quotes, commas and broken bytes stand where the number should."""
    name: str = chance.choice(NAMES)

    def bend(call: TrueCall, row: Row, asked: Asked) -> list[Row]:
        return [row | {"calling": name.format(call.calling), "caller_name": name, "called": ten(call.called)}]

    return Told(habits=_plain(chance), bend=bend)
