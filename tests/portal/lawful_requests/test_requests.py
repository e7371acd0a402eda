"""Detailed call records leave on a lawful request or with consent, reviewed and by two people (A5.4, A5.5)."""

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.http import Http404
from django.test import Client
from django.urls import reverse

from hopback.policy.article_5_enforcement.lawful_requests import (
    NothingInScope,
    NotReviewed,
    ProvidersNotTold,
    Stands,
)
from hopback.portal.accounts.models import User
from hopback.portal.accounts.second_person import NeedsAnother, NeedsAPerson
from hopback.portal.accounts.viewer import SYSTEM, Viewer, of_user
from hopback.portal.disclosures.models import Disclosure
from hopback.portal.enforcement.models import Agency
from hopback.portal.ground import actions as ground
from hopback.portal.lawful_requests import actions
from hopback.portal.lawful_requests.models import LawfulRequest, Release, Taken
from hopback.portal.lawful_requests.queries import requests as queries
from hopback.portal.lawful_requests.refusals import AlreadyOver, PackageExpired, RequestWrong
from hopback.portal.notices.models import Delivery, Notice
from hopback.portal.tracebacks.models import Traceback
from tests.portal.factories import NOW, make_provider_person, make_source, make_source_person, sign_in
from tests.portal.tracebacks import staged

from .conftest import LATER, reviewed, served

pytestmark = pytest.mark.django_db


def where(request: LawfulRequest, now: Any = NOW) -> Stands:
    return queries.where(queries.visible_to(SYSTEM_OF_STAFF).get(pk=request.pk), now)[0]


SYSTEM_OF_STAFF = Viewer(kind="staff", name="Rosa Ortega", user_id=1)


def test_a_subpoena_from_the_door_to_the_release_a5_4(
    ftc: Agency, by: Viewer, second: Viewer, traced: Traceback
) -> None:
    request = served(ftc, by, tracebacks=[traced])
    seen = [where(request)]
    reviewed(request, by)
    seen.append(where(request))
    actions.tell_providers(request=request, by=by, now=NOW)
    seen += [where(request), where(request, LATER)]
    actions.propose_release(request=request, by=by, now=LATER)
    seen.append(where(request, LATER))
    actions.confirm_release(request=request, by=second, now=LATER)
    seen.append(where(request, LATER))
    assert seen == ["received", "telling", "telling", "ready", "proposed", "released"]


def test_nothing_leaves_before_somebody_found_it_valid_and_clear_a5_5(
    ftc: Agency, by: Viewer, traced: Traceback
) -> None:
    request = served(ftc, by, tracebacks=[traced])
    actions.tell_providers(request=request, by=by, now=NOW)
    with pytest.raises(NotReviewed):
        actions.propose_release(request=request, by=by, now=LATER)
    actions.review(request=request, valid=True, clear=False, reasons="Which calls?", by=by, now=NOW)
    assert where(request, LATER) == "declined"
    with pytest.raises(NotReviewed):
        actions.propose_release(request=request, by=by, now=LATER)
    actions.review(request=request, valid=True, clear=True, reasons="Asked by phone.", by=by, now=NOW)
    assert where(request, LATER) == "ready"


def test_every_provider_is_told_first_and_may_resist_xa_8(ftc: Agency, by: Viewer, traced: Traceback) -> None:
    request = reviewed(served(ftc, by, tracebacks=[traced]), by)
    with pytest.raises(ProvidersNotTold, match="Blue Ridge Telecom, Cardinal Wireless, Meridian Transit"):
        actions.propose_release(request=request, by=by, now=LATER)
    actions.tell_providers(request=request, by=by, now=NOW)
    mails = Notice.objects.filter(kind="lawful_request")
    assert set(Delivery.objects.filter(notice__in=mails, role="primary").values_list("address", flat=True)) == {
        "traceback@cardinal.example",
        "traceback@blue.example",
        "traceback@meridian.example",
    }
    assert all("+1513" not in mail.text and "5135550168" not in mail.text for mail in mails)
    with pytest.raises(ProvidersNotTold, match="may resist until 23 October"):
        actions.propose_release(request=request, by=by, now=LATER - timedelta(seconds=1))
    blue = mails.get(deliveries__address="traceback@blue.example").party
    actions.record_objection(request=request, provider=blue, objection="Ask the court.", by=by, now=NOW)
    assert request.told.get(provider__public_id=blue).objection == "Ask the court."
    actions.propose_release(request=request, by=by, now=LATER)


