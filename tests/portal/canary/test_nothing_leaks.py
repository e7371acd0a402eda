"""Everybody reads everything they can reach; nobody hears a canary that is not theirs (A3.11, XC.1, XC.2)."""

import logging
from collections.abc import Iterator

import pytest

from hopback.portal.logbook.models import Entry, Payload
from hopback.portal.notices.models import Notice

from . import doors, fields, readers
from .birds import Canary
from .crawl import Heard
from .leaks import Ears, Outsiders
from .sight import Place
from .world import World

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def ears(world: World) -> Iterator[Ears]:
    """At the end of each test: no leak. What the process logged meanwhile is read too."""
    listening, overheard = Ears(world), doors.Overheard()
    loggers = [logging.getLogger(), logging.getLogger("django"), logging.getLogger("hopback")]
    for each in loggers:
        each.addHandler(overheard)
    yield listening
    for each in loggers:
        each.removeHandler(overheard)
    listening.listen(overheard.heard())
    assert not listening.leaks, "\n".join(listening.leaks)


SHARES = 4  # of the readers, so that a leak says among whom to look


def paths(birds: set[Canary], about: str = "") -> set[str]:
    return {bird.path for bird in birds if not about or bird.about == about}


OWN = {
    "Meridian": ("A", {"sourcing.IncidentData.called_raw", "tracebacks.AnswerDraft.fields"}),
    "Rosa": ("", {"tracebacks.Note.text", "tracebacks.Answer.vetting:tax_id"}),
    "Ines": ("", {"sourcing.Candidate.evidence"}),
}
CERTIFIED = {"tracebacks.Certification.statement", "tracebacks.Authorization.to_whom"}  # the bank reads its own


@pytest.mark.parametrize("share", range(SHARES))
def test_no_page_tells_anybody_what_is_not_theirs(world: World, ears: Ears, share: int) -> None:
    """And each gets to read what is its own: a crawl that ended early would find no leak."""
    outsiders = Outsiders(world)
    for visit in list(readers.people(world))[share::SHARES]:
        for page in visit.pages():
            ears.listen(page)
            outsiders.listen(page)
        heard, (about, own) = (
            ears.heard.get(visit.reader.name, set()),
            OWN.get(visit.reader.name.split()[0], ("", set())),
        )
        assert own <= paths(heard, about), visit.reader.name
        assert visit.reader.party or visit.reader.kind == "staff" or not heard
        if visit.reader.party == world.parties.bank.public_id:
            assert paths(heard) >= CERTIFIED
    assert not outsiders.told


def test_nothing_leaks_through_what_somebody_sends(world: World, ears: Ears) -> None:
    """Searches, wrong forms, another's hop, is-it-real: a refusal tells nothing either."""
    for visit in filter(doors.may_send, readers.people(world)):
        for answer in doors.sent(world, visit):
            ears.listen(answer)


def test_a_mail_link_opens_one_hop_and_nothing_else(world: World, ears: Ears) -> None:
    for visit, pages in readers.link_holders(world):
        for page in pages:
            ears.listen(visit.get(page))
        assert "sourcing.IncidentData.called_raw" in paths(ears.heard[visit.reader.name], visit.reader.call)


def test_the_api_tells_each_key_its_own(world: World, ears: Ears) -> None:
    outsiders = Outsiders(world)
    for visit, calls in readers.programs(world):
        for call in calls:
            heard = visit.get(call)
            ears.listen(heard)
            outsiders.listen(heard)
        for answer in doors.programs(world, visit):
            ears.listen(answer)
    harbor = ears.heard[f"key of {world.parties.harbor.public_id}"]
    assert "tracebacks.Answer.vetting:tax_id" in paths(harbor, "B")
    assert {world.parties.ftc.public_id, world.parties.delta.public_id} <= outsiders.parties
    assert not outsiders.told


