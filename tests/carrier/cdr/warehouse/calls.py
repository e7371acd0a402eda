"""One day of Harbor Voice LLC's calls, as its billing keeps them: local time, ten digits, a prefix, a ported number."""

from datetime import UTC, datetime, timedelta

import pyarrow as pa

from hopback.carrier.cdr.dialects.mapped.files import parse
from hopback.carrier.cdr.dialects.mapped.mapping import Mapping
from hopback.carrier.cdr.store import Span

AT = datetime(2026, 11, 23, 23, 44, 36, tzinfo=UTC)  # 17:44:36 in Chicago
ASKED = 12025550142, 15105550199  # calling, called
ROWS = [  # seconds after AT, ani, dnis, trunk, switch
    (0, "2025550142", "5105550199", "TG-SABLE-01", "chi-1"),
    (20, "+12025550142", "+15105550199;npdi;rn=+15135550100", "TG-SABLE-01", "chi-1"),
    (40, "12025550142", "8812315105550199", "TG-MERIDIAN-07", "chi-2"),
    (60, "2025550143", "5105550198", "TG-SABLE-01", "chi-1"),
    (7200, "2025550142", "(510) 555-0199", "TG-SABLE-01", "chi-2"),
    (80, "442079460123", "5105550199", "TG-ATACAMA-02", "chi-1"),
]
COLUMNS = """
[columns]
at = "started"
calling = "ani"
called = "dnis"
ingress_trunk = "trunk"
switch = "switch"
[numbers]
tech_prefixes = ["88123"]
decorated = true
"""


def mapping(source: str, time: str) -> Mapping:
    return parse(f"{source}\n{COLUMNS}\n[time]\n{time}\n")


def table(started: list[object], kind: pa.DataType) -> pa.Table:
    """The calls, with their times as this engine keeps them."""
    _, ani, dnis, trunk, switch = zip(*ROWS, strict=True)
    columns = {"started": pa.array(started, kind), "ani": ani, "dnis": dnis, "trunk": trunk, "switch": switch}
    return pa.table({name: pa.array(values) for name, values in columns.items()})


def moments() -> list[datetime]:
    return [AT + timedelta(seconds=row[0]) for row in ROWS]


def around(minutes: float = 2) -> list[Span]:
    return [Span(AT - timedelta(minutes=minutes), AT + timedelta(minutes=minutes))]
