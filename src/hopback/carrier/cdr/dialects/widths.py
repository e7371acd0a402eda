"""How many cells the rows of a file usually have, where no heading says it.

A row that lost or gained a comma must not pass for another call: it has a width that no other row has.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

type Widths = Mapping[str, frozenset[int]]


def usual(rows: Iterable[Sequence[str]], kind: Callable[[Sequence[str]], str]) -> Widths:
    """For every kind of row the widths that come more than once; all that come, where there are less than three."""
    seen: dict[str, Counter[int]] = {}
    for cells in rows:
        seen.setdefault(kind(cells), Counter())[len(cells)] += 1
    return {name: _common(widths) for name, widths in seen.items()}


def _common(widths: Counter[int]) -> frozenset[int]:
    if widths.total() < 3:
        return frozenset(widths)
    return frozenset(width for width, times in widths.items() if times > 1) or frozenset(widths)


def misfit(cells: Sequence[str], known: frozenset[int]) -> str:
    """Why a row of this width is not to be trusted, or ""."""
    if not known or len(cells) in known:
        return ""
    others = " or ".join(str(width) for width in sorted(known))
    return f"the row has {len(cells)} cells where others have {others}: it lost or gained a comma"
