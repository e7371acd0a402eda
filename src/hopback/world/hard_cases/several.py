"""Several troubles at once, as they come: a clock, a way to write numbers, and what happens to records."""

from dataclasses import replace
from random import Random

from . import clocks, forms, rows
from .calls import TrueCall
from .house import Asked, Row, Told


def several(chance: Random) -> Told:
    clock = chance.choice((clocks.skewed, clocks.zoned, clocks.another_moment, clocks.coarse))(chance)
    numbers = chance.choice((forms.written, forms.characters))(chance)
    records = chance.choice((rows.identifiers, rows.durations, rows.doubled, rows.shared_address))(chance)

    def bend(call: TrueCall, row: Row, asked: Asked) -> list[Row]:
        return [last for first in numbers.bend(call, row, asked) for last in records.bend(call, first, asked)]

    return replace(clock, bend=bend, apart_s=max(clock.apart_s, records.apart_s))
