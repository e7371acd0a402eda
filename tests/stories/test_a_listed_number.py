"""The whole life of a listed number, at its doors: asked for, vetted, listed, implemented, confirmed, missed, removed.

(XB.1-XB.8) By an office of the government, by a bank beside it, two Steering members, their pages, mails and keys."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from hopback.portal.accounts.models import MailedLink, Scope
from hopback.portal.accounts.viewer import SYSTEM, of_user
from hopback.portal.do_not_originate.models import Copy, Listing
from hopback.portal.ground import actions as ground
from hopback.portal.ground import capability
from hopback.portal.ground.signing_keys import keyring
from hopback.portal.notices.models import Notice
from hopback.portal.organizations import actions as organizations
from hopback.wire.do_not_originate import manifest
from hopback.wire.signing import kid_of
from tests.portal.do_not_originate import staged
from tests.portal.factories import NOW, make_key, make_provider_person, make_source_person, make_staff, sign_in

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
LIST = "/api/v1/do-not-originate"
TESTS = ("inbound_only", "spoofed_now", "authorized", "recognized", "substantial")
ANSWERED = dict.fromkeys(TESTS, "yes") | {f"{test}_because": "Its switch bars calls out." for test in TESTS}


class House:
    """Everybody at their own door, and a clock that is moved."""

    def __init__(self, clock: Any) -> None:
        self.clock = clock
        self.rosa = make_staff()
        self.harbor, self.lantern = staged.member(), staged.member("Lantern SIP Inc.")
        self.dana = make_provider_person(self.harbor)
        office = organizations.list_organization(
            name="Federal Revenue Office", kind="government", by=of_user(self.rosa), now=NOW
        )
        bank = organizations.list_organization(name="First Lakes Bank", kind="private", by=of_user(self.rosa), now=NOW)
        self.people = {"rosa": self.rosa, "dana": self.dana, "ada": make_source_person(office, "Ada Lind"),
                  "maria": make_source_person(bank, "Maria Okafor")}  # fmt: skip
        _, secret = make_key(make_provider_person(self.lantern, "Lee Ward"), Scope.DO_NOT_ORIGINATE)
        self.machine = Client(headers={"Authorization": f"Bearer {secret}"})

    def door(self, who: str) -> Client:
        """Signed in afresh: months pass."""
        return sign_in(Client(), self.people[who])

    def at(self, moment: datetime) -> None:
        """Time passes, and the tick with it, twice a day."""
        while self.now < moment:
            self.clock.move_to(min(self.now + DAY / 2, moment))
            ground.sweep(by=SYSTEM, now=self.now)

    @property
    def now(self) -> datetime:
        return datetime.now(UTC)

    def post(self, who: str, route: str, *about: str, **said: Any) -> str:
        """A form at somebody's door: done. Returns where one goes then."""
        response = self.door(who).post(reverse(f"do_not_originate:{route}", args=about), said)
        assert response.status_code == 302, response.content.decode()[:4000]
        self.clock.shift(timedelta(minutes=5))
        return str(response.url)  # type: ignore[attr-defined]

    def page(self, who: str, route: str, *about: str) -> str:
        response = self.door(who).get(reverse(f"do_not_originate:{route}", args=about))
        assert response.status_code == 200
        return response.content.decode()

    def asks(self, who: str, numbers: str, **more: Any) -> Listing:
        told = {"contact_name": "Ada Lind", "contact_email": f"{who}@office.example", "letter_on": "2026-10-01",
                "letter_signer": "Ada Lind, Deputy Commissioner", "numbers": numbers}  # fmt: skip
        where = self.post(who, "request", **{**told, **more})
        return Listing.objects.get(public_id=where.strip("/").rpartition("/")[2])

    def mailed_page(self, address: str) -> str:
        link = MailedLink.objects.filter(purpose="dno.confirm", address=address).latest("pk")
        return reverse("do_not_originate:confirm", args=[capability.token_for(link.nonce)])

    def list_by_machine(self, query: str = "") -> tuple[Any, str]:
        """What a gateway fetches, with its signature checked."""
        response = self.machine.get(f"{LIST}{query}")
        text = b"".join(response.streaming_content).decode()  # type: ignore[attr-defined]
        said = manifest.verify(response["Hopback-Manifest"], {kid_of(one): one for one in keyring().listed})
        assert said.sha256 == manifest.sha256_of([text])
        return said, text


@pytest.fixture
def house() -> Iterator[House]:
    with time_machine.travel(NOW, tick=False) as clock:
        yield House(clock)


def test_a_number_from_its_letter_to_its_removal_XB_1_to_XB_8(house: House) -> None:
    office, bank = _asked_vetted_and_listed(house)
    _implemented_by_two(house, office)
    _confirmed_once_and_missed_once(house, office, bank)
    _removed_and_told(house, office)


