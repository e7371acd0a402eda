"""The forms that any program reads: the canonical CSV, JSON, and prefix lists for session border controllers."""

import csv
import io
import json
from collections.abc import Iterable, Iterator

from ..entries import Row, write
from .rendering import batches, digits


def as_csv(rows: Iterable[Row], answer: str, whole: bool) -> Iterator[str]:
    """The same whatever the answer is: the canonical text."""
    return write(rows)


def as_json(rows: Iterable[Row], answer: str, whole: bool) -> Iterator[str]:
    """`{"whole": true, "answer": "603", "rows": [{"change": "listed", "number": "+1…", …}, …]}`, a row on each line."""
    yield f'{{"whole": {json.dumps(whole)}, "answer": {json.dumps(answer)}, "rows": ['
    before = "\n"
    for some in batches(rows):
        text = ",\n".join(json.dumps(_object(row), ensure_ascii=False) for row in some)
        yield before + text
        before = ",\n"
    yield "\n]}\n"


def as_prefixes(rows: Iterable[Row], answer: str, whole: bool) -> Iterator[str]:
    """`tn,match,action,category,updated`: match is exact or prefix; action is the answer, or remove."""
    yield "tn,match,action,category,updated\n"
    for some in batches(rows):
        text = io.StringIO()
        csv.writer(text, lineterminator="\n").writerows(
            (
                digits(e.number), "prefix" if e.block else "exact", answer if change == "listed" else "remove",
                e.category, e.listed_on.isoformat(),
            )
            for change, e in some
        )  # fmt: skip
        yield text.getvalue()


def _object(row: Row) -> dict[str, object]:
    return {"change": row.change} | row.entry._asdict() | {"listed_on": row.entry.listed_on.isoformat()}
