"""Calls that a source wants traced, as JSON; the pages and spreadsheets fill the same message (A1.8, A4.2)."""

from typing import Annotated, Any, Literal, Self

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    FiniteFloat,
    GetJsonSchemaHandler,
    IPvAnyAddress,
    StringConstraints,
    model_validator,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from hopback.policy.article_1_definitions import SuspiciousCharacteristic
from hopback.policy.article_4_sourcing import Basis, Nature

from .moment import Moment

MOST = 500  # candidates in one request
Number = Annotated[str, StringConstraints(max_length=80)]
PointCode = Annotated[str, StringConstraints(max_length=20)]
Words = Annotated[str, StringConstraints(max_length=4000)]


class CandidateIn(BaseModel):
    """One call. Numbers as they were shown or recorded: what is no valid number is evidence, not refused."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    purpose: Literal["traceback", "trace_forward"] = "traceback"
    calling: Number = Field("", description="The calling number as it was shown; may be empty for a trace forward")
    called: Number = Field(description="The number that was called; for a trace forward, the call-back number")
    called_at: Moment
    terminating_provider: Annotated[str, StringConstraints(max_length=200)] = Field(
        "", description="prv_… or the exact name; for a trace forward the provider that holds the number"
    )
    nature: Nature
    characteristics: list[SuspiciousCharacteristic] = []
    evidence: Words
    basis: Basis
    approval: Words = Field("", description="Whose approval, when the basis is customer_approval")
    campaign: Annotated[str, StringConstraints(max_length=120)] = Field("", description="cmp_… or its exact name")
    score: FiniteFloat | None = None
    attestation: Annotated[str, StringConstraints(pattern="^[ABC]?$")] = ""
    signer_ocn: Annotated[str, StringConstraints(pattern="^([A-Za-z0-9]{4})?$")] = ""
    identity_header: Annotated[str, StringConstraints(max_length=8000)] = ""
    source_ip: IPvAnyAddress | None = None
    called_ip: IPvAnyAddress | None = None
    originating_point_code: PointCode = ""
    destination_point_code: PointCode = ""
    sip_anomalies: Words = ""
    spoofing_evidence: Words = ""
    volume: Annotated[int, Field(ge=0, lt=2**53)] | None = None

    @model_validator(mode="after")
    def kept_once(self) -> Self:
        self.characteristics = list(dict.fromkeys(self.characteristics))
        return self


class _ReadLater:
    """Documented as a CandidateIn, let in as any object: one bad row must not refuse the others."""

    def __get_pydantic_json_schema__(self, _: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return handler(CandidateIn.__pydantic_core_schema__)


_ROW = Annotated[dict[str, Any], _ReadLater()]


class CandidatesIn(BaseModel):
    """One or many. Each row is judged on its own: a bad one is reported and loses nothing of the others."""

    model_config = ConfigDict(extra="forbid")

    candidates: Annotated[list[_ROW], Field(min_length=1, max_length=MOST)]
    source: Annotated[str, StringConstraints(max_length=24)] = Field(
        "", description="src_…: only for keys of the traceback team; a source's key says whose it is"
    )


class RowFault(BaseModel):
    field: str
    detail: str
    clause: str = Field(description="The clause of the policies that asks for it, such as A1.8")


class RowResult(BaseModel):
    """What became of one row. A duplicate is a call that this source gave before: nothing is kept twice."""

    row: int = Field(description="The place in the request, from 0")
    result: Literal["taken", "duplicate", "refused"]
    id: str = Field(description="cnd_… of the new candidate; empty unless taken")
    duplicate_of: str = Field(description="cnd_… that this call is already; empty unless a duplicate")
    errors: list[RowFault] = Field(description="Why it was not taken")


class CandidatesOut(BaseModel):
    accepted: int
    duplicates: int
    refused: int
    results: list[RowResult]
