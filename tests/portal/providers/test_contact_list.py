"""XA.1: who may see the list of contacts, on what ground, and that each viewing is logged."""

import csv
import json
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.http import Http404
from django.test import Client
from django.urls import reverse

from hopback.portal.accounts.viewer import Viewer, of_user
from hopback.portal.logbook.models import Entry, Payload
from hopback.portal.providers import actions
from hopback.portal.providers.models import ContactListRequest, Provider
from hopback.portal.providers.refusals import ContactListWrong
from hopback.portal.sourcing.models import Source
from tests.portal.factories import (
    NOW,
    make_provider,
    make_provider_person,
    make_source,
    make_source_person,
    make_staff,
    sign_in,
)

pytestmark = pytest.mark.django_db
TOLD: dict[str, Any] = {"by": Viewer(kind="staff", name="Lee Ando"), "now": NOW}
AGREED = {"agreed_version": "2021-01", "agreed_on": NOW.date(), "agreed_by": "Ruth Halvorsen"}
LIST = reverse("providers:contact_list")


@pytest.fixture
def harbor() -> Provider:
    """Cooperative, with a primary contact."""
    made = make_provider("Harbor Voice LLC", **AGREED)
    contact = {"full_name": "Dana Whitfield", "title": "Compliance Officer", "hours": "Monday to Friday"}
    told = {**contact, "email": "traceback@harborvoice.example", "phone": "305-555-0117"}
    actions.change_contact(provider=made, kind="primary", **told, **TOLD)
    return made


@pytest.fixture
def agency() -> Source:
    return make_source("Federal Trade Commission", kind="enforcement")


def viewings() -> list[dict[str, Any]]:
    seqs = Entry.objects.filter(verb="contact_list.viewed").order_by("seq").values_list("seq", flat=True)
    return [json.loads(Payload.objects.get(seq=seq).body) for seq in seqs]


def asked(agency: Source, name: str = "Ines Calder") -> ContactListRequest:
    told = {"email": "ines@ftc.example", "purpose": "To ask the providers of case 17."}
    return actions.ask_for_contact_list(**told, by=of_user(make_source_person(agency, name)), now=NOW)


def test_cooperative_providers_see_it_and_each_viewing_is_logged(client: Client, harbor: Provider) -> None:
    """A1.2, XA.1."""
    plains = make_provider("Open Plains Wholesale", **AGREED)
    sign_in(client, make_provider_person(plains, "Ana Ruiz", role="member"))
    assert LIST in client.get(reverse("providers:mine")).content.decode()
    page = client.get(LIST).content.decode()
    for shown in ("Dana Whitfield", "Compliance Officer", "traceback@harborvoice.example", "305-555-0117"):
        assert shown in page, shown
    assert "as a cooperative provider" in page
    client.get(LIST, {"q": "harbor"})
    told = [(one["ground"], one["providers"], one["found"]) for one in viewings()]
    assert told == [("a cooperative provider", 1, ""), ("a cooperative provider", 1, "harbor")]


@pytest.mark.parametrize("why", ["did not agree", "is non-cooperative"])
def test_other_providers_find_no_such_page(client: Client, harbor: Provider, why: str) -> None:
    other = make_provider("Pale Moon Telecom", **(AGREED if why == "is non-cooperative" else {}))
    if why == "is non-cooperative":
        actions.write_non_cooperative(provider=other, reasons="Never answers.", **TOLD)
    sign_in(client, make_provider_person(other, "Pat Winslow"))
    assert client.get(LIST).status_code == 404
    assert client.get(LIST + "?format=csv").status_code == 404
    assert LIST not in client.get(reverse("providers:mine")).content.decode()
    assert viewings() == []


def test_a_key_reads_no_contacts(harbor: Provider) -> None:
    key = Viewer(kind="provider", name="prod-2", party=harbor.public_id, scopes=frozenset({"providers"}), key_id=1)
    with pytest.raises(Http404):
        actions.show_contact_list(shown=[], by=key, now=NOW)


def test_who_is_known_only_from_an_answer_is_not_on_it(client: Client, harbor: Provider) -> None:
    """What a downstream provider said of its neighbour is no contact that was named."""
    contact = {"name": "Coral Gate", "email": "noc@coralgate.example", "phone": "+13055550119", "country": "US"}
    actions.take_in_unlisted(contact=contact, named_by=harbor, **TOLD)
    page = sign_in(client, make_staff()).get(LIST).content.decode()
    assert "Harbor Voice LLC" in page
    assert "Coral Gate" not in page


