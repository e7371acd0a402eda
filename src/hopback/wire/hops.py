"""Hops waiting for a provider, and many answers at once (A3.2, XA.2)."""

from typing import Annotated, Any

from pydantic import BaseModel, Field, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from .answers import AnswerTo, HopOut, Message

MOST = 500  # answers in one request


class HopsOut(BaseModel):
    items: list[HopOut]
    next_cursor: str | None = Field(description="Give it as `cursor` for the next page; null on the last one")


class _ReadLater:
    """Documented as an AnswerTo, let in as any object: one bad answer must not refuse the others."""

    def __get_pydantic_json_schema__(self, _: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return handler(AnswerTo.__pydantic_core_schema__)


_ROW = Annotated[dict[str, Any], _ReadLater()]


class AnswersIn(Message):
    """Up to 500 answers, each taken or refused on its own."""

    answers: Annotated[list[_ROW], Field(min_length=1, max_length=MOST)]


class AnswerFault(BaseModel):
    field: str = Field(description="The field that has to change; empty when it is the whole answer")
    detail: str
    clause: str = Field("", description="The clause of the policy that refused, when one did")


class AnswerResult(BaseModel):
    """`recorded` is false where the answer was not taken; then `errors` says why."""

    row: int = Field(description="The place in the request, from 0")
    hop: str
    recorded: bool
    version: int | None
    late: bool
    errors: list[AnswerFault]


class AnswersOut(BaseModel):
    recorded: int
    refused: int
    results: list[AnswerResult]
