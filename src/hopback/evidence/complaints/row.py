"""One complaint as it was read, whichever authority published it."""

import hashlib
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

type ReadNumber = Callable[[str], tuple[str, str]]  # as written → E.164 or '', what is wrong with it or ''

CLOCKS_DIFFER = timedelta(hours=3)  # from Eastern to Pacific: the consumer's clock is not the authority's
LONG_AGO = timedelta(days=730)


@dataclass(slots=True)
class Row:
    """`line` in the file, the header being 1; `left_out`: why it is not kept; `odd`: what does not fit, if it is.

    `call_back`: the number that the consumer was to call, where the file has one."""

    line: int
    digest: str = ""
    number_raw: str = ""
    calling: str = ""
    call_back: str = ""
    called_at: datetime | None = None
    complained_at: datetime | None = None
    city: str = ""
    state: str = ""
    area_code: str = ""
    subject: str = ""
    recorded: bool | None = None
    left_out: str = ""
    odd: list[str] = field(default_factory=list)

    @property
    def reason(self) -> str:
        return self.left_out or " ".join(self.odd)


def judge_times(row: Row, column: str) -> None:
    """Mark a call after its complaint, or long before; `column` holds the call's time."""
    assert row.complained_at
    assert row.called_at
    if row.called_at - row.complained_at > CLOCKS_DIFFER:
        row.odd.append(f"{column}: the call is later than the complaint about it.")
    if row.complained_at - row.called_at > LONG_AGO:
        years = (row.complained_at - row.called_at).days // 365
        row.odd.append(f"{column}: the call was {years} years before the complaint.")


def digest(cells: Sequence[str], seen: Counter[str]) -> str:
    """A row without a number of its own is known by its words, and by how often they stood there before."""
    words = "\x1f".join(cells)
    seen[words] += 1
    return hashlib.sha256(f"{words}\x1f{seen[words]}".encode()).hexdigest()
