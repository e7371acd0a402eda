"""The same request twice has one effect and one answer: `Idempotency-Key`, kept with what was answered.

    @router.post("/candidates", response={200: Submitted})
    @idempotent
    def submit(request, payload: CandidatesIn): ...

The operation returns a message, a `Status(code, message)` or a dict. It runs in one transaction with the row
that keeps its answer: both are there or neither. A request that failed keeps nothing: its key is free again.
"""

import hashlib
import json
from collections.abc import Callable
from functools import partial, wraps
from typing import Any, NamedTuple

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from ninja import Status
from ninja.responses import NinjaJSONEncoder
from pydantic import BaseModel

from . import clock
from .models import KeptResponse
from .problems import problem
from .sealing import seal, unseal
from .statements import add_row_once, change_row

HEADER = "Idempotency-Key"
REPLAYED = "Idempotency-Replayed"
_MOST = 255
_RUNNING = 0  # the status of a row whose request has not answered yet; never committed


def idempotent(operation: Callable[..., Any]) -> Callable[..., HttpResponse]:
    """Wrap an operation of the API; `request.viewer.caller` says whose key it is."""
    return _wrapped(operation, _Keeping(str, str))


def idempotent_and_sealed(operation: Callable[..., Any]) -> Callable[..., HttpResponse]:
    """The same for an answer that holds a secret: what is kept of it is encrypted."""
    return _wrapped(operation, _Keeping(partial(seal, purpose="kept answer"), partial(unseal, purpose="kept answer")))


class _Keeping(NamedTuple):
    """How the text of an answer becomes what is stored, and back."""

    put: Callable[[str], str]
    take: Callable[[str], str]


def _wrapped(operation: Callable[..., Any], keeping: _Keeping) -> Callable[..., HttpResponse]:
    @wraps(operation)
    def once(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        key = request.headers.get(HEADER)
        if key is None:
            return _response(*_plain(operation(request, *args, **kwargs)))
        if not 0 < len(key) <= _MOST or not key.isprintable():
            return problem(422, "Not a valid request", f"{HEADER} has 1 to {_MOST} printable characters.")
        return _kept_or_run(request, key, lambda: operation(request, *args, **kwargs), keeping)

    return once


def _kept_or_run(request: HttpRequest, key: str, run: Callable[[], Any], keeping: _Keeping) -> HttpResponse:
    caller, fingerprint = request.viewer.caller, _fingerprint(request)  # type: ignore[attr-defined]
    with transaction.atomic():
        row = KeptResponse(caller=caller, key=key, fingerprint=fingerprint, status=_RUNNING, body="")
        row.made_at = clock.now()
        if add_row_once(row):  # or wait for who took the key: the unique index lets one through and tells the other
            row.status, body = _plain(run())
            row.body = keeping.put(body)
            change_row(row, "status", "body")
            return _response(row.status, body)
    return _replay(KeptResponse.objects.get(caller=caller, key=key), fingerprint, keeping)


def _replay(kept: KeptResponse, fingerprint: str, keeping: _Keeping) -> HttpResponse:
    if kept.fingerprint != fingerprint:
        return problem(
            422,
            "Key used before",
            f"This {HEADER} was used for another request. A new request has a new key.",
        )
    response = _response(kept.status, keeping.take(kept.body))
    response[REPLAYED] = "true"
    return response


def _fingerprint(request: HttpRequest) -> str:
    asked = f"{request.method} {request.get_full_path()}\n".encode() + request.body
    return hashlib.sha256(asked).hexdigest()


def _plain(result: Any) -> tuple[int, str]:
    """Status and JSON of what an operation returned; as text, so that the same bytes are sent again."""
    status, value = (result.status_code, result.value) if isinstance(result, Status) else (200, result)
    return status, json.dumps(_json(value), cls=NinjaJSONEncoder)


def _json(value: Any) -> Any:
    if isinstance(value, BaseModel):
        return value.model_dump(mode="json", by_alias=True)
    return [_json(each) for each in value] if isinstance(value, list) else value


def _response(status: int, body: str) -> HttpResponse:
    return HttpResponse(body, status=status, content_type="application/json")
