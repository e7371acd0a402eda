"""A small API that goes wrong in every way, to see what each becomes outside."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest
from django.urls import path
from ninja import NinjaAPI, Status
from ninja.security import HttpBearer
from pydantic import BaseModel, Field

from hopback.policy.clause import Refused
from hopback.policy.clauses import clause
from hopback.portal.accounts.viewer import Viewer
from hopback.portal.ground import problems
from hopback.portal.ground.idempotency import idempotent
from hopback.portal.ground.models import ClockShift


class Bearer(HttpBearer):
    def authenticate(self, request: HttpRequest, token: str) -> str | None:
        if not token.isdigit():
            return None
        request.viewer = Viewer(kind="provider", name="prod-2", key_id=int(token))  # type: ignore[attr-defined]
        return token


class NoZone(Refused):
    clause = clause("A1.8")
    field = "calls.0.called_at"


class Call(BaseModel):
    called: str = Field(min_length=3)
    times: int = 1


class Calls(BaseModel):
    calls: list[Call]


api = NinjaAPI(urls_namespace="doors", auth=Bearer())
problems.install(api)
WRONG: dict[str, Exception] = {
    "refused": NoZone("“09:41” has no time zone."),
    "missing": Http404("hop_1 exists but is another's"),
    "forbidden": PermissionDenied("not yours"),
    "invalid": ValidationError({"zone": ["Eastern is not a time zone."]}),
    "invalid-whole": ValidationError("Say more."),
    "broken": ZeroDivisionError("a secret of the house"),
}


@api.get("/wrong/{how}")
def wrong(request: HttpRequest, how: str) -> None:
    raise WRONG[how]


@api.get("/many")
def many(request: HttpRequest, limit: int) -> int:
    return limit


@api.post("/calls", response={201: dict[str, Any]})
@idempotent
def calls(request: HttpRequest, payload: Calls) -> Status[dict[str, int]]:
    for call in payload.calls:
        ClockShift.objects.create(seconds=call.times)
        if call.called == "refuse":
            raise NoZone("“09:41” has no time zone.")
    return Status(201, {"kept": ClockShift.objects.count()})


urlpatterns = [path("api/", api.urls)]
