"""What the source or point of entry did once it was told: asked, chased, answered, and seen again (XA.5)."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.http import Http404

from hopback.policy.appendix_a_mitigation import NamedAs, NotExplained, named_as, seen_again
from hopback.policy.article_3_traceback.answers import Mitigation as Did
from hopback.policy.article_3_traceback.designations import Designation
from hopback.portal.accounts.models import MailedLink
from hopback.portal.accounts.viewer import SYSTEM, Viewer, of_mailed_link, of_user
from hopback.portal.customers import actions
from hopback.portal.customers.models import Mitigation
from hopback.portal.customers.queries import mitigations as queries
from hopback.portal.ground import actions as ground
from hopback.portal.notices.models import Notice
from hopback.portal.providers import actions as providers
from hopback.portal.tracebacks import actions as tracebacks
from hopback.wire.answers import AnswerIn
from tests.portal.factories import NOW
from tests.portal.tracebacks import staged

from .acting import HOUR, Story, asked

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
CLOSED = NOW + 12 * HOUR


@pytest.fixture
def story() -> Story:
    return Story()


def desk(mitigation: Mitigation) -> Viewer:
    return Viewer(kind="provider", name="Dana Whitfield", party=mitigation.provider.public_id)


def says(mitigation: Mitigation, did: Did, note: str = "", **more: Any) -> None:
    told = {"by": desk(mitigation), "now": CLOSED + DAY} | more
    actions.report(mitigation=mitigation, did=did, note=note, **told)


def state(mitigation: Mitigation) -> str:
    return seen(mitigation).state


def seen(mitigation: Mitigation, viewer: Viewer | None = None) -> queries.Told:
    viewer = viewer or Viewer(kind="staff", name="Rosa Ortega")
    rows = queries.whole(queries.visible_to(viewer).filter(pk=mitigation.pk))
    (told,) = queries.told(rows, viewer)
    return told


def test_the_source_is_asked_when_the_traceback_closes(story: Story) -> None:
    traceback = story.originated(story.cardinal, story.meridian)
    mitigation, mail = asked(traceback), Notice.objects.get(kind="mitigation")
    assert (mitigation.provider, mitigation.named_as, state(mitigation)) == (story.meridian, "origin", "open")
    assert [one.address for one in mail.deliveries.all()] == ["traceback@meridian.example"]
    assert "a customer of yours made the call" in mail.text
    assert "Lark" not in mail.text
    assert "5135550168" not in mail.text


def test_the_point_of_entry_is_asked_and_nobody_else(story: Story) -> None:
    mitigation = asked(story.from_abroad())
    assert (mitigation.provider, mitigation.named_as) == (story.harbor, "point_of_entry")


def test_who_is_named_follows_from_the_designations() -> None:
    assert named_as({Designation.INTERNATIONAL_ORIGIN, Designation.FOREIGN_POINT_OF_DEPARTURE}) is NamedAs.ORIGIN
    assert named_as({Designation.US_POINT_OF_ENTRY}) is NamedAs.POINT_OF_ENTRY
    assert named_as({Designation.FOREIGN_POINT_OF_DEPARTURE}) is None
    assert named_as({Designation.NOT_FOUND}) is None


def test_it_is_asked_again_until_it_answers(story: Story) -> None:
    """XA.5: after 3, 7, 14 and 30 days; then staff see that it is open."""
    mitigation = asked(story.originated(story.cardinal, story.meridian))
    for days in (2, 3, 5, 7, 14, 30, 90):
        ground.sweep(by=SYSTEM, now=CLOSED + days * DAY)
    mails = Notice.objects.filter(kind="mitigation").order_by("pk")
    assert [(mail.created_at - CLOSED).days for mail in mails] == [0, 3, 7, 14, 30]
    assert state(mitigation) == "open"


def test_an_answer_ends_the_asking_and_nothing_yet_does_not(story: Story) -> None:
    mitigation = asked(story.originated(story.cardinal, story.meridian))
    says(mitigation, Did.NONE, "Looking into it.")
    assert (state(mitigation), seen(mitigation).did) == ("open", "Nothing yet")
    ground.sweep(by=SYSTEM, now=CLOSED + 3 * DAY)
    says(mitigation, Did.TERMINATED, now=CLOSED + 4 * DAY)
    ground.sweep(by=SYSTEM, now=CLOSED + 60 * DAY)
    assert Notice.objects.filter(kind="mitigation").count() == 2
    assert state(mitigation) == "answered"


def test_traffic_found_lawful_is_explained_to_the_group(story: Story) -> None:
    """XA.5."""
    mitigation = asked(story.originated(story.cardinal, story.meridian))
    with pytest.raises(NotExplained) as refused:
        says(mitigation, Did.FOUND_LAWFUL)
    assert (refused.value.clause.id, refused.value.field) == ("XA.5", "note")
    says(mitigation, Did.FOUND_LAWFUL, "School closings, to parents who asked for them.")
    assert state(mitigation) == "answered"


def test_what_the_answer_said_of_action_is_not_asked_once_more(story: Story) -> None:
    action = {"mitigation": "blocked", "mitigation_note": "Cut at noon."}
    mitigation = asked(story.originated(story.cardinal, story.meridian, **action))
    assert (state(mitigation), seen(mitigation).last.channel) == ("answered", "answer")  # type: ignore[union-attr]
    assert not Notice.objects.filter(kind="mitigation").exists()


def test_what_was_said_is_never_altered(story: Story) -> None:
    mitigation = asked(story.originated(story.cardinal, story.meridian))
    says(mitigation, Did.WARNED)
    says(mitigation, Did.TERMINATED)
    assert [one.did for one in seen(mitigation).reports] == ["warned", "terminated"]
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE customers_report SET did = 'blocked'")


def test_a_provider_answers_for_itself_by_page_link_and_machine_and_for_no_other(story: Story) -> None:
    mitigation = asked(story.originated(story.cardinal, story.meridian))
    link = MailedLink.objects.get(about=mitigation.public_id)
    key = Viewer(kind="provider", name="prod-2", party=story.meridian.public_id, scopes=frozenset({"hops"}))
    holder = of_mailed_link(link, party=story.meridian.public_id)
    for by, channel in ((holder, "link"), (key, "api"), (of_user(story.rosa), "page")):
        says(mitigation, Did.WARNED, by=by, channel=channel)
    assert [one.channel for one in seen(mitigation).reports] == ["link", "api", "staff"]
    strangers = [
        Viewer(kind="provider", name="Blair Osei", party=story.blue_ridge.public_id),
        Viewer(kind="provider", name="look-up", party=story.meridian.public_id, scopes=frozenset({"providers"})),
        Viewer(kind="link", name="Somebody", party=story.meridian.public_id, about="mit_222222222222"),
        Viewer(kind="source", name="Ines Calder", party="src_222222222222"),
    ]
    for stranger in strangers:
        with pytest.raises(Http404):
            says(mitigation, Did.WARNED, by=stranger)
        assert not queries.visible_to(stranger).filter(pk=mitigation.pk).exists()


def test_seen_again_after_it_said_that_it_had_acted(story: Story) -> None:
    """XA.5: a later call of the campaign that ends at the same provider, or at one under the same control."""
    first = asked(story.originated(story.cardinal, story.meridian))
    says(first, Did.TERMINATED)
    sister = staged.listed("Coral Gate")
    told = {"since_on": NOW.date() - 90 * DAY, "evidence": "A filing.", "by": of_user(story.rosa), "now": NOW}
    providers.link_control(controls=story.meridian, controlled=sister, **told)
    assert seen(first).again == []
    later = story.originated(story.cardinal, sister, at=NOW + 9 * DAY)
    assert [one.hop.traceback for one in seen(first).again] == [later]
    assert seen(asked(later)).again == []
    own = desk(first)
    assert seen(first, own).again == []


def test_a_call_made_before_it_acted_is_not_seen_again() -> None:
    said_at = NOW
    assert not seen_again(Did.BLOCKED, said_at, [NOW - HOUR, NOW])
    assert seen_again(Did.BLOCKED, said_at, [NOW - HOUR, NOW + HOUR])
    assert not seen_again(Did.FOUND_LAWFUL, said_at, [NOW + HOUR])
    assert not seen_again(Did.NONE, said_at, [NOW + HOUR])


def test_whoever_is_no_longer_named_is_no_longer_asked(story: Story) -> None:
    """A correction led elsewhere."""
    traceback = story.originated(story.cardinal, story.blue_ridge)
    mistaken = asked(traceback)
    hop = traceback.hops.select_related("provider", "traceback").get(position=1)
    said = AnswerIn(kind="upstream", upstream=story.meridian.public_id)
    told = {"channel": "page", "by": staged.desk(hop), "now": CLOSED + HOUR}
    tracebacks.correct(hop=hop, said=said, **told)
    staged.delivered(traceback, CLOSED + HOUR)
    staged.answered(traceback, CLOSED + 2 * HOUR, kind="originated", customer={"name": "Lark Dialing LLC"})
    mistaken.refresh_from_db()
    assert (mistaken.withdrawn_at, state(mistaken)) == (CLOSED + 2 * HOUR, "withdrawn")
    now = Mitigation.objects.get(hop__traceback=traceback, withdrawn_at=None)
    assert now.provider == story.meridian
    before = Notice.objects.filter(party=story.blue_ridge.public_id, kind="mitigation").count()
    ground.sweep(by=SYSTEM, now=CLOSED + 60 * DAY)
    assert Notice.objects.filter(party=story.blue_ridge.public_id, kind="mitigation").count() == before
    with pytest.raises(Http404):
        says(mistaken, Did.WARNED)


def test_where_mail_to_the_primary_comes_back_the_back_up_is_asked(story: Story) -> None:
    contact = story.meridian.contacts.get(kind="primary")
    providers.mark_unreachable(contact=contact, because="mail came back", by=SYSTEM, now=NOW)
    story.originated(story.cardinal, story.meridian)
    mail = Notice.objects.get(kind="mitigation")
    assert [one.address for one in mail.deliveries.all()] == ["noc@meridian.example"]


def test_a_question_that_cannot_be_put_does_not_keep_a_traceback_open(
    story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(**_: Any) -> None:
        raise RuntimeError("the outbox is on fire")

    monkeypatch.setattr(actions, "take_up", breaks)
    assert story.originated(story.cardinal, story.meridian).closed_at is not None
    assert not Mitigation.objects.exists()
