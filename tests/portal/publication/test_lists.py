"""Lists and results, to whom they are switched on: and nobody is on a list a moment longer (A3.9, A3.10)."""

from itertools import product
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.utils import timezone

from hopback.policy.article_3_traceback.publication import AlreadySo, Audience, NoBasis, NotAsSeen, What
from hopback.policy.clause import Refused
from hopback.portal.accounts.second_person import NeedsAPerson
from hopback.portal.accounts.viewer import SYSTEM, Viewer, of_user
from hopback.portal.logbook.models import Entry
from hopback.portal.notices.models import Notice
from hopback.portal.providers import actions as providers
from hopback.portal.publication import actions
from hopback.portal.publication.models import Switch
from hopback.portal.publication.queries import mailed, switches
from tests.portal.factories import make_provider_person, make_source, make_source_person, make_staff, sign_in
from tests.portal.tracebacks import staged

from .network import NOW

pytestmark = pytest.mark.django_db
BASIS = "Decision of the Steering Committee, 3 November 2026"
READ = {
    Audience.MEMBERS: {"member"},
    Audience.PORTAL: {"member", "provider", "source"},
    Audience.MAIL: set(),
    Audience.WEBSITE: {"member", "provider", "source", "nobody"},
}


class Story:
    def __init__(self) -> None:
        self.rosa = make_staff()
        self.by: dict[str, Any] = {"by": of_user(self.rosa), "now": NOW}
        self.cardinal = staged.listed("Cardinal Wireless", tier="steering")
        self.delta, self.tango = staged.listed("Delta Fibre"), staged.listed("Tango Silent Inc.")
        self.find(self.tango)
        for provider in (self.cardinal, self.delta):
            providers.agree(provider=provider, signed_by="Lee Marsh", **self.by)
        people = {
            "member": make_provider_person(self.cardinal),
            "provider": make_provider_person(self.delta, "Odile Marsh"),
            "source": make_source_person(make_source()),
        }
        self.readers = {name: sign_in(Client(), person) for name, person in people.items()} | {"nobody": Client()}

    def find(self, provider: Any) -> None:
        providers.write_non_cooperative(provider=provider, reasons="Answers nothing.", **self.by)

    def on(self, what: What, audience: Audience) -> Switch:
        return actions.switch_on(what=what, audience=audience, basis=BASIS, seen=switches.seen(what, NOW), **self.by)


@pytest.fixture
def story() -> Story:
    return Story()


def of(what: What, form: str = "") -> str:
    return f"/published/lists/{what.value}/{form}"


LISTS = (What.COOPERATIVE, What.NON_COOPERATIVE)


@pytest.mark.parametrize("audience", Audience)
def test_a3_9_a_list_is_shown_to_its_audience_and_to_nobody_else(story: Story, audience: Audience) -> None:
    for what in LISTS:
        story.on(what, audience)
        found = {name for name, reader in story.readers.items() if reader.get(of(what)).status_code == 200}
        assert found == READ[audience]
        actions.switch_off(what=what, audience=audience, **story.by)
        assert {reader.get(of(what)).status_code for reader in story.readers.values()} == {404}
    assert {reader.get("/published/").status_code for reader in story.readers.values()} == {404}


def test_a_list_says_its_date_and_its_basis(story: Story) -> None:
    story.on(What.NON_COOPERATIVE, Audience.WEBSITE)
    story.on(What.COOPERATIVE, Audience.WEBSITE)
    page = story.readers["nobody"].get(of(What.NON_COOPERATIVE)).content.decode()
    for said in ("Tango Silent Inc.", BASIS, "5 Jan", "Article 1(3)"):
        assert said in page
    assert "Cardinal" not in page
    told = story.readers["nobody"].get(of(What.COOPERATIVE, "?format=json")).json()
    assert [one["provider"] for one in told["items"]] == ["Cardinal Wireless", "Delta Fibre"]
    assert told["basis"] == BASIS
    assert told["as_of"] == NOW.isoformat(timespec="seconds")


def test_a3_10_who_was_lifted_is_on_no_list_from_that_moment(story: Story) -> None:
    for audience in Audience:
        story.on(What.NON_COOPERATIVE, audience)
    forms = ("", "?format=csv", "?format=json")
    asked = list(product(story.readers.values(), [of(What.NON_COOPERATIVE, form) for form in forms] + ["/published/"]))
    assert all(b"Tango" in reader.get(address).content for reader, address in asked)
    assert all("no-store" in reader.get(address)["Cache-Control"] for reader, address in asked)
    providers.write_cooperative_again(
        fact=story.tango.standing_findings.get(lifted_at=None), because="It answers since.", **story.by
    )
    assert not any(b"Tango" in reader.get(address).content for reader, address in asked)
    providers.agree(provider=story.tango, signed_by="Ann Tango", **story.by)
    story.on(What.COOPERATIVE, Audience.WEBSITE)
    assert b"Tango" in story.readers["nobody"].get(of(What.COOPERATIVE)).content
    story.find(story.tango)
    assert b"Tango" not in story.readers["nobody"].get(of(What.COOPERATIVE)).content


