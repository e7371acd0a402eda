"""The small tables in `data/`; PROVENANCE.md beside them says where each row comes from."""

import csv
from functools import cache
from importlib.resources import files

type Row = dict[str, str]


@cache
def rows(name: str) -> tuple[Row, ...]:
    """Return the rows of one table, each a dict by column."""
    text = (files("hopback.world") / "data" / f"{name}.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines()))
