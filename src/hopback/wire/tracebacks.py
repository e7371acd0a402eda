"""A traceback and its path as staff's machines read them (A3.4, A3.7). The called number is in none of these."""

from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, Field, StringConstraints

from .answers import Message


class TracebackIn(Message):
    candidate: Annotated[str, StringConstraints(max_length=24)] = Field(
        description="cnd_… of a candidate whose due diligence was recorded and held"
    )


class TracebackOut(BaseModel):
    id: str
    number: str = Field(description="What people say aloud: TB-2026-04182")
    candidate: str
    purpose: str
    status: str = Field(description="open, or how it ended")
    presented_as: str = Field(description="The status, or `contradicted` where the answers speak against it")
    campaign: str
    source: str
    nature: str
    basis: str
    calling: str
    called_at: datetime
    hops: int
    opened_at: datetime
    closed_at: datetime | None


class HopOnPath(BaseModel):
    """One provider's turn. `foreign` is null while nobody knows who the provider is."""

    id: str
    position: int = Field(description="1 is the terminating provider")
    provider: str = Field(description="prv_…; empty while staff are identifying it")
    provider_name: str
    foreign: bool | None
    state: str
    answer: str = Field(description="The kind of its answer; empty while there is none")
    late: bool
    designations: list[str]
    asked_at: datetime | None
    received_at: datetime | None
    due_at: datetime | None
    over_at: datetime | None


class ContradictionOut(BaseModel):
    kind: str
    severity: str
    hops: list[str]
    sentence: str


class PathOut(BaseModel):
    id: str
    number: str
    status: str
    presented_as: str
    path: list[HopOnPath]
    contradictions: list[ContradictionOut]
