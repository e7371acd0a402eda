"""Campaigns as machines read them: for staff all, for others the name and what is their own (A1.6, XC.1)."""

from datetime import datetime
from typing import Literal

from pydantic import BaseModel, Field


class CampaignOut(BaseModel):
    """One campaign. What the key's owner may not know of it is left out."""

    id: str
    name: str
    state: Literal["open", "closed", "merged"]
    own: int | None = Field(None, description="A provider’s requests, or a source’s calls, that belong to it")
    own_waiting: int | None = Field(None, description="Of those, how many wait for the provider, or for a decision")
    message: str | None = None
    brands: list[str] | None = None
    calls_a_month: int | None = None
    calls_told: int | None = None
    tracebacks: int | None = None
    open_tracebacks: int | None = None
    opened_at: datetime | None = None
    closed_at: datetime | None = None
    merged_into: str | None = Field(None, description="cmp_… of the campaign it was merged into")


class CampaignsOut(BaseModel):
    items: list[CampaignOut]
    next_cursor: str | None = None
