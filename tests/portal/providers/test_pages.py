"""The pages about providers: what they show, to whom, and that forms say what is wrong."""

import csv
from io import StringIO
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hopback.portal.accounts.viewer import Viewer
from hopback.portal.providers import actions, history, queries
from hopback.portal.providers.models import ControlLink, Provider
from tests.portal.factories import (
    NOW,
    make_provider,
    make_provider_person,
    make_source,
    make_source_person,
    make_staff,
    sign_in,
)

pytestmark = [pytest.mark.django_db, pytest.mark.once]
LEE = Viewer(kind="staff", name="Lee Ando")


@pytest.fixture
def staff(client: Client) -> Client:
    return sign_in(client, make_staff())


def harbor(**more: Any) -> Provider:
    return make_provider(city="Miami, FL", domain="harborvoice.example", ocns=["7421"], **more)


def sable() -> Provider:
    return make_provider("Sable Route Ltd.", country="BZ", zone="America/Belize")


def contact_of(provider: Provider, name: str = "Dana Whitfield") -> None:
    actions.change_contact(
        provider=provider,
        kind="primary",
        full_name=name,
        title="Compliance Officer",
        email="traceback@harborvoice.example",
        phone="305-555-0117",
        by=LEE,
        now=NOW,
    )


def text(client: Client, url: str) -> str:
    said = client.get(url)
    assert said.status_code == 200, said.status_code
    return said.content.decode()


def test_the_list_is_limited_by_its_address(staff: Client) -> None:
    harbor(), sable()
    url = reverse("providers:list")
    everything = text(staff, url)
    assert "Harbor Voice LLC" in everything
    assert "Sable Route Ltd." in everything
    for query, shown in [
        ("?q=harbor+voice", "Harbor"),
        ("?q=7421", "Harbor"),
        ("?q=harborvoice.example", "Harbor"),
        ("?foreign=yes", "Sable"),
        ("?foreign=no", "Harbor"),
        ("?country=BZ", "Sable"),
        ("?q=Sabel+Rout", "Sable"),  # spelled much alike
    ]:
        page = text(staff, url + query)
        hidden = {"Harbor": "Sable Route Ltd.", "Sable": "Harbor Voice LLC"}[shown]
        assert (shown in page, hidden in page) == (True, False), query
    assert "No provider fits these filters" in text(staff, url + "?q=zebra&standing=cooperative")
    assert "Harbor" in text(staff, url + "?standing=nonsense")  # a filter that is none does not limit


def test_the_list_goes_out_as_csv_and_json_with_the_same_filters(staff: Client) -> None:
    contact_of(harbor(trade_name="=HYPERLINK(1)"))
    sable()
    said = staff.get(reverse("providers:list") + "?format=csv&q=harbor")
    assert said["Content-Disposition"] == 'attachment; filename="providers.csv"'
    rows = list(csv.DictReader(StringIO(said.content.decode("utf-8-sig"))))
    assert [(r["name"], r["trade_name"], r["primary_phone"]) for r in rows] == [
        ("Harbor Voice LLC", "'=HYPERLINK(1)", "13055550117")
    ]
    told = staff.get(reverse("providers:list") + "?format=json").json()["providers"]
    assert {p["name"]: p["foreign"] for p in told} == {"Harbor Voice LLC": "no", "Sable Route Ltd.": "yes"}


@pytest.mark.parametrize("listed", [2, 30])
def test_a_list_of_any_length_asks_the_same_number_of_questions(staff: Client, listed: int) -> None:
    for number in range(listed):
        contact_of(make_provider(f"Valley {number}"), f"Person {number}") if number < 2 else make_provider(
            f"V {number}"
        )
    with CaptureQueriesContext(connection) as asked:
        text(staff, reverse("providers:list"))
    assert len(asked) <= 7, [q["sql"][:90] for q in asked]
    with CaptureQueriesContext(connection) as asked:
        facts = queries.facts_of(Provider.objects.all())
    assert (len(asked), len(facts)) == (3, listed)


def test_one_provider_shows_what_is_known(staff: Client) -> None:
    provider, team = harbor(), LEE
    contact_of(provider)
    actions.find_foreign(
        provider=provider, foreign=True, factors={"owned_abroad": True}, reasons="Owned from Belize.", by=team, now=NOW
    )
    actions.write_non_cooperative(provider=provider, reasons="Six answers late.", by=team, now=NOW)
    page = text(staff, reverse("providers:one", args=[provider.public_id]))
    for shown in (
        "Harbor Voice LLC", "Miami, FL", "7421", "Non-cooperative", "Six answers late.", "Owned from Belize.",
        "Dana Whitfield", "traceback@harborvoice.example", "08:00–17:30", "12:00–21:30", "Office open",
    ):  # fmt: skip
        assert shown in page, shown
    assert "None" not in page


