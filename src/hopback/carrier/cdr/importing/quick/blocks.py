"""A file of text as blocks of whole lines, each with the number of its first."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ...dialects import text

SIZE = 4 * 1024 * 1024  # bytes of a block
_HELD = 2 * text.LONGEST  # of a line without end; the rest of it is not kept, it is reported by its beginning


@dataclass(frozen=True, slots=True)
class Block:
    data: bytes  # the last line of a file may have no end
    first: int  # number of its first line, from 1
    lines: int


class MixedError(Exception):
    """Quoted fields that reach over lines, everywhere: no block can be cut out here. `line`: read on after this one."""

    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


def clean(delimiter: str, quote: str) -> str:
    """The pattern of a line whose quoting leaves no doubt."""
    q, d = re.escape(quote), re.escape(delimiter)
    cell = f"(?:[^{q}{d}]*|{q}(?:[^{q}]|{q}{q})*{q})"
    return f"^{cell}(?:{d}{cell})*$"


def blocks(
    path: Path, *, after_line: int, quoting: re.Pattern[bytes] | None, quote: bytes, size: int = SIZE
) -> Iterator[Block]:
    """Every line after `after_line`. No row reaches over the end of a block: the lines before it are quoted cleanly."""
    rest, line = b"", 1
    with text.opened(path) as file:
        while chunk := file.read(size):
            data = _shortened(rest) + chunk
            end = _cut(data, quoting, quote, line)
            if end:
                whole = data[:end]
                ends = text.line_ends(whole)
                yield from _block(whole, ends, line, after_line)
                line += ends
            rest = data[end:]
    end = _cut(rest, quoting, quote, line)
    for data in (rest[:end], rest[end:]):  # the last line of a file that is being written stands alone
        if data:
            ends = text.line_ends(data)
            yield from _block(data, ends, line, after_line)
            line += ends


def _shortened(rest: bytes) -> bytes:
    return rest[:_HELD] if len(rest) > _HELD and b"\n" not in rest else rest


def _block(data: bytes, ends: int, first: int, after_line: int) -> Iterator[Block]:
    count = ends + (not data.endswith((b"\n", b"\r")))
    if first + count - 1 <= after_line:
        return
    skip = after_line + 1 - first
    if skip > 0:
        ended = data.splitlines(keepends=True)[skip:]
        data, first, count = b"".join(ended), after_line + 1, len(ended)
    yield Block(data, first, count)


def _cut(data: bytes, quoting: re.Pattern[bytes] | None, quote: bytes, line: int) -> int:
    """Where whole lines end, after a run of lines that no quoted field can reach over."""
    end = data.rfind(b"\n") + 1
    if quoting is None or quote not in data:
        return end
    while end:
        begin = end
        for _ in range(text.SPANNED + 1):
            begin = data.rfind(b"\n", 0, begin - 1) + 1 if begin else 0
        unclean = [m for m in _lines(data, begin, end) if not quoting.fullmatch(m[1])]
        if not unclean:
            return end
        end = unclean[-1][0]
    if len(data) > 8 * SIZE:
        raise MixedError(line - 1)
    return 0


def _lines(data: bytes, begin: int, end: int) -> list[tuple[int, bytes]]:
    found = []
    for part in data[begin:end].splitlines(keepends=True):
        found.append((begin, part.rstrip(b"\r\n")))
        begin += len(part)
    return found
