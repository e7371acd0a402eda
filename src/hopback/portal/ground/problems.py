"""Problem details (RFC 9457): one place that turns what went wrong into an answer for a machine."""

import logging
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied, RequestDataTooBig, ValidationError
from django.core.signals import got_request_exception
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, AuthorizationError, HttpError
from ninja.errors import ValidationError as BadMessage
from pydantic import BaseModel, Field

from hopback.policy.clause import Clause, Refused

from . import waking

MEDIA_TYPE = "application/problem+json"
_log = logging.getLogger("hopback.api")


class Fault(BaseModel):
    """One thing wrong in the request, and where."""

    detail: str
    pointer: str | None = Field(None, description="A JSON pointer into the body, such as #/candidates/3/called_at")
    parameter: str | None = Field(None, description="The name of a parameter or header")


class Problem(BaseModel):
    """What went wrong (RFC 9457), with the clause of the policy that refused, when one did."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    clause: str | None = None
    place: str | None = None
    errors: list[Fault] | None = None


def problem(
    status: int, title: str, detail: str, clause: Clause | None = None, errors: Sequence[Fault] = ()
) -> JsonResponse:
    body = Problem(
        title=title,
        status=status,
        detail=detail,
        clause=clause.id if clause else None,
        place=clause.place if clause else None,
        errors=list(errors) or None,
    )
    return JsonResponse(body.model_dump(exclude_none=True), status=status, content_type=MEDIA_TYPE)


def missing() -> JsonResponse:
    """What is forbidden looks exactly like what is not there."""
    return problem(404, "Not found", "There is nothing here, or it is not yours to see.")


def of_refused(refused: Refused) -> JsonResponse:
    at = [Fault(detail=str(refused), pointer=f"#/{refused.field.replace('.', '/')}")] if refused.field else []
    return problem(422, "Refused", str(refused), refused.clause, at)


def _fault(error: dict[str, Any]) -> Fault:
    """From pydantic: loc is ("body", "payload", "called_at") or ("query", "limit")."""
    where, *path = error["loc"]
    said = str(error["msg"]).removeprefix("Value error, ")
    if where not in {"body", "form"}:
        return Fault(detail=said, parameter=".".join(map(str, path)))
    return Fault(detail=said, pointer="#/" + "/".join(str(part) for part in path[1:]))


def _bad_message(request: HttpRequest, exc: BadMessage) -> HttpResponse:
    faults = [_fault(error) for error in exc.errors]
    first = faults[0]
    where = (first.pointer or first.parameter or "").removeprefix("#/")
    more = f" ({len(faults) - 1} more below)" if len(faults) > 1 else ""
    return problem(422, "Not a valid request", f"{where}: {first.detail}{more}", errors=faults)


def _invalid(request: HttpRequest, exc: ValidationError) -> HttpResponse:
    if hasattr(exc, "error_dict"):
        faults = [Fault(detail=m, pointer=f"#/{f}") for f, each in exc.message_dict.items() for m in each]
    else:
        faults = [Fault(detail=message) for message in exc.messages]
    return problem(422, "Not a valid request", " ".join(f.detail for f in faults), errors=faults)


def too_large() -> JsonResponse:
    most = settings.DATA_UPLOAD_MAX_MEMORY_SIZE // 1024
    return problem(413, "Too large", f"The body may have at most {most} KB. Send fewer rows at a time.")


def _http_error(request: HttpRequest, exc: HttpError) -> HttpResponse:
    if isinstance(exc.__cause__, RequestDataTooBig):
        return too_large()
    titles = {400: "Not a valid request", 404: "Not found", 409: "Conflict", 429: "Too many requests"}
    detail = "The body is not JSON." if str(exc) == "Cannot parse request body" else str(exc)
    return problem(exc.status_code, titles.get(exc.status_code, "Refused"), detail)


def _unknown_key(request: HttpRequest, exc: AuthenticationError) -> HttpResponse:
    response = problem(401, "Not signed in", "Send a valid key as `Authorization: Bearer …`.")
    response["WWW-Authenticate"] = 'Bearer realm="hopback"'
    return response


def _full(request: HttpRequest, exc: Exception) -> HttpResponse:
    response = problem(503, "Too many are waiting", "Ask again in a few seconds, or without `wait`.")
    response["Retry-After"] = "5"
    return response


def _failed(request: HttpRequest, exc: Exception) -> HttpResponse:
    """Our own fault: the log has the trace, the caller a sentence."""
    _log.error("%s %s failed", request.method, request.path, exc_info=exc)
    got_request_exception.send(sender=NinjaAPI, request=request)
    return problem(500, "Our mistake", "Something went wrong here. Nothing was changed; it has been logged.")


def install(api: NinjaAPI) -> None:
    """Every error of this API becomes a problem; no stack trace leaves the house."""
    api.add_exception_handler(Exception, _failed)
    api.add_exception_handler(waking.Full, _full)
    api.add_exception_handler(Refused, lambda request, exc: of_refused(exc))
    api.add_exception_handler(BadMessage, _bad_message)
    api.add_exception_handler(ValidationError, _invalid)
    api.add_exception_handler(RequestDataTooBig, lambda request, exc: too_large())
    api.add_exception_handler(HttpError, _http_error)
    api.add_exception_handler(AuthenticationError, _unknown_key)
    api.add_exception_handler(AuthorizationError, lambda request, exc: missing())
    api.add_exception_handler(PermissionDenied, lambda request, exc: missing())
    api.add_exception_handler(Http404, lambda request, exc: missing())
