"""What a form of the list is, and what several of them share."""

from collections.abc import Callable, Iterable, Iterator
from itertools import batched
from typing import NamedTuple

from .. import answers
from ..entries import Row

Chunks = Callable[[Iterable[Row], str, bool], Iterator[str]]
BATCH = 1_000  # rows in one chunk and in one statement


class Rendering(NamedTuple):
    media_type: str
    suffix: str  # of a file, without the dot
    render: Chunks

    def chunks(self, rows: Iterable[Row], *, answer: str = answers.USUAL, whole: bool = True) -> Iterator[str]:
        """`whole`: a full copy, which replaces what is there; else a difference. Raises NoSuchAnswer at once."""
        return self.render(rows, answers.known(answer), whole)


def batches(rows: Iterable[Row]) -> Iterator[tuple[Row, ...]]:
    return batched(rows, BATCH)


def digits(number: str) -> str:
    return number.removeprefix("+")


def national(number: str) -> str:
    """As a North American switch shows a caller: ten digits, others with 011 before them."""
    return number[2:] if number.startswith("+1") else "011" + number.removeprefix("+")


def values(rows: Iterable[tuple[str, ...]]) -> str:
    """The rows of an INSERT. What is in them are digits and codes; a quote would be doubled all the same."""
    return ",\n".join("(" + ",".join("'" + each.replace("'", "''") + "'" for each in row) + ")" for row in rows)


def quoted(names: Iterable[str]) -> str:
    return ",".join("'" + each.replace("'", "''") + "'" for each in names)
