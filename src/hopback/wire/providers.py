"""Providers as they are looked up to say who sent a call: a name and a country, no contacts."""

from pydantic import BaseModel, Field


class ProviderOut(BaseModel):
    id: str = Field(description="prv_…, to be given as `upstream` of an answer")
    name: str
    trade_name: str
    country: str = Field(description="ISO 3166, two letters")
    domain: str


class ProvidersOut(BaseModel):
    items: list[ProviderOut]
    next_cursor: str | None = Field(description="Give it as `cursor` for the next page; null on the last one")
