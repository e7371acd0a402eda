"""The calls of some files as one SQL view, whatever columns the files have. Numbers are keys, as in the archive."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

import pyarrow.parquet as pq

from hopback.carrier.cdr.archive.damage import told
from hopback.carrier.cdr.archive.engine import literal

from .plan import IN_USE

_NANP = "calling BETWEEN 12000000000 AND 19999999999"
_NO_PLAN = "calling BETWEEN 1 AND 9999999 OR calling BETWEEN 10000000000 AND 11999999999"  # too short; +1 0 and +1 1
_WAY = ("ingress_trunk", "source_ip")
_CUSTOMER = ("account", *_WAY)
# A PASSporT's claims are the second part of the token, in base64 without its padding.
_CLAIMS = """decode(from_base64(rpad(replace(replace(split_part(identity, '.', 2), '-', '+'), '_', '/'),
    ((length(split_part(identity, '.', 2)) + 3) // 4 * 4)::INT, '=')))"""


@dataclass(frozen=True, slots=True)
class Calls:
    """The calls of some files. `every`: a SELECT of each once, who sent it, which numbers, what came of it, what is odd
    about its caller id. `apart`: customers are told apart from ways in. `named`, `attested`: any caller name is there,
    any attestation."""

    paths: tuple[Path, ...]
    every: str
    apart: bool
    named: bool
    attested: bool


def calls(paths: Sequence[Path], only: str = "", *, nameless: bool = False) -> Calls:
    """Of these files. `only`: `customer`, `way` or `calling`, of which those in the table `asked` are wanted alone;
    `nameless`: there may be one without a name among them.

    Raises `DamagedError` where a file cannot be read.
    """
    each = [_columns(path) for path in paths]
    there = set[str]().union(*each)
    files = _files(paths, alike=all(columns == there for columns in each))
    among = f"{_key(only, there, nameless)} IN (SELECT name FROM asked)" if only else "true"  # noqa: S608 - a column
    return Calls(
        tuple(paths), _every(there, files, among), apart=_first(_WAY, there) != _first(_CUSTOMER, there),
        named="caller_name" in there, attested=not there.isdisjoint({"verstat", "identity"}),
    )  # fmt: skip


def telling(path: Path) -> AbstractContextManager[None]:
    """What is thrown while this file is read, as `DamagedError`."""
    return told(f"{path.parent.name}/{path.name}")


def _columns(path: Path) -> set[str]:
    with telling(path):
        return set(pq.read_schema(path).names)


def _files(paths: Sequence[Path], *, alike: bool) -> str:
    """Where all have the same columns, the engine need not look into each before it begins."""
    return f"read_parquet([{', '.join(literal(path) for path in paths)}], union_by_name = {not alike})"


def _every(there: set[str], files: str, among: str) -> str:
    duration = "duration_s" if "duration_s" in there else "NULL::DOUBLE"
    answered = f"{duration} > 0"
    if "answered_after_us" in there:
        answered = f"(answered_after_us IS NOT NULL OR {answered})"
    way, customer = _first(_WAY, there), _first(_CUSTOMER, there)
    return f"""
        SELECT *, exchange = called_exchange AS neighbour, domestic AND area = called_exchange // 1000 AS "local",
            domestic AND (office < 200 OR office % 100 = 11) OR {_NO_PLAN} AS invalid,
            domestic AND get_bit({literal(IN_USE)}::BIT, (area - 1000)::INT) = 0 AS unassigned
        FROM (
            SELECT *, exchange // 1000 AS area, exchange % 1000 AS office FROM (
                SELECT {way} AS way, {"way" if customer == way else customer} AS customer, "at", called, calling,
                    source, line, coalesce({answered}, false) AS answered, {duration} AS talk,
                    {"caller_name" if "caller_name" in there else "NULL::VARCHAR"} AS caller_name,
                    {_attestation(there)} AS attestation, {_NANP} AS domestic, calling = 0 AS anonymous,
                    CASE WHEN {_NANP} THEN calling // 10000 ELSE 1000000 END AS exchange,
                    called // 10000 AS called_exchange
                FROM {files} WHERE {_usual(there)} AND {among}
            )
        )
    """  # noqa: S608 - our own paths and columns


def _key(only: str, there: set[str], nameless: bool) -> str:
    """A bare column where it can be one: files are read by it, and passed over where it does not say what is asked."""
    names = [name for name in {"way": _WAY, "customer": _CUSTOMER}.get(only, (only,)) if name in there]
    return names[0] if len(names) == 1 and not nameless else _first(names, there)


def _first(names: Sequence[str], there: set[str]) -> str:
    found = ", ".join(name for name in names if name in there)
    return f"coalesce({found}, '')" if found else "''"


def _attestation(there: set[str]) -> str:
    ways = []
    if "verstat" in there:
        ways.append("nullif(regexp_extract(verstat, '(?:^|[-_ ])([ABC])$', 1), '')")
    if "identity" in there:
        ways.append(f"nullif(regexp_extract(try({_CLAIMS}), '\"attest\"\\s*:\\s*\"([ABC])\"', 1), '')")
    if not ways:
        return "NULL::VARCHAR"
    return f"coalesce({', '.join(ways)}, 'none')"


def _usual(there: set[str]) -> str:
    """A record filed again under a second number, a route that failed and a leg inside the house are no more calls."""
    tests = [f"{name} IS NOT TRUE" for name in ("alias", "attempt") if name in there]
    if "direction" in there:
        tests.append("direction IS DISTINCT FROM 'internal'")
    return " AND ".join(tests) or "true"
