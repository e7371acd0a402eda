"""From text to a candidate's details: one reader for the page, the spreadsheet and the API (A1.8).

Everything wrong with a row is said at once, each with its field.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pydantic import ValidationError

from hopback.portal.ground import moments
from hopback.wire.candidates import CandidateIn

from .checking import Fault, faults_in
from .models import Source
from .queries import Known

ABSENT = {"missing": "Missing.", "extra_forbidden": "There is no such field."}
COPIED = frozenset(CandidateIn.model_fields) - {"terminating_provider", "campaign", "source_ip", "called_ip"}


@dataclass(frozen=True, slots=True)
class Row:
    """`details` for actions.submit_candidate, or what is wrong.

    Nothing is wrong with a duplicate but that the call is there: as a candidate, or in the row at place `repeats`."""

    details: dict[str, Any]
    faults: list[Fault]
    duplicate_of: str = ""
    repeats: int | None = None


def read_rows(rows: Sequence[Mapping[str, Any]], *, source: Source | None, now: datetime) -> list[Row]:
    """Each row by itself; a call that this source gave before, or twice in these rows, is a fault."""
    parsed = [_parse(row, now) for row in rows]
    times = [said.called_at for said, _ in parsed if said]
    known = Known.of(rows, source, times, now)
    seen: dict[tuple[str, str, datetime], int] = {}
    return [_settle(said, faults, known, seen, place, now) for place, (said, faults) in enumerate(parsed)]


def read_row(row: Mapping[str, Any], *, source: Source | None, now: datetime) -> Row:
    return read_rows([row], source=source, now=now)[0]


def _parse(row: Mapping[str, Any], now: datetime) -> tuple[CandidateIn | None, list[Fault]]:
    """The message, where its fields can be read; the call time is read with its zone first."""
    given = {name: value for name, value in row.items() if value not in ("", None) and name != "zone"}
    faults: list[Fault] = []
    if isinstance(given.get("called_at"), str):
        try:
            given["called_at"] = moments.read(given["called_at"], now=now, zone=str(row.get("zone") or ""))
        except moments.MomentRefused as refused:
            faults.append(Fault("called_at", str(refused), refused.clause.id))
            given["called_at"] = now
    try:
        return CandidateIn.model_validate(given), faults
    except ValidationError as exc:
        return None, faults + [_fault(error) for error in exc.errors(include_url=False)]


def _fault(error: Mapping[str, Any]) -> Fault:
    field = str(error["loc"][0]) if error["loc"] else ""
    said = ABSENT.get(error["type"]) or str(error["msg"])
    if isinstance(error.get("input"), str) and error["type"] not in ABSENT and len(error["input"]) <= 80:
        said = f"“{error['input']}”: {said}."
    return Fault(field, said)


def _settle(
    said: CandidateIn | None,
    faults: list[Fault],
    known: Known,
    seen: dict[tuple[str, str, datetime], int],
    place: int,
    now: datetime,
) -> Row:
    if said is None:
        return Row({}, faults)
    details: dict[str, Any] = {name: getattr(said, name) for name in COPIED}
    details |= {name: str(getattr(said, name) or "") or None for name in ("source_ip", "called_ip")}
    details["characteristics"] = [each.value for each in said.characteristics]
    details["nature"], details["basis"] = said.nature.value, said.basis.value
    details["first_provider"] = _provider(said, known, faults)
    details["campaign"] = _campaign(said, known, faults)
    faults = faults + [fault for fault in faults_in(details, now) if fault not in faults]
    return Row(details, faults) if faults else _unless_given_before(said, details, known, seen, place)


def _provider(said: CandidateIn, known: Known, faults: list[Fault]) -> Any:
    if not said.terminating_provider:
        return None
    found = known.provider(said.terminating_provider)
    if len(found) == 1:
        return found[0]
    several = "Several providers are called so: give the id." if found else "No listed provider is called so."
    faults.append(Fault("terminating_provider", f"“{said.terminating_provider}”: {several}"))
    return None


def _campaign(said: CandidateIn, known: Known, faults: list[Fault]) -> Any:
    if not said.campaign:
        return None
    found = known.campaign(said.campaign)
    if found is None:
        faults.append(Fault("campaign", f"“{said.campaign}”: no campaign is called so."))
    return found


def _unless_given_before(
    said: CandidateIn,
    details: dict[str, Any],
    known: Known,
    seen: dict[tuple[str, str, datetime], int],
    place: int,
) -> Row:
    call = (said.calling, said.called, said.called_at)
    if before := known.calls.get(call):
        fault = Fault("called_at", f"This call was submitted already, as {before}.", "A4.3")
        return Row(details, [fault], duplicate_of=before)
    first = seen.setdefault(call, place)
    if first != place:
        return Row(details, [Fault("called_at", "The same call stands above.", "A4.3")], repeats=first)
    return Row(details, [])
