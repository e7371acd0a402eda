"""What of a provider's data was shown to somebody else, as its machine reads it (XA.8, XC.2)."""

from datetime import datetime

from pydantic import Field

from .answers import Message


class DisclosureOut(Message):
    id: str
    at: datetime
    what: str = Field(description="Which fields or document; never their content")
    shown_to: str = Field(description="Who saw it, as far as you may know")
    basis: str
    clause: str = Field(description="Clause of the Policies and Procedures")
    traceback: str = Field("", description="The number that people say aloud, where it is about one")


class DisclosuresOut(Message):
    items: list[DisclosureOut]
    next_cursor: str | None = None
