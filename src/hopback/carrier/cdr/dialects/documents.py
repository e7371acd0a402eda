"""Files of whole documents: one over many lines, or one a line, one after the other."""

import re
from collections.abc import Iterator
from pathlib import Path

from . import text

LARGEST = 4 * 1024 * 1024  # signs of one document
_CUT = "the document breaks off before its end"
_STRAY = "this belongs to no document"


def documents(
    path: Path, *, begins: re.Pattern[str], ends: re.Pattern[str], between: re.Pattern[str]
) -> Iterator[text.Cells]:
    """Each document with the line it begins at. `begins` and `ends` are asked of lines; those that match `between` may
    stand outside. What was cut off, or stands outside and should not, comes with its reason."""
    held: list[text.Line] = []
    size = 0
    for line in text.lines(path):
        if held and (line.broken or begins.match(line.text) or size > LARGEST):
            yield _joined(held, _CUT)
            held, size = [], 0
        if line.broken:
            yield text.Cells(line.number, [], line.text, line.broken)
        elif held or begins.match(line.text):
            held.append(line)
            size += len(line.text)
            if ends.search(line.text) if len(held) > 1 else _whole(line.text, ends):
                yield _joined(held, "")
                held, size = [], 0
        elif not between.fullmatch(line.text):
            yield text.Cells(line.number, [], line.text, _STRAY)
    if held:
        yield _joined(held, _CUT)


def _whole(line: str, ends: re.Pattern[str]) -> bool:
    return bool(ends.search(line)) or line.rstrip(" ,]").endswith("}")


def _joined(held: list[text.Line], broken: str) -> text.Cells:
    return text.Cells(held[0].number, [], "\n".join(line.text for line in held), broken)
