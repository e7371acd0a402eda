"""What is asked and answered about listings besides the list itself (XB.4, XB.5, XB.7)."""

from datetime import date
from typing import Literal

from pydantic import BaseModel, Field

from ..answers import Message
from ..moment import Moment
from .entries import Category

State = Literal["asked", "approved", "refused", "removed"]


class ImplementationIn(Message):
    """A provider took the numbers of a listing into its gateways."""

    implemented_on: date


class ImplementationOut(BaseModel):
    listing: str = Field(description="dno_…")
    provider: str = Field(description="Name of who implemented it")
    implemented_on: date
    reported_at: Moment


class ListingOut(BaseModel):
    """The five fields of the registry, and where the listing stands."""

    id: str = Field(description="dno_…")
    recipient: str
    category: Category
    numbers: list[str] = Field(description="E.164; blocks are in `blocks`")
    blocks: list[str] = Field(description="The digits that every number of the block begins with")
    authorised_on: date | None = Field(description="Date of the letter of authorisation")
    state: State
    listed_on: date | None
    priority: int = Field(description="1: take first")
    confirmed_at: Moment | None = Field(description="When the recipient last confirmed in writing")
    implementations: list[ImplementationOut]


class ListingsOut(BaseModel):
    items: list[ListingOut]
    next_cursor: str | None = None