def test_it_goes_out_as_csv_and_json(client: Client, harbor: Provider) -> None:
    sign_in(client, make_staff())
    rows = list(csv.DictReader(StringIO(client.get(LIST + "?format=csv").content.decode("utf-8-sig"))))
    assert [(row["provider"], row["contact"], row["full_name"], row["zone"]) for row in rows] == [
        ("Harbor Voice LLC", "primary", "Dana Whitfield", "America/New_York")
    ]
    assert client.get(LIST + "?format=json").json()["contacts"][0]["email"] == "traceback@harborvoice.example"
    assert len(viewings()) == 2
    assert Entry.objects.filter(verb="list.downloaded").count() == 2


def test_an_agency_asks_staff_find_it_reasonable_and_it_sees_the_list(
    client: Client, harbor: Provider, agency: Source
) -> None:
    ines, ask = make_source_person(agency), reverse("providers:ask_contact_list")
    sign_in(client, ines)
    assert client.get(LIST).status_code == 404
    said = client.post(ask, {"email": "ines@ftc.example", "purpose": ""})
    assert "This field is required" in said.content.decode()
    assert client.post(ask, {"email": "ines@ftc.example", "purpose": "Case 17."}).status_code == 302
    assert client.get(LIST).status_code == 404, "nobody has decided"
    again = client.post(ask, {"email": "ines@ftc.example", "purpose": "Case 18."})
    assert "waits for the team" in again.content.decode()
    made = ContactListRequest.objects.get()
    assert (made.agency, made.asked_by) == ("Federal Trade Commission", "Ines Calder")
    url = reverse("providers:contact_list_request", args=[made.public_id])
    sign_in(client, make_staff())
    wrong = client.post(url, {"granted": "yes", "because": "A case.", "until_on": "2026-10-01"})
    assert "Not a day that is past" in wrong.content.decode()
    assert client.post(url, {"granted": "yes", "because": "A case.", "until_on": "2026-11-01"}).status_code == 302
    sign_in(client, ines)
    assert LIST in client.get(ask).content.decode()
    assert "Dana Whitfield" in client.get(LIST).content.decode()
    assert viewings()[0]["ground"] == f"request {made.public_id}, granted by Rosa Ortega"


def test_a_grant_ends_on_its_day_or_when_staff_end_it(client: Client, harbor: Provider, agency: Source) -> None:
    made = asked(agency)
    told = {"granted": True, "because": "A case.", "until_on": NOW.date() + timedelta(days=2)}
    actions.decide_contact_list(request=made, **told, **TOLD)
    ines = Viewer(kind="source", name="Ines Calder", party=agency.public_id)
    actions.show_contact_list(shown=[], by=ines, now=NOW + timedelta(days=2))
    with pytest.raises(Http404):
        actions.show_contact_list(shown=[], by=ines, now=NOW + timedelta(days=3))
    end = reverse("providers:contact_list_end", args=[made.public_id])
    assert sign_in(client, make_staff()).post(end).status_code == 302
    with pytest.raises(Http404):
        actions.show_contact_list(shown=[], by=ines, now=NOW)


def test_a_grant_is_the_agency_s_own_and_a_refusal_shows_nothing(harbor: Provider, agency: Source) -> None:
    other = make_source("A State’s Attorney General", kind="enforcement")
    refused = asked(other)
    actions.decide_contact_list(request=refused, granted=False, because="No case.", **TOLD)
    granted = asked(agency, "Ada Lund")
    until = NOW.date() + timedelta(days=2)
    actions.decide_contact_list(request=granted, granted=True, because="A case.", until_on=until, **TOLD)
    with pytest.raises(Http404):
        actions.show_contact_list(
            shown=[], by=Viewer(kind="source", name="Ines Calder", party=other.public_id), now=NOW
        )
    with pytest.raises(ContactListWrong, match="has decided it already"):
        actions.decide_contact_list(request=granted, granted=False, because="No.", **TOLD)


def test_a_source_that_is_no_agency_is_told_who_may_ask(client: Client, harbor: Provider) -> None:
    sign_in(client, make_source_person(make_source("YouMail", kind="analytics")))
    ask = reverse("providers:ask_contact_list")
    assert "as another kind of source" in client.get(ask).content.decode()
    assert client.post(ask, {"email": "a@youmail.example", "purpose": "To sell."}).status_code == 422, "and told again"
    assert client.get(LIST).status_code == 404


def test_a_request_by_letter_is_written_down_with_its_decision(client: Client) -> None:
    sign_in(client, make_staff())
    url = reverse("providers:contact_list_requests")
    said = {"agency": "A State", "asked_by": "Ada Lund", "email": "ada@state.example", "purpose": "Case 19."}
    assert client.post(url, {**said, "agency": ""}).status_code == 422
    assert client.post(url, said).status_code == 302
    made = ContactListRequest.objects.get()
    assert (made.party, made.recorded_by, made.granted) == ("", "Rosa Ortega", None)
    assert "Ada Lund" in client.get(url).content.decode()
