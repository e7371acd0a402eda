"""Names the party of one trunk in the text of `trunks.toml`, and changes nothing else of it."""

import json
import re

from .reading import TrunksFileError, headings, parse

_UPSTREAM = re.compile(r"""^\s*upstream\s*=\s*(?:"[^"]*"|'[^']*')""")


def named(text: str, *, trunk: str, upstream: str, name: str = "trunks.toml") -> str:
    """The text with `upstream` in the row of this trunk (or address or account). Raises TrunksFileError."""
    known = parse(text, name=name)
    lines = [row.line for row in known.rows if trunk in (row.trunk, row.account, _address(str(row.source_ip or "")))]
    if len(lines) != 1:
        many = f"lines {', '.join(map(str, lines))} have it: change the file itself" if lines else "no row has it"
        raise TrunksFileError(f"{name}: {trunk!r}: {many}.")
    changed = _changed(text.splitlines(keepends=True), lines[0], _end(text, lines[0]), upstream)
    parse(changed, name=name)
    return changed


def _changed(lines: list[str], begin: int, end: int, upstream: str) -> str:
    said = f"upstream = {json.dumps(upstream)}"
    for at in range(begin, end):
        if _UPSTREAM.match(lines[at]):
            lines[at] = _UPSTREAM.sub(lambda _: said, lines[at], count=1)
            return "".join(lines)
    lines.insert(begin, said + "\n")
    return "".join(lines)


def _end(text: str, begin: int) -> int:
    """The line before the next row, or the last one."""
    later = [line for each in headings(text).values() for line in each if line > begin]
    return min(later) - 1 if later else len(text.splitlines())


def _address(network: str) -> str:
    return network.removesuffix("/32").removesuffix("/128")