def test_a_provider_may_resist_no_longer_than_the_request_gives_time_xa_8(
    ftc: Agency, by: Viewer, traced: Traceback
) -> None:
    request = reviewed(served(ftc, by, tracebacks=[traced], due_on=date(2026, 10, 21)), by)
    actions.tell_providers(request=request, by=by, now=NOW)
    actions.propose_release(request=request, by=by, now=NOW + timedelta(hours=10))


def test_where_the_law_forbids_it_nobody_is_told_and_the_reason_stands_xa_8(
    ftc: Agency, by: Viewer, second: Viewer, traced: Traceback
) -> None:
    request = reviewed(served(ftc, by, tracebacks=[traced]), by)
    actions.tell_providers(request=request, forbidden_because="Sealed by the court.", by=by, now=NOW)
    assert not Notice.objects.filter(kind="lawful_request").exists()
    actions.propose_release(request=request, by=by, now=NOW)
    actions.confirm_release(request=request, by=second, now=NOW)
    told_of = set(Disclosure.objects.filter(about=request.public_id).values_list("of", flat=True))
    assert told_of == {traced.candidate.source.public_id}, "no provider reads of it in the register"


def test_one_person_alone_releases_nothing_a5_4(
    subpoena: LawfulRequest, by: Viewer, second: Viewer, client: Client, rosa: User
) -> None:
    with pytest.raises(NeedsAPerson):
        actions.propose_release(request=subpoena, by=Viewer(kind="staff", name="No person", user_id=None), now=LATER)
    actions.propose_release(request=subpoena, by=by, now=LATER)
    with pytest.raises(NeedsAnother):
        actions.confirm_release(request=subpoena, by=by, now=LATER)
    sign_in(client, rosa).post(reverse("lawful_requests:release", args=[subpoena.public_id]))
    release = Release.objects.get(request=subpoena)
    assert (release.is_confirmed, release.package) == (False, None)
    with pytest.raises(IntegrityError), transaction.atomic():
        Release.objects.filter(pk=release.pk).update(
            confirmed_by_user=release.proposed_by_user,
            confirmed_by="Rosa",
            confirmed_at=LATER,
            package=b"x",
            sha256="x",
        )
    actions.drop_release(request=subpoena, because="Wait.", by=second, now=LATER)
    with pytest.raises(AlreadyOver):
        actions.confirm_release(request=subpoena, by=second, now=LATER)


def test_the_database_keeps_no_package_that_nobody_confirmed(subpoena: LawfulRequest, by: Viewer) -> None:
    release = actions.propose_release(request=subpoena, by=by, now=LATER)
    with pytest.raises(IntegrityError), transaction.atomic():
        Release.objects.filter(pk=release.pk).update(package=b"x", sha256="x")


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"instrument": "letter"}, "instrument"),
        ({"instrument": "consent"}, "called"),
        ({"called": "+15135550168"}, "called"),
        ({"due_on": date(2026, 10, 18)}, "due_on"),
        ({}, "tracebacks"),
    ],
)
def test_a_request_that_is_none_a5_5(ftc: Agency, by: Viewer, more: dict[str, Any], field: str) -> None:
    with pytest.raises(RequestWrong) as refused:
        served(ftc, by, **more)
    assert refused.value.field == field


def test_a_consent_covers_the_calls_to_that_customer_and_no_other_a5_5(
    ftc: Agency, by: Viewer, traced: Traceback, rosa: User
) -> None:
    other = staged.traced(
        [traced.candidate.first_provider], rosa, opened_at=NOW - timedelta(hours=5), called="+16145550173"
    )
    consent = served(ftc, by, instrument="consent", called="+15135550168", asked_by="June Hale")
    assert list(queries.in_scope(consent)) == [traced]
    assert other not in queries.in_scope(consent)


