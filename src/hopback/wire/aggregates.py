"""Aggregate results as machines read them: what is published to whoever asks, for staff the exact figures (A3.9)."""

from datetime import date, datetime
from typing import Literal

from pydantic import BaseModel, Field

type Number = int | str | None


class KeyFigureOut(BaseModel):
    name: str
    label: str
    values: list[Number] = Field(description="One for each of `columns`; null where it is kept back, “” where none is")


class KeyFiguresOut(BaseModel):
    columns: list[str] = Field(description="Periods, the one that is reported of last")
    rows: list[KeyFigureOut]


class TableOut(BaseModel):
    title: str
    columns: list[str]
    rows: list[list[Number]] = Field(description="null: kept back, so that it cannot be computed from the others")


class AggregateOut(BaseModel):
    """One published month or year."""

    id: str
    span: Literal["month", "year"]
    period: str
    first_on: date
    edition: int
    fingerprint: str = Field(description="SHA-256 of the canonical JSON (RFC 8785) of the report’s JSON file")
    published_at: datetime
    smallest: int = Field(description="Counts of calls below this are kept back")
    key: KeyFiguresOut
    tables: dict[str, TableOut]


class CampaignCountOut(BaseModel):
    campaign: str
    tracebacks: int
    origins_found: int


class ExactOut(BaseModel):
    """For staff: of a month or year that may still run, nothing kept back."""

    span: Literal["month", "year"]
    period: str
    completed: int
    origins_found: int
    hops_mean: float | None
    providers: int
    requests: int
    answered_on_time: int
    hours_to_answer_median: float | None
    designations: dict[str, int]
    answers: dict[str, int]
    countries: dict[str, int]
    campaigns: list[CampaignCountOut]


class AggregatesOut(BaseModel):
    items: list[AggregateOut]
    exact: ExactOut | None = None
