"""Real tracebacks and transcripts that the simulated calls are made from (`data/PROVENANCE.md`)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from types import MappingProxyType

from .tables import rows


@dataclass(frozen=True, slots=True)
class RealTraceback:
    """One traceback that took place: when, from which (mostly spoofed) number, which campaign."""

    campaign: str
    calling: str  # E.164
    call_on: date
    traceback_on: date

    @property
    def lag(self) -> timedelta:
        """Return how long the call waited before it was traced."""
        return self.traceback_on - self.call_on


@dataclass(frozen=True, slots=True)
class Transcript:
    """What a recording of the campaign says."""

    campaign: str
    text: str
    language: str  # ISO 639-1
    recording: str  # the file's name in the public data set

    @property
    def call_back_number(self) -> str | None:
        """Return the number the recording asks to call, E.164, where it speaks one (A1.10)."""
        spoken = re.search(r"\b([2-9]\d\d)-([2-9]\d\d)-(\d{4})\b", self.text)
        return f"+1{''.join(spoken.groups())}" if spoken else None


@cache
def real_tracebacks() -> tuple[RealTraceback, ...]:
    """Return the tracebacks of the public records, by day of call."""
    return tuple(
        RealTraceback(
            campaign=row["campaign"],
            calling=row["calling_number"],
            call_on=date.fromisoformat(row["call_date"]),
            traceback_on=date.fromisoformat(row["traceback_date"]),
        )
        for row in rows("tracebacks")
    )


@cache
def transcripts() -> Mapping[str, Transcript]:
    """Return one transcript for each campaign that has one, by campaign name."""
    found = (
        Transcript(row["campaign"], row["transcript"], row["language"], row["file_name"]) for row in rows("transcripts")
    )
    return MappingProxyType({transcript.campaign: transcript for transcript in found})