def test_a_machine_is_handed_the_leg_that_its_provider_sent_and_no_other(world: World, ears: Ears) -> None:
    """A3.11: Cardinal's word on the call of Blue Ridge, not its trunk; and nothing once a correction led elsewhere."""
    handed = {path for path in fields.SOUGHT if fields.of(path).handed and path.startswith("tracebacks.")}
    p = world.parties
    keys = {visit.reader.party: visit for visit, _ in readers.programs(world)}
    for party in (p.cardinal, p.blue_ridge, p.harbor):
        ears.listen(keys[party.public_id].get("/api/v1/hops?state=all&limit=200"))
    blue_ridge, cardinal, harbor = (
        ears.heard[keys[party.public_id].reader.name] for party in (p.blue_ridge, p.cardinal, p.harbor)
    )
    of_cardinal = {bird.path for bird in blue_ridge if bird.about == "B" and p.cardinal.public_id in bird.of}
    assert {path for path in of_cardinal if path.startswith("tracebacks.")} == handed
    assert "sourcing.IncidentData.identity_header" in paths(cardinal, "B")
    assert not {bird for bird in harbor if bird.about == "G" and p.cardinal.public_id in bird.of} & {
        bird for bird in harbor if bird.kept.handed
    }


def test_no_mail_tells_of_a_customer_or_of_another_provider(world: World, ears: Ears) -> None:
    """Every kind of notice of the story, as it leaves, its links in it."""
    for mail in readers.mails(world):
        ears.listen(mail)
    kinds = set(Notice.objects.values_list("kind", flat=True))
    assert {"request", "trace_forward_request", "answer_receipt", "answer_returned", "ended", "invitation"} <= kinds
    assert {"reminder", "extension_granted", "overdue", "closed_no_response", "no_longer_asked"} <= kinds


def test_no_event_tells_a_provider_s_software_anything_but_its_own_ids(world: World, ears: Ears) -> None:
    """Not even what the provider may know: the address of a webhook can be mistyped, or sold (XC.1)."""
    told = list(readers.events(world))
    for event in told:
        ears.listen(event)
    assert not any(ears.heard.values())
    kinds = {"hop.asked", "hop.reminded", "traceback.closed", "do_not_originate.changed"}
    assert {one.what.split()[0] for one in told} == kinds


def test_staff_hear_who_was_called_by_a_reveal_and_only_of_that_call(world: World, ears: Ears) -> None:
    rosa = next(readers.people(world))
    for page in doors.reveals(world, rosa):
        ears.listen(page)
    revealed = {path for path in paths(ears.heard[rosa.reader.name]) if "called" in path or "content" in path}
    assert revealed == {
        "sourcing.IncidentData.called_raw", "sourcing.IncidentData.called_ip", "sourcing.EvidenceFile.content",
        "tracebacks.Answer.called_as_received", "tracebacks.AnswerFile.content",
    }  # fmt: skip


def test_the_log_keeps_no_secret_and_nobody_who_was_called(world: World, ears: Ears) -> None:
    """What is written down for ever, as it is stored (A3.5)."""
    entries = [str(row) for row in Entry.objects.values_list()]
    kept = [*Payload.objects.values_list("body", flat=True), *entries]
    ears.listen(Heard(readers.STAFF, "the log", "\n".join(kept), Place.LIST))


def test_a_downstream_provider_learns_the_end_only_once_closed(world: World) -> None:
    """A3.11: Cardinal hears of Harbor in the call that ended there, and never of who stands between."""
    ears, p = Ears(world), world.parties
    cardinal = next(visit for visit in readers.people(world) if visit.reader.party == p.cardinal.public_id)
    ends = {about: row.hops.get(position=1).public_id for about, row in world.tracebacks.items() if about in "AB"}
    for about, hop in ends.items():
        page = cardinal.get(f"/inbox/{hop}/sent/")
        assert page is not None
        assert (p.harbor.name in page.text) is (about == "B")
        assert p.meridian.name not in page.text
        ears.listen(page)
    assert not ears.leaks


def test_the_certification_stands_in_every_request_to_every_provider(world: World) -> None:
    """A3.13: mail and machine say the same to Cardinal and to Blue Ridge."""
    p = world.parties
    words = {bird.text for bird in world.birds.birds.values() if bird.path.startswith("tracebacks.Certification.")}
    assert len(words) == 2
    keys = {visit.reader.party: visit for visit, _ in readers.programs(world)}
    for provider, place in ((p.cardinal, 1), (p.blue_ridge, 2)):
        hop = world.tracebacks["P"].hops.get(position=place)
        sent = "\n".join(Notice.objects.filter(hop=hop.public_id, kind="request").values_list("text", flat=True))
        by_machine = keys[provider.public_id].get(f"/api/v1/hops/{hop.public_id}")
        assert by_machine is not None
        for text in (sent, by_machine.text):
            assert all(word in text for word in words)
