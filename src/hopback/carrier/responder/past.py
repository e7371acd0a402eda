"""Where a hop stands with us, read from its entries: nothing is stored twice."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from hopback.wire.answers import HopOut

from .journal import Entry, Kind


class Standing(StrEnum):
    NEW = "new"
    REFUSED = "refused"
    WAITING = "waiting"
    DRAFT = "draft"
    DROPPED = "dropped"
    SENDING = "sending"
    ANSWERED = "answered"
    DECLINED = "declined"
    OVER = "over"


_AFTER = {
    Kind.REFUSED: Standing.REFUSED,
    Kind.WAITING: Standing.WAITING,
    Kind.DRAFT: Standing.DRAFT,
    Kind.DROPPED: Standing.DROPPED,
    Kind.SENDING: Standing.SENDING,
    Kind.ACCEPTED: Standing.ANSWERED,
    Kind.DECLINED: Standing.DECLINED,
    Kind.OVER: Standing.OVER,
}


@dataclass(frozen=True, slots=True)
class Past:
    """All that happened to one hop here."""

    hop: str
    entries: Sequence[Entry]

    @property
    def standing(self) -> Standing:
        for entry in reversed(self.entries):
            if entry.kind in _AFTER:
                return _AFTER[entry.kind]
        return Standing.NEW

    def last(self, *kinds: Kind) -> Entry | None:
        return next((entry for entry in reversed(self.entries) if entry.kind in kinds), None)

    @property
    def request(self) -> HopOut | None:
        """As it was asked last."""
        found = self.last(Kind.REQUEST)
        return HopOut.model_validate(found.body["hop"]) if found else None

    @property
    def acknowledged(self) -> bool:
        return self.last(Kind.ACKNOWLEDGED) is not None

    @property
    def answers(self) -> int:
        """How many answers left the house; the next one's number in its key."""
        return sum(entry.kind is Kind.SENDING for entry in self.entries)

    @property
    def draft(self) -> dict[str, Any]:
        found = self.last(Kind.DRAFT)
        return found.body if found else {}

    def since(self, kind: Kind) -> datetime | None:
        found = self.last(kind)
        return found.at if found else None
