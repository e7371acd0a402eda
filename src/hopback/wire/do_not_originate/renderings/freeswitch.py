"""For FreeSWITCH: numbers for mod_blacklist, which knows exact ones only, and blocks as a dialplan of their own.

One writing of numbers in all: ten digits for North America, 011 and the digits for others.
"""

from collections.abc import Iterable, Iterator

from .. import answers
from ..entries import Row
from .rendering import batches, national

ACTIONS = {
    "603": '<action application="respond" data="603 Decline"/>',
    "403": '<action application="respond" data="403 Forbidden"/>',
    "404": '<action application="respond" data="404 Not Found"/>',
    "log": '<action application="log" data="WARNING DNO ${caller_id_number}"/>',
}


def numbers(rows: Iterable[Row], answer: str, whole: bool) -> Iterator[str]:
    """A line for each number; a difference is lines for fs_cli instead. Blocks are counted in the last line."""
    verb = {"listed": "" if whole else "blacklist add dno ", "removed": "blacklist del dno "}
    wide = 0
    for some in batches(rows):
        exact = [row for row in some if not row.entry.block]
        wide += len(some) - len(exact)
        yield "".join(f"{verb[row.change]}{national(row.entry.number)}\n" for row in exact)
    if wide:
        yield f"# {wide} blocks are not in this list: take the form freeswitch-blocks as well\n"


def blocks(rows: Iterable[Row], answer: str, whole: bool) -> Iterator[str]:
    """An extension for the dialplan of incoming calls, for each listed block; take it whole, not as a difference."""
    cause = answers.ANSWERS[answer]
    goes_on = "" if cause else ' continue="true"'
    yield "<include>\n"
    for some in batches(rows):
        yield "".join(_extension(row, answer, goes_on) for row in some if row.entry.block and row.change == "listed")
    yield "</include>\n"


def _extension(row: Row, answer: str, goes_on: str) -> str:
    number = row.entry.number
    start = rf"(?:\+?1)?{number[2:]}" if number.startswith("+1") else rf"(?:\+|011){number[1:]}"
    return (
        f'  <extension name="dno {number}"{goes_on}>\n'
        f'    <condition field="caller_id_number" expression="^{start}">\n      {ACTIONS[answer]}\n'
        "    </condition>\n  </extension>\n"
    )