def _asked_vetted_and_listed(house: House) -> tuple[Listing, Listing]:
    """XB.1-XB.3: the office as government; the bank is vetted by the member whose customer it is."""
    office = house.asks("ada", "800-555-0140\n800-555-0141", calls_a_day="41000")
    event = {"event_kind": "active", "calls_a_day": "900", "event_words": "Calls in its name."}
    bank = house.asks("maria", "888-555-0110", served_by="harbor voice llc", **event)
    assert (office.recipient.category, bank.recipient.category) == ("government", "private")
    for listing in (office, bank):
        house.post("rosa", "tests", listing.public_id, **ANSWERED)
    early = house.door("rosa").post(reverse("do_not_originate:approve", args=[bank.public_id]))
    assert (early.status_code, "has not vetted it yet" in early.content.decode()) == (422, True)
    assert "First Lakes Bank" in house.page("dana", "plan")
    house.post("dana", "vet", bank.public_id, assigned="yes", legitimate="yes", how="Our customer since 2019.")
    house.post("rosa", "approve", office.public_id)
    house.post("rosa", "approve", bank.public_id)
    return office, bank


def _implemented_by_two(house: House, office: Listing) -> None:
    """XB.5-XB.8: one by its page, one by machine; the registry says five things of it."""
    house.at(NOW + DAY)
    plan = house.page("dana", "plan")
    assert plan.index("Federal Revenue Office") < plan.index("First Lakes Bank")
    house.post("dana", "implemented", office.public_id, implemented_on="2026-10-21")
    said, text = house.list_by_machine()
    assert (said.version, text.count("\nlisted,")) == (2, 3)
    path = f"{LIST}/{office.public_id}/implementations"
    told = house.machine.post(path, {"implemented_on": "2026-10-21"}, content_type="application/json")
    assert told.status_code == 201
    taken = house.door("dana").post(reverse("do_not_originate:copy"), {"form": "kamailio"})
    assert "8005550140" in b"".join(taken.streaming_content).decode()  # type: ignore[attr-defined]
    assert [one.name for one in Copy.objects.order_by("pk")] == ["Lantern SIP Inc.", "Harbor Voice LLC"]
    row = house.door("rosa").get("/do-not-originate/?format=json&state=listed&q=Revenue").json()["do-not-originate"][0]
    assert (row["recipient"], row["numbers"]) == ("Federal Revenue Office", "+18005550140 +18005550141")
    assert (row["letter_on"], row["implemented_by"]) == ("2026-10-01", "Harbor Voice LLC; Lantern SIP Inc.")
    assert row["implemented_on"] == "2026-10-21; 2026-10-21"


def _confirmed_once_and_missed_once(house: House, office: Listing, bank: Listing) -> None:
    """XB.4: both are asked after half a year and confirm; in the second round the office is silent."""
    house.at(NOW + 183 * DAY)
    for address, listing in (("ada@office.example", office), ("maria@office.example", bank)):
        page = Client()
        path = house.mailed_page(address)
        assert page.get(path).status_code == 200
        assert page.post(path, {listing.public_id: "yes", "name": "Ada Lind, Deputy"}).status_code == 200
        assert page.get(path).status_code == 410
    house.at(NOW + 366 * DAY)
    path = house.mailed_page("maria@office.example")
    assert Client().post(path, {bank.public_id: "yes", "name": "Maria Okafor, Head of Fraud"}).status_code == 200
    house.at(NOW + 390 * DAY)
    mails = Notice.objects.filter(kind="dno_confirm", party=office.recipient.public_id)
    assert mails.count() == 1 + 1 + 3, "asked in each round, and chased three times in the second"
    early = house.door("rosa").post(
        reverse("do_not_originate:remove", args=[office.public_id]),
        {"why": "unconfirmed", "because": "x", "sure": "on"},
    )
    assert early.status_code == 422
    house.at(NOW + 397 * DAY)
    flagged = house.door("rosa").get("/do-not-originate/?state=unconfirmed").content.decode()
    assert "Federal Revenue Office" in flagged
    assert "First Lakes Bank" not in flagged


def _removed_and_told(house: House, office: Listing) -> None:
    """XB.4: by a person, with a reason; both members hear of it, and the list has a version without the numbers."""
    because = "It did not confirm in the round of October."
    house.post("rosa", "remove", office.public_id, why="unconfirmed", because=because, sure="on")
    told = Notice.objects.filter(kind="dno_removed").order_by("party")
    assert {one.party for one in told} == {house.harbor.public_id, house.lantern.public_id}
    said, text = house.list_by_machine("?since=2")
    assert (said.version, said.removed, text.count("\nremoved,")) == (3, 2, 2)
    assert "Take out" in house.page("dana", "plan")
    house.post("dana", "taken_out", office.public_id, taken_out_on=str(house.now.date()))
    assert "Take out" not in house.page("dana", "plan")
    history = house.page("rosa", "listing", office.public_id)
    steps = (
        "Removed",
        "Asked to confirm, round 2",
        "Confirmed, round 1",
        "Implemented",
        "Listed",
        "Tested",
        "Requested",
    )
    places = [history.index(f"<b>{step}</b>") for step in steps]
    assert places == sorted(places)
