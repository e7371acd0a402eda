"""A difference put into a copy: both are in order, so one passes along the other."""

from collections.abc import Iterable, Iterator, Sequence

from hopback.wire.do_not_originate import entries
from hopback.wire.do_not_originate.entries import Row


class Drifted(Exception):  # noqa: N818 - it reads as what happened
    """The difference removes what the copy does not have: the two are not of one list. Take the whole."""


def merged(lines: Iterable[str], changes: Sequence[Row]) -> Iterator[str]:
    """The lines of the new copy, with the header. Raises Drifted."""
    yield entries.CSV + "\n"
    waiting = iter(_texts(changes))
    number, line = next(waiting, ("", None))
    for old in lines:
        mine = _number(old)
        while number and number < mine:
            if line is None:
                raise Drifted(f"{number} is removed, but was not listed.")
            yield line
            number, line = next(waiting, ("", None))
        if number != mine:
            yield old
            continue
        if line is not None:
            yield line
        number, line = next(waiting, ("", None))
    while number:
        if line is None:
            raise Drifted(f"{number} is removed, but was not listed.")
        yield line
        number, line = next(waiting, ("", None))


def _texts(changes: Sequence[Row]) -> list[tuple[str, str | None]]:
    """Each number's new line, None where it goes."""
    found: dict[str, str | None] = {}
    for row in sorted(changes, key=lambda row: row.entry.number):
        _, line = "".join(entries.write([row])).split("\n", 1)
        found[row.entry.number] = line if row.change == "listed" else None
    return list(found.items())


def _number(line: str) -> str:
    return line.split(",", 2)[1]
