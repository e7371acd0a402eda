"""Numbers that only receive: an office that is listed, one that does not confirm, a bank that asks (XB.1-XB.8)."""

from datetime import datetime, timedelta
from typing import Any

from hopback.policy.appendix_b_do_not_originate import Finding, Test
from hopback.portal.accounts.models import User
from hopback.portal.accounts.viewer import SYSTEM, Viewer, of_user
from hopback.portal.do_not_originate import actions
from hopback.portal.do_not_originate.models import Listing
from hopback.portal.do_not_originate.queries import versions
from hopback.portal.do_not_originate.reading import read_text
from hopback.portal.sourcing.models import Source

from .people import MARIA
from .post import PostOffice
from .script import Scripted
from .stage import Stage

OFFICE, AGENCY, POWER, STORES, COUNTY, BANK = (
    "Federal Revenue Office", "State Benefits Agency", "Lakeside Power & Light", "Corner Drug Stores",
    "Franklin County Health Department", "First Lakes Bank",
)  # fmt: skip
GROUNDS = {
    Test.INBOUND_ONLY: "Its telephone department confirmed that the switch bars calls out.",
    Test.SPOOFED_NOW: "Complaints and recordings of the last month name them.",
    Test.AUTHORIZED: "The letter names each number.",
    Test.RECOGNIZED: "They stand on its front page and on every letter it sends.",
    Test.SUBSTANTIAL: "Members counted them in their own records.",
}
DAY = timedelta(days=1)


class Registry:
    """Told before everything else, with a clock of its own; mails of those days went out long ago."""

    def __init__(self, stage: Stage, now: datetime) -> None:
        self.stage, self.now, self.post = stage, now, PostOffice(stage.network)
        self.cardinal, self.palmetto = (self._desk(key) for key in ("cardinal-wireless", "palmetto-lines"))

    def _desk(self, key: str) -> Viewer:
        row = self.stage.rows[key]
        return Viewer(kind="provider", name=f"{row.name} routing desk", party=row.public_id)

    def play(self) -> None:
        agency = self._listed(232, AGENCY, "government", "888-555-0150\n888-555-0151", calls_a_day=6_400)
        self._unheard(agency)
        office = "800-555-0140\n800-555-0141\n800-555-0142\n+1202555*"
        revenue = self._listed(185, OFFICE, "government", office, calls_a_day=41_000)
        stores = self._listed(120, STORES, "private", "877-555-0120", **self._event(320, "Refill calls in its name."))
        vendor = {"vendor": "Numberguard Inc.", "protections": "Contract of 3 March; it calls back each number."}
        shut_off = self._event(2_900, "Callers threaten to shut off power within the hour.")
        power = self._listed(60, POWER, "private", "866-555-0160 to 866-555-0169", **vendor, **shut_off)
        for done, ago, by in (
            (agency, 230, self.cardinal),
            (agency, 221, self.palmetto),
            (revenue, 184, self.cardinal),
            (revenue, 170, self.palmetto),
            (stores, 118, self.cardinal),
            (power, 57, self.palmetto),
        ):
            at = self.now - ago * DAY
            actions.report_implementation(listing=done, implemented_on=at.date(), by=by, now=at)
        self._off_again(stores)
        self._copies()
        self.post.deliver(self.now - 13 * DAY)

    def _event(self, calls: int, words: str) -> dict[str, Any]:
        return {"event_kind": "active", "calls_a_day": calls, "event_words": words}

    def _listed(self, ago: int, name: str, category: str, numbers: str, **more: Any) -> Listing:
        at = self.now - ago * DAY
        made = requested(self.stage.staff, at - 3 * DAY, name, category, numbers, **more)
        told = {"listing": made, "by": self.stage.staff, "now": at}
        actions.answer_tests(findings=[Finding(test, True, GROUNDS[test]) for test in Test], **told)
        if category == "private":
            how = "The state's register of companies and two of its bills were looked at; its office was called back."
            actions.vet(assigned=True, legitimate=True, how=how, **told)
        actions.approve(**told)
        return made

    def _unheard(self, listing: Listing) -> None:
        """Asked seven weeks ago, chased three times, never heard."""
        about = listing.recipient.public_id
        at = self.now - 47 * DAY
        actions.ask(about=about, by=SYSTEM, now=at)
        for asked in listing.recipient.confirmations.all():
            for days in (7, 14, 21):
                actions.chase(about=asked.public_id, by=SYSTEM, now=at + days * DAY)

    def _off_again(self, listing: Listing) -> None:
        because = "Its new switch calls patients back from this number."
        actions.remove_listing(
            listing=listing, why="recipient", because=because, by=self.stage.staff, now=self.now - 16 * DAY
        )

    def _copies(self) -> None:
        """An analytics provider may take them, and both members did."""
        labels = Source.objects.get(name="Plainsong Analytics")
        told = {"because": "It labels calls for three members.", "by": self.stage.staff, "now": self.now - 100 * DAY}
        actions.name_reader(source=labels, **told)
        found = versions.content(versions.current(), None)
        for by, form, ago in ((self.palmetto, "sbc", 15), (self.cardinal, "kamailio", 14)):
            actions.take_copy(content=found, form=form, by=by, now=self.now - ago * DAY)


def requested(by: Viewer, at: datetime, name: str, category: str, numbers: str, **more: Any) -> Listing:
    domain = "".join(one for one in name.lower() if one.isalpha())
    told = {"contact_name": "Ada Lind", "contact_email": f"numbers@{domain}.example", "letter_on": at.date() - 8 * DAY,
            "letter_signer": "Ada Lind, Director of Communications"}  # fmt: skip
    return actions.request_listing(
        name=name, category=category, numbers=read_text(numbers)[0], **{**told, **more}, by=by, now=at
    )


def set_up(play: Scripted, now: datetime) -> None:
    play.at(now - timedelta(days=2, hours=3), lambda then: _bank_asks(play, then))
    play.at(now - timedelta(days=1, hours=5), lambda then: _disputed(play, then))
    play.at(now - timedelta(hours=20), lambda then: _county_asks(play, then))


def _bank_asks(play: Scripted, now: datetime) -> None:
    """By its own people; its carrier, a Steering member, has to vet it."""
    bank, maria = Source.objects.get(name=BANK), of_user(User.objects.get(email=MARIA.email))
    event = {
        "event_kind": "active",
        "calls_a_day": 900,
        "event_words": "Its fraud desk is imitated; codes are asked for.",
    }
    own = {"source": bank, "served_by": play.stage.rows["cardinal-wireless"], "contact_name": "Maria Okafor"}
    numbers = "888-555-0110\n888-555-0111"
    requested(
        maria, now, BANK, "private", numbers, **own, **event, letter_signer="Maria Okafor, Head of Fraud Prevention"
    )
    play.post.deliver(now)


def _disputed(play: Scripted, now: datetime) -> None:
    listing = Listing.objects.get(recipient__name=POWER)
    row = play.stage.rows["palmetto-lines"]
    by = Viewer(kind="provider", name=f"{row.name} routing desk", party=row.public_id)
    words = "Eleven calls out of it on Monday, from a trunk that is billed to the same company."
    actions.raise_conflict(listing=listing, kind="outgoing", number="+18665550163", words=words, by=by, now=now)


def _county_asks(play: Scripted, now: datetime) -> None:
    """By letter; three of the five tests are answered."""
    made = requested(play.stage.staff, now, COUNTY, "government", "614-555-0135")
    answered = [Finding(test, True, GROUNDS[test]) for test in list(Test)[:3]]
    actions.answer_tests(listing=made, findings=answered, by=play.stage.staff, now=now)