def test_the_scope_is_narrowed_by_each_of_its_parts_a5_4(ftc: Agency, by: Viewer, traced: Traceback) -> None:
    blue = traced.hops.get(position=2).provider
    day = staged.CALLED_AT.date()
    inside = served(ftc, by, providers=[blue], campaign=traced.candidate.campaign, called_from=day, called_until=day)
    assert list(queries.in_scope(inside)) == [traced]
    outside = served(ftc, by, providers=[blue], called_from=day + timedelta(days=1))
    reviewed(outside, by)
    with pytest.raises(NothingInScope):
        actions.propose_release(request=outside, by=by, now=LATER)


def test_each_provider_reads_that_its_data_was_handed_over_a5_4(released: LawfulRequest, ftc: Agency) -> None:
    rows = Disclosure.objects.filter(about=released.public_id)
    asked = {hop.provider.public_id for hop in released.tracebacks.get().hops.all()}
    assert asked < set(rows.values_list("of", flat=True))
    row = rows.first()
    assert (row.to, row.clause, row.basis) == (ftc.source.name, "A5.4", "Subpoena FTC-2026-0117")


def test_an_agency_takes_its_own_package_for_a_while_and_it_is_logged_a5_4(
    released: LawfulRequest, ines: User, client: Client
) -> None:
    address = reverse("lawful_requests:package", args=[released.public_id])
    with time_machine.travel(LATER, tick=False):
        sign_in(client, ines)
        page = client.get(reverse("lawful_requests:one", args=[released.public_id])).content.decode()
        taken = client.post(address)
    assert "Take the package" in page
    assert (taken.status_code, taken["Content-Type"]) == (200, "application/zip")
    assert Taken.objects.get().taken_by == ines.name
    with pytest.raises(PackageExpired):
        actions.take_package(request=released, by=of_user(ines), now=LATER + timedelta(days=30))


def test_another_agency_a_provider_and_another_source_find_nothing_a5_5(
    released: LawfulRequest, client: Client
) -> None:
    provider = make_provider_person(released.tracebacks.get().hops.get(position=1).provider)
    for somebody in (provider, make_source_person(make_source("YouMail 2"), "Olu Bright")):
        sign_in(client, somebody)
        for name in ("one", "package"):
            address = reverse(f"lawful_requests:{name}", args=[released.public_id])
            ask = client.get if name == "one" else client.post
            assert ask(address).status_code == 404
        with pytest.raises(Http404):
            actions.propose_release(request=released, by=of_user(somebody), now=LATER)


def test_staff_hear_when_a_request_falls_due_until_it_is_over_a5_4(ftc: Agency, by: Viewer, traced: Traceback) -> None:
    request = served(ftc, by, tracebacks=[traced])
    due = NOW.replace(month=11, day=2, hour=0, minute=0)
    for days in (7, 2, 0):
        ground.sweep(by=SYSTEM, now=due - timedelta(days=days))
    assert Notice.objects.filter(kind="lawful_due").count() == 3
    assert request.reference in Notice.objects.filter(kind="lawful_due").first().subject


def test_an_official_whose_address_lapsed_sees_nothing_more_a5_5(
    released: LawfulRequest, ines: User, rosa: User, client: Client
) -> None:
    with time_machine.travel(NOW + timedelta(days=181), tick=False):
        sign_in(client, ines)
        for name in ("list", "one", "package"):
            address = reverse(f"lawful_requests:{name}", args=[] if name == "list" else [released.public_id])
            assert (client.post if name == "package" else client.get)(address).status_code == 404


def test_a_session_left_open_opens_no_document_and_no_package_a5_5(
    released: LawfulRequest, rosa: User, client: Client
) -> None:
    sign_in(client, rosa, minutes_ago=16)
    for name in ("document", "package"):
        response = client.post(reverse(f"lawful_requests:{name}", args=[released.public_id]))
        asked = {reverse("account_reauthenticate"), reverse("mfa_reauthenticate")}
        assert (response.status_code, response["Location"].partition("?")[0] in asked) == (302, True)
    assert not Taken.objects.exists()
