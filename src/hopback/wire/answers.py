"""What a provider says for its hop (A3.2, A3.3), as JSON; the pages fill the same message."""

from datetime import date, datetime
from typing import Annotated, Any, Self

from pydantic import (
    BaseModel,
    ConfigDict,
    EmailStr,
    Field,
    IPvAnyAddress,
    StringConstraints,
    field_validator,
    model_validator,
)

from hopback.policy.article_3_traceback.initiation_and_tracking import AnswerKind, Mitigation

from .moment import Moment

Line = Annotated[str, StringConstraints(strip_whitespace=True, max_length=120)]
Words = Annotated[str, StringConstraints(strip_whitespace=True, max_length=4000)]


class Message(BaseModel):
    """A message says only what it has words for."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    @field_validator("*")
    @classmethod
    def without_nul(cls, value: Any) -> Any:
        """No database keeps it, and no provider means it."""
        if isinstance(value, str) and "\0" in value:
            raise ValueError("The text holds a NUL character.")
        return value


class ContactDetails(Message):
    """An upstream provider that is not listed yet: how to reach it (A3.3)."""

    name: Annotated[str, StringConstraints(min_length=2, max_length=200)]
    email: EmailStr
    phone: Annotated[str, StringConstraints(min_length=5, max_length=40)]
    country: Annotated[str, StringConstraints(pattern="^[A-Z]{2}$")] = "US"


class Customer(Message):
    """Our own customer, who made the call (XA.4); for a trace forward, the customer behind the number (A1.10)."""

    name: Line = ""
    location: Line = ""
    contact: Line = ""
    email: Line = ""
    incorporated_in: Line = ""
    tax_id: Line = ""
    business: Line = ""
    customer_since: Line = ""
    payment: Line = ""


class AnswerIn(Message):
    """One answer. Which fields must be there depends on `kind`; policy says so, with the field's name."""

    kind: AnswerKind
    upstream: Annotated[str, StringConstraints(max_length=24)] = Field("", description="prv_… of a listed provider")
    unlisted: ContactDetails | None = None
    trunk: Line = ""
    source_ip: IPvAnyAddress | None = None
    originating_point_code: Annotated[str, StringConstraints(max_length=20)] = ""
    destination_point_code: Annotated[str, StringConstraints(max_length=20)] = ""
    call_id: Annotated[str, StringConstraints(max_length=255)] = ""
    calling_as_received: Annotated[str, StringConstraints(max_length=80)] = ""
    called_as_received: Annotated[str, StringConstraints(max_length=80)] = ""
    called_at_as_recorded: Moment | None = None
    attestation: Annotated[str, StringConstraints(pattern="^[ABC]?$")] = ""
    passport: Words = ""
    customer: Customer | None = None
    searched: Words = ""
    records_since: date | None = Field(None, description="not_found: the day of the oldest record that was searched")
    reason: Words = ""
    mitigation: Mitigation = Mitigation.NONE
    mitigation_note: Words = ""
    comment: Words = ""

    @model_validator(mode="after")
    def one_upstream(self) -> Self:
        if self.upstream and self.unlisted:
            raise ValueError("Name a listed provider or give an unlisted one's details, not both.")
        return self


class AnswerTo(AnswerIn):
    """One of many answers: says which hop it is for."""

    hop: Annotated[str, StringConstraints(max_length=24)]


class SentAs(BaseModel):
    """One call as the downstream neighbour says it got it: the asked provider's own outgoing leg (A3.11)."""

    call_id: str = ""
    calling: str = ""
    called: str = ""
    called_at: datetime | None = Field(None, description="As the neighbour's own clock recorded it")
    passport: str = ""


class HopOut(BaseModel):
    """A hop as its provider sees it: the question, and nothing of the path (A3.11)."""

    id: str
    traceback: str
    purpose: str
    state: str
    campaign: str
    calling: str
    called: str
    called_at: datetime
    sent_to: str
    sent_as: SentAs | None = Field(None, description="How `sent_to` says the call arrived from us; null when unknown")
    received_at: datetime | None
    due_at: datetime | None
    closes_at: datetime | None
    late: bool
    certification: str
    answer: AnswerIn | None
    end: str
    signed: str = Field(
        "",
        description="The request, signed (compact JWS, EdDSA, keys at /.well-known/hopback-keys.json); empty once over",
    )
