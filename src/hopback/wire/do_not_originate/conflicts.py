"""Genuine calls show a number that is listed: a member says so by machine (XB.1)."""

from typing import Annotated, Literal

from pydantic import BaseModel, Field, StringConstraints

from ..answers import Message


class ConflictIn(Message):
    kind: Literal["signed", "outgoing"] = Field(description="Signed at level A, or outgoing in your records")
    number: Annotated[str, StringConstraints(min_length=1, max_length=40)]
    words: Annotated[str, StringConstraints(min_length=1, max_length=4000)] = Field(
        description="When, how many, in which records; no name or number of a customer"
    )


class ConflictOut(BaseModel):
    id: str = Field(description="dnx_…")
    listing: str = Field(description="dno_…")
