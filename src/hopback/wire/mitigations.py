"""What a provider did about traffic, as its machine reads the question and answers it (XA.5)."""

from datetime import datetime
from typing import Literal

from pydantic import Field

from hopback.policy.article_3_traceback.answers import Mitigation

from .answers import Message, Words


class MitigationIn(Message):
    """What was done; `found_lawful` wants a note that says why."""

    did: Mitigation
    note: Words = ""


class MitigationOut(Message):
    id: str
    hop: str = Field(description="hop_… of the provider’s own hop")
    traceback: str = Field(description="The number that people say aloud")
    named_as: Literal["origin", "point_of_entry"]
    asked_at: datetime
    state: Literal["open", "answered", "withdrawn"]
    did: Mitigation | None = None
    note: str = ""
    said_at: datetime | None = None


class MitigationsOut(Message):
    items: list[MitigationOut]
    next_cursor: str | None = None
