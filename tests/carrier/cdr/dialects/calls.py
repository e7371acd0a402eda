"""The thirteen calls that the genuine samples hold, as every one of these switches saw them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from hopback.carrier.cdr import number
from hopback.carrier.cdr.dialects import registry
from hopback.carrier.cdr.reading import Rejected, Row, Skipped
from hopback.carrier.cdr.record import CallRecord
from tests.carrier.cdr.dialects.samples import SAMPLES, Sample

ANONYMOUS = 0


@dataclass(frozen=True, slots=True)
class Call:
    calling: int
    called: int
    code: int
    began: float  # seconds after the first call, as the first hop saw it


def _call(calling: str, called: str, code: int, began: float) -> Call:
    return Call(int(f"1202555{calling}") if calling else ANONYMOUS, int(f"1510555{called}"), code, began)


CALLS = (
    _call("0147", "0199", 200, 0.0),
    _call("0148", "0198", 200, 0.3),
    _call("0149", "0197", 200, 0.7),
    _call("0147", "0199", 200, 1.0),
    _call("0148", "0198", 200, 1.3),
    _call("0149", "0197", 200, 1.7),
    _call("0147", "0486", 486, 3.5),
    _call("0147", "0404", 404, 3.7),
    _call("0147", "0503", 503, 4.0),
    _call("0150", "0180", 487, 4.2),
    _call("0151", "0196", 200, 7.2),
    _call("", "0195", 200, 8.7),
    _call("0152", "0194", 200, 10.1),
)


def sample(place: str) -> Sample:
    return next(s for s in SAMPLES if s.place == place)


def rows(of: Sample, columns: Mapping[str, str] | None = None) -> list[Row]:
    settings = of.settings if columns is None else Sample(of.dialect, of.place, of.zone, columns).settings
    return list(registry.by_name(of.dialect).read(of.path, settings))


def records(found: Iterable[Row]) -> list[CallRecord]:
    return [row for row in found if isinstance(row, CallRecord)]


def rejected(found: Iterable[Row]) -> list[Rejected]:
    return [row for row in found if isinstance(row, Rejected)]


def skipped(found: Iterable[Row]) -> list[Skipped]:
    return [row for row in found if isinstance(row, Skipped)]


def pairs(found: Iterable[CallRecord]) -> list[tuple[int, int]]:
    """Calling and called, whatever form they were written in, in the order of the calls."""
    return [(number.key(r.calling), number.key(r.called)) for r in found]
