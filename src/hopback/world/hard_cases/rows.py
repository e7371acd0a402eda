"""Trouble with records: identifiers, durations, missing and doubled records, shared addresses, dense traffic."""

from datetime import timedelta
from random import Random

from .calls import Shape, TrueCall
from .clocks import clocks, off
from .house import OTHERS, Asked, Habits, Row, Told


def _plain(chance: Random) -> Habits:
    return Habits(skew_s=off(chance, 0, 40), neighbour_s=clocks(chance))


def identifiers(chance: Random) -> Told:
    """Call-IDs kept, new, masked or cut; attempts over several routes, forks, doubled rows of one failed call."""
    way = chance.choice(("kept", "new", "masked", "cut", "attempts", "doubled"))

    def bend(call: TrueCall, row: Row, asked: Asked) -> list[Row]:
        came, went = _call_id(call, "in"), _call_id(call, "out")
        went = came if way == "kept" else went
        row |= {"ingress_call_id": came, "egress_call_id": went[:64] if way == "cut" else went}
        asked["call_id"] = "!!:" + went[:20] if way == "masked" else went
        if way == "attempts":
            tried = row | {"attempt": True, "duration_s": 0.0, "code": 503, "egress_call_id": _call_id(call, "tried")}
            return [tried | {"line": row["line"] + 1}, row]
        if way == "doubled":
            row["call"] = f"1795477{call.id:06d}.0"
            return [row, row | {"line": row["line"] + 1, "duration_s": None, "ingress_call_id": ""}]
        return [row]

    return Told(habits=_plain(chance), bend=bend)


def durations(chance: Random) -> Told:
    """Codes differ from hop to hop, durations are rounded up or include the ring."""
    step = chance.choice((1, 6, 30, 60))
    ring = chance.random() < 0.3

    def bend(call: TrueCall, row: Row, asked: Asked) -> list[Row]:
        asked["duration_s"] = float(int(call.talk_s + 0.5))
        ours = call.length_s if ring else call.talk_s
        rounded = -(-ours // step) * step if call.answered else 0.0
        return [row | {"duration_s": float(rounded), "code": 500 if row["code"] == 487 else row["code"]}]

    return Told(habits=_plain(chance), bend=bend)


def unanswered(chance: Random) -> Told:
    """A store of answered calls. A redial begins when the call before it is over."""
    tells = chance.random() < 0.5

    def bend(call: TrueCall, row: Row, asked: Asked) -> list[Row]:
        if tells:
            asked["duration_s"] = call.talk_s
        return [row]

    shape = Shape(gap_s=12.0, answered=0.5, again=0.1)
    return Told(
        habits=_plain(chance), bend=bend, shape=shape, history=150, keeps=lambda call: call.answered, first_time=False
    )


def doubled(chance: Random) -> Told:
    """The same file twice under two names, and calls that cross two switches of the house."""
    way = chance.choice(("copies", "linked", "unlinked"))
    behind_s = off(chance, 0, 2)

    def bend(call: TrueCall, row: Row, _asked: Asked) -> list[Row]:
        if way == "copies":
            return [row, row | {"line": row["line"] + 1, "account": ""}]
        inner = row | {
            "line": row["line"] + 1,
            "switch": "sw-nyc-2",
            "at": row["at"] + timedelta(seconds=round(behind_s)),
            "ingress_trunk": "our switch sw-chi-1",
        }
        if way == "linked":
            inner["ingress_call_id"] = row["egress_call_id"] = _call_id(call, "between")
        return [row, inner]

    return Told(habits=_plain(chance), bend=bend, apart_s=6.0)


def shared_address(chance: Random) -> Told:
    """No trunk names; customers behind one address, told apart by their accounts."""

    def bend(call: TrueCall, row: Row, _asked: Asked) -> list[Row]:
        return [row | {"ingress_trunk": "", "source_ip": "198.51.100.7", "account": call.upstream}]

    return Told(habits=_plain(chance), bend=bend)


def dense(chance: Random) -> Told:
    """A campaign at full speed, half of its bursts over several upstreams."""
    shape = Shape(bursts=140, over_s=3600, split=0.5, strangers=3, answered=0.9, longest_s=6)
    habits = Habits(skew_s=37.0 * chance.choice((-1, 1)), neighbour_s=clocks(chance))
    return Told(habits=habits, shape=shape, history=120)


def equal(chance: Random) -> Told:
    """Two calls of one pair in the same second, each over its own upstream: nobody can tell."""

    other = "tg-Lakeshore"

    def bend(call: TrueCall, row: Row, _asked: Asked) -> list[Row]:
        if not call.redial:
            return [row]
        return [row, row | {"line": row["line"] + OTHERS, "ingress_trunk": other}]

    return Told(habits=_plain(chance), bend=bend, shape=Shape(split=0.0), twins=frozenset({other}))


def never_carried(chance: Random) -> Told:
    """We are asked about calls that went another way; others, and other hours, are in our records."""
    shape = Shape(lone=0.6, split=0.0, strangers=4, on_the_hour=False)
    return Told(habits=_plain(chance), shape=shape, keeps=lambda call: not call.redial, first_time=False)


def _call_id(call: TrueCall, leg: str) -> str:
    return f"{call.id:08x}-5b1e-41c7-9f02-{leg}-6c0d7a11e84f4e5a9b2f3d1c@sbc-7.wholesale.example.net"