def test_each_switch_is_an_act_of_a_person_and_in_the_log(story: Story) -> None:
    key = Viewer(kind="staff", name="nightly", scopes=frozenset({"tracebacks"}), key_id=1)
    provider = Viewer(kind="provider", name="Dana", party="prv_1", user_id=7)
    for nobody in (SYSTEM, key, provider):
        with pytest.raises(NeedsAPerson):
            actions.switch_on(
                what=What.COOPERATIVE, audience=Audience.WEBSITE, basis=BASIS, seen="", by=nobody, now=NOW
            )
    story.on(What.COOPERATIVE, Audience.WEBSITE)
    actions.switch_off(what=What.COOPERATIVE, audience=Audience.WEBSITE, **story.by)
    verbs = list(Entry.objects.order_by("-seq").values_list("verb", "actor")[:2])
    assert verbs == [("publication.switched_off", "Rosa Ortega"), ("publication.switched_on", "Rosa Ortega")]


def test_nothing_is_published_without_a_basis_twice_or_otherwise_than_seen(story: Story) -> None:
    told: dict[str, Any] = {"what": What.NON_COOPERATIVE, "audience": Audience.WEBSITE, **story.by}
    seen = switches.seen(What.NON_COOPERATIVE, NOW)
    with pytest.raises(NoBasis):
        actions.switch_on(**told, basis="  ", seen=seen)
    story.find(story.delta)
    with pytest.raises(NotAsSeen):
        actions.switch_on(**told, basis=BASIS, seen=seen)
    assert Switch.objects.count() == 0
    story.on(What.NON_COOPERATIVE, Audience.WEBSITE)
    with pytest.raises(AlreadySo):
        story.on(What.NON_COOPERATIVE, Audience.WEBSITE)
    with pytest.raises(AlreadySo):
        actions.switch_off(what=What.COOPERATIVE, audience=Audience.MAIL, **story.by)


def test_the_page_shows_what_would_be_published_before_it_is(story: Story) -> None:
    desk = sign_in(Client(), story.rosa)
    address = "/publication/switch/non_cooperative/website/on/"
    page = desk.get(address).content.decode()
    assert "Tango Silent Inc." in page
    assert "Everybody reads it" in page
    sent = {"basis": BASIS, "seen": switches.seen(What.NON_COOPERATIVE, NOW)}
    assert desk.post(address, {**sent, "basis": ""}).status_code == 422
    assert desk.post(address, sent).status_code == 302
    assert story.readers["nobody"].get(of(What.NON_COOPERATIVE)).status_code == 200
    assert "Tango" in desk.get("/publication/preview/website/").content.decode()
    assert desk.post("/publication/switch/non_cooperative/website/off/").status_code == 302
    assert story.readers["nobody"].get(of(What.NON_COOPERATIVE)).status_code == 404
    assert "They are shown nothing" in desk.get("/publication/preview/members/").content.decode()


def test_rows_of_switches_are_never_altered(story: Story) -> None:
    made = story.on(What.COOPERATIVE, Audience.PORTAL)
    for alter in (
        lambda: Switch.objects.filter(pk=made.pk).update(switched_at=timezone.now()),
        lambda: Switch.objects.all()._raw_delete("default"),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            alter()


def test_a_list_goes_by_mail_to_those_who_agreed_and_only_while_that_is_on(story: Story) -> None:
    with pytest.raises(Refused):
        actions.send(what=What.NON_COOPERATIVE, **story.by)
    story.on(What.NON_COOPERATIVE, Audience.MAIL)
    made = actions.send(what=What.NON_COOPERATIVE, **story.by)
    mails = Notice.objects.filter(kind="published_list")
    assert {mail.party for mail in mails} == {story.cardinal.public_id, story.delta.public_id}
    assert made.receivers == 2
    for mail in mails:
        assert "Tango Silent Inc." in mail.text
        assert BASIS in mail.text
        assert "05 January 2027" in mail.subject
    assert mailed.outdated(NOW) == []
    providers.write_cooperative_again(
        fact=story.tango.standing_findings.get(lifted_at=None), because="It answers since.", **story.by
    )
    assert mailed.outdated(NOW) == [(made, ["Tango Silent Inc."])]
    assert "came off it since" in sign_in(Client(), story.rosa).get("/publication/").content.decode()
