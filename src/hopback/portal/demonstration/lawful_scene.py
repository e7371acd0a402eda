"""What an authority demanded: one subpoena answered, one demand to review, one consent of a customer (A5.4, A5.5)."""

from datetime import datetime, timedelta
from typing import Any

from hopback.portal.accounts.models import User
from hopback.portal.accounts.viewer import Viewer, of_user
from hopback.portal.enforcement import actions as enforcement
from hopback.portal.enforcement.models import Agency
from hopback.portal.ground.uploads import judge
from hopback.portal.lawful_requests import actions
from hopback.portal.lawful_requests.models import LawfulRequest
from hopback.portal.tracebacks.models import Traceback

from .people import BEN
from .script import Scripted

AUTHORITY = "Attorney General of Vermont"
ENFORCES = "The state's consumer fraud act. It asked for tracebacks in four inquiries, each with a letter of its own."


def set_up(play: Scripted, now: datetime) -> None:
    play.at(now - timedelta(days=4), lambda then: _served(play, then))
    play.at(now - timedelta(hours=20), lambda then: _proposed(play, then))
    play.at(now - timedelta(hours=19), _released)
    play.at(now - timedelta(hours=5), lambda then: _others(play, then))


def _served(play: Scripted, now: datetime) -> None:
    by = {"by": play.stage.staff, "now": now}
    told = {"level": "state", "state": "vt", "enforces": ENFORCES}
    agency = enforcement.list_agency(name=AUTHORITY, verified_how="Its office was called back.", **told, **by)
    recent = Traceback.objects.filter(closed_at__isnull=False, opened_at__gte=now - timedelta(days=12))
    closed = list(recent.order_by("pk")[:2])
    subpoena = _enter(agency, play.stage.staff, now, reference="VT-26-0311", tracebacks=closed)
    actions.review(request=subpoena, valid=True, clear=True, reasons="Served on counsel; two calls, by number.", **by)
    actions.tell_providers(request=subpoena, **by)


def _proposed(play: Scripted, now: datetime) -> None:
    subpoena = LawfulRequest.objects.get(reference="VT-26-0311")
    missing = "Recordings of the customers’ own lines: the group has none."
    actions.propose_release(request=subpoena, not_in_scope=missing, by=play.stage.staff, now=now)


def _released(now: datetime) -> None:
    subpoena = LawfulRequest.objects.get(reference="VT-26-0311")
    actions.confirm_release(request=subpoena, by=of_user(User.objects.get(email=BEN.email)), now=now)


def _others(play: Scripted, now: datetime) -> None:
    agency, staff = Agency.objects.get(source__name=AUTHORITY), play.stage.staff
    traced = Traceback.objects.filter(closed_at__isnull=False).select_related(
        "candidate__incident", "candidate__campaign"
    )
    last = traced.exclude(candidate__incident__called="").order_by("-pk").first()
    if last is None:
        return
    demand = {"instrument": "demand", "reference": "VT-26-0340", "campaign": last.candidate.campaign}
    since = now.date() - timedelta(days=30)
    _enter(agency, staff, now, **demand, called_from=since, called_until=now.date(), scope="All calls of the campaign.")
    called = last.candidate.incident.called
    consent = {"instrument": "consent", "reference": "Consent of 26 Elm Street", "called": called}
    signed = {"asked_by": "June Hale", "scope": "The calls to my own number."}
    kept = _enter(agency, staff, now, **consent, **signed)
    actions.review(request=kept, valid=True, clear=True, reasons="Signed, and called back.", by=staff, now=now)


def _enter(agency: Agency, by: Viewer, now: datetime, **more: Any) -> LawfulRequest:
    said: dict[str, Any] = {
        "instrument": "subpoena",
        "asked_by": "Noor Haddad, Consumer Protection",
        "received_on": now.date(),
        "due_on": now.date() + timedelta(days=14),
        "scope": "All that is known of the two calls, with the providers on their paths.",
        "document": judge("served.pdf", b"%PDF-1.7\n% of a demonstration\n"),
    }
    return actions.enter_request(agency=agency, **said | more, by=by, now=now)