def test_a_room_above_adds_its_own_part(staff: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    provider = harbor()
    monkeypatch.setattr(history, "_parts", [])
    history.register("layout/empty.html", lambda who, viewer, now: {"name": who.name} if viewer.is_staff else None)
    parts = history.parts(provider, LEE, NOW)
    assert parts == [("layout/empty.html", {"name": "Harbor Voice LLC"})]
    assert 'class="empty"' in text(staff, reverse("providers:one", args=[provider.public_id]))


def test_others_find_no_page_of_a_provider(client: Client) -> None:
    provider, other = harbor(), sable()
    people = [
        make_provider_person(other, "Idris Kemp"),
        make_source_person(make_source()),
    ]
    for person in people:
        sign_in(client, person)
        for name in ("list", "new"):
            assert client.get(reverse(f"providers:{name}")).status_code == 404
        for name in ("one", "details", "foreign", "control"):
            assert client.get(reverse(f"providers:{name}", args=[provider.public_id])).status_code == 404
        assert client.post(reverse("providers:contact", args=[provider.public_id, "primary"])).status_code == 404
    client.logout()
    assert client.get(reverse("providers:one", args=[provider.public_id])).status_code == 302


def test_provider_people_read_their_own_page_and_administrators_keep_its_contacts(client: Client) -> None:
    """XA.1."""
    provider = harbor()
    contact_of(provider)
    actions.write_non_cooperative(
        provider=provider,
        reasons="Internal reasons of the team.",
        by=LEE,
        now=NOW,
    )
    sign_in(client, make_provider_person(provider))
    assert client.get(reverse("providers:one", args=[provider.public_id])).url == reverse("providers:mine")  # type: ignore[attr-defined]
    page = text(client, reverse("providers:mine"))
    assert "Harbor Voice LLC" in page
    assert "Internal reasons" not in page
    url = reverse("providers:my_contact", args=["back-up"])
    assert url in page
    wrong = client.post(url, {"full_name": "Ana Ruiz", "email": "ana@", "phone": "1"})
    assert "Enter a valid email address" in wrong.content.decode()
    good = {"full_name": "Ana Ruiz", "email": "ana@harborvoice.example", "phone": "305-555-0118"}
    assert "This field is required" in client.post(url, good).content.decode()
    good |= {"title": "Fraud desk", "hours": "Monday to Friday, 8 to 17", "zone": "America/New_York"}
    assert client.post(url, good).url == reverse("providers:mine")  # type: ignore[attr-defined]
    found = queries.contact(provider, "back-up")
    assert found is not None
    assert (found.full_name, found.given_by) == ("Ana Ruiz", "Dana Whitfield")
    assert client.get(reverse("providers:my_contact", args=["owner"])).status_code == 404


def test_a_responder_reads_and_does_not_change(client: Client) -> None:
    provider = harbor()
    sign_in(client, make_provider_person(provider, "Ana Ruiz", role="member"))
    url = reverse("providers:my_contact", args=["primary"])
    assert url not in text(client, reverse("providers:mine"))
    assert client.get(url).status_code == 404
    assert client.post(url, {"full_name": "A", "email": "a@b.example", "phone": "1"}).status_code == 404


def new_provider(**change: str) -> dict[str, str]:
    good = {
        "name": "Coral Gate Communications", "country": "US", "zone": "America/New_York", "opens": "08:00",
        "closes": "17:30", "because": "Agreement signed", "ocns": "7421, 0b12",
    }  # fmt: skip
    return {**good, **change}


def test_staff_list_a_provider_and_are_asked_whether_it_is_one_of_these(staff: Client) -> None:
    url = reverse("providers:new")
    assert staff.post(url, new_provider()).status_code == 302
    made = Provider.objects.get()
    assert (made.ocns, made.listed_because) == (["7421", "0B12"], "Agreement signed")
    again = staff.post(url, new_provider(name="Coral Gate Communications Inc"))
    assert "Is it one of these?" in again.content.decode()
    assert "Coral Gate Communications may be this provider" in again.content.decode()
    assert staff.post(url, new_provider(name="Coral Gate Communications Inc", anyway="on")).status_code == 302
    assert Provider.objects.count() == 2


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"name": ""}, "This field is required"),
        ({"ocns": "12345"}, "12345 is not an operating company number"),
        ({"closes": "07:00"}, "An office closes after it opens"),
        ({"zone": "Eastern"}, "Select a valid choice"),
    ],
)
def test_a_form_says_what_is_wrong_and_keeps_nothing(staff: Client, change: dict[str, str], said: str) -> None:
    page = staff.post(reverse("providers:new"), new_provider(**change)).content.decode()
    assert said in page
    assert Provider.objects.count() == 0


def test_staff_write_down_what_they_find(staff: Client) -> None:
    provider, other = harbor(), sable()
    at = [provider.public_id]
    posts: list[tuple[str, dict[str, str]]] = [
        ("foreign", {"foreign": "yes", "owned_abroad": "yes", "reasons": "Owned from Belize."}),
        ("control", {"other": "sable route ltd.", "direction": "controls", "since_on": "2026-01-01", "evidence": "x"}),
        ("details", {**new_provider(name="Harbor Voice"), "city": "Tampa, FL", "source": "x"}),
    ]
    for name, said in posts:
        url = reverse(f"providers:{name}", args=at)
        assert staff.get(url).status_code == 200
        assert staff.post(url, said).status_code == 302, (name, staff.post(url, said).content.decode()[-3000:])
    provider.refresh_from_db()
    assert (provider.city, queries.is_foreign(provider)) == ("Tampa, FL", True)
    link = ControlLink.objects.get()
    assert (link.controls, link.controlled) == (other, provider)
    end = reverse("providers:end_control", args=[provider.public_id, link.pk])
    assert "cannot have ended before" in staff.post(end, {"until_on": "2025-01-01"}).content.decode()
    assert staff.post(end, {"until_on": "2026-10-01"}).status_code == 302
    assert staff.get(end).status_code == 404
    assert "2026" in text(staff, reverse("providers:one", args=at))


def test_a_finding_without_reasons_is_refused_beside_its_field(staff: Client) -> None:
    """A1.5."""
    url = reverse("providers:foreign", args=[harbor().public_id])
    page = staff.post(url, {"foreign": "yes", "files_form_499": "yes", "reasons": "It files."}).content.decode()
    assert "at least one factor besides the Form 499 filing" in page
    assert "No listed" not in page
    nothing = staff.post(url, {"reasons": ""}).content.decode()
    assert nothing.count("This field is required") >= 2, "nothing is pre-selected"
