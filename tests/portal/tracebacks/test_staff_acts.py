"""What staff do from the pages: each act asks, says what was refused, changes nothing by a GET, and is logged."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from hopback.policy.article_3_traceback.initiation_and_tracking import HopState
from hopback.portal.accounts.viewer import of_user
from hopback.portal.logbook.models import Entry, Payload
from hopback.portal.providers.models import Provider, StandingFinding
from hopback.portal.tracebacks import actions as tracebacks
from hopback.portal.tracebacks.models import Extension, Note, Traceback
from tests.portal.factories import NOW, make_staff, sign_in
from tests.portal.tracebacks import staged

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def rosa() -> Any:
    return make_staff()


@pytest.fixture
def traced(rosa: Any) -> Traceback:
    return staged.traced(staged.the_five()[:3], rosa, opened_at=NOW - 9 * HOUR)


@pytest.fixture
def desk(client: Client, rosa: Any) -> Any:
    """Rosa at her desk: `desk(address)` reads, `desk(address, field=…)` sends."""
    sign_in(client, rosa)

    def go(address: str, **data: str) -> Any:
        with time_machine.travel(NOW, tick=False):
            sign_in(client, rosa)
            return client.post(address, data) if data else client.get(address)

    return go


def verbs() -> list[str]:
    return list(Entry.objects.order_by("seq").values_list("verb", flat=True))


def test_all_that_are_late_are_reminded_once(desk: Any, rosa: Any, traced: Traceback) -> None:
    """A3.8, XA.3: who is on time is left alone, and a second press within the hour reminds nobody."""
    late = [staged.traced(traced_path, rosa, opened_at=NOW - 30 * HOUR) for traced_path in [staged.the_five()[:2]] * 2]
    asked = desk("/tracebacks/late/remind/").content.decode()
    assert [one.number in asked for one in (*late, traced)] == [True, True, False]
    before = verbs().count("hop.reminded")
    for _ in range(2):
        assert desk("/tracebacks/late/remind/", go="yes").status_code == 302
    assert verbs().count("hop.reminded") == before + 2
    assert "Nobody to remind" in desk("/tracebacks/late/remind/").content.decode()


def test_one_that_answered_meanwhile_holds_up_no_other(rosa: Any) -> None:
    first, second = (staged.traced(staged.the_five()[:2], rosa, opened_at=NOW - 30 * HOUR) for _ in range(2))
    hops = [staged.waiting(one) for one in (first, second)]
    staged.answered(first, NOW, kind="not_found", searched="All")
    assert tracebacks.remind_late(hops=hops, by=of_user(rosa), now=NOW) == 1


def test_to_look_at_a_form_changes_nothing(desk: Any, traced: Traceback) -> None:
    before, hop = verbs(), staged.waiting(traced)
    for act in ("note", "assign", "withdraw", "reveal"):
        assert desk(f"/tracebacks/{traced.public_id}/{act}/").status_code == 200
    for act in ("remind", "extend", "ask-on", "identify"):
        assert desk(f"/tracebacks/hops/{hop.public_id}/{act}/").status_code == 200
    assert verbs() == before


def test_a_reminder_goes_out(desk: Any, traced: Traceback) -> None:
    """A3.8."""
    hop = staged.waiting(traced)
    answer = desk(f"/tracebacks/hops/{hop.public_id}/remind/", go="yes")
    assert answer["Location"] == f"/tracebacks/{traced.public_id}/?hop={hop.public_id}"
    assert "hop.reminded" in verbs()


def test_more_time_is_given_on_the_readers_own_clock(desk: Any, traced: Traceback) -> None:
    hop = staged.waiting(traced)
    desk(f"/tracebacks/hops/{hop.public_id}/extend/", until="2026-10-22T17:00", reason="A holiday in Dallas")
    extension = Extension.objects.get()
    assert extension.until_at.isoformat() == "2026-10-22T21:00:00+00:00"
    assert extension.given_by == "Rosa Ortega"


@pytest.mark.parametrize(
    ("until", "reason", "said"),
    [
        ("2026-10-19T10:00", "late", "later than the present deadline"),
        ("soon", "late", "is not a date and time"),
        ("2026-10-22T17:00", "", "This field is required"),
        ("", "late", "This field is required"),
    ],
)
def test_bad_extensions_are_said_beside_the_form(
    desk: Any, traced: Traceback, until: str, reason: str, said: str
) -> None:
    hop = staged.waiting(traced)
    answer = desk(f"/tracebacks/hops/{hop.public_id}/extend/", until=until, reason=reason)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Extension.objects.exists()


def test_an_incomplete_answer_is_returned_with_what_is_missing(desk: Any, traced: Traceback) -> None:
    """A3.7: the answer that ends the path."""
    hop = staged.waiting(traced)
    staged.answered(traced, NOW - HOUR, kind="not_found", searched="a look")
    desk(f"/tracebacks/hops/{hop.public_id}/return/", reason="Say which switches you searched.")
    hop.refresh_from_db()
    assert hop.state == HopState.INVESTIGATING
    assert "answer.returned" in verbs()


def test_nothing_to_return_is_missing(desk: Any, traced: Traceback) -> None:
    hop = staged.waiting(traced)
    assert desk(f"/tracebacks/hops/{hop.public_id}/return/").status_code == 404


def test_a_note_is_kept_for_staff(desk: Any, traced: Traceback) -> None:
    hop = staged.waiting(traced)
    desk(f"/tracebacks/{traced.public_id}/note/", text="Voicemail.", hop=hop.public_id)
    note = Note.objects.get()
    assert (note.text, note.hop, note.written_by) == ("Voicemail.", hop, "Rosa Ortega")


def test_a_note_on_a_strange_hop_is_refused(desk: Any, traced: Traceback) -> None:
    assert desk(f"/tracebacks/{traced.public_id}/note/", text="x", hop="hop_none").status_code == 422
    assert not Note.objects.exists()


def test_somebody_looks_after_it(desk: Any, traced: Traceback) -> None:
    amir = make_staff("Amir Haddad")
    desk(f"/tracebacks/{traced.public_id}/assign/", owner=amir.public_id)
    traced.refresh_from_db()
    assert traced.owner == amir


def test_a_withdrawal_asks_for_its_reason(desk: Any, traced: Traceback) -> None:
    address = f"/tracebacks/{traced.public_id}/withdraw/"
    assert desk(address, reason="").status_code == 422
    desk(address, reason="The wrong call")
    traced.refresh_from_db()
    assert traced.closed_as == "withdrawn"
    assert "nothing to withdraw" in desk(address, reason="Again").content.decode()


def test_a_non_cooperative_provider_is_asked_on_by_choice(desk: Any, rosa: Any) -> None:
    """A1.9."""
    five = staged.the_five()
    StandingFinding.objects.create(
        provider=five[1], reasons="Did not answer ten times", found_by="Rosa Ortega", found_at=NOW - 90 * HOUR
    )
    traced = staged.traced(five[:2], rosa, opened_at=NOW - 9 * HOUR)
    hop = traced.hops.get(position=2)
    assert hop.state == HopState.NOT_ASKED
    desk(f"/tracebacks/hops/{hop.public_id}/ask-on/", go="yes")
    hop.refresh_from_db()
    assert hop.state == HopState.ASKED


def test_what_the_table_of_moves_lacks_is_refused_in_words(desk: Any, traced: Traceback) -> None:
    hop = traced.hops.get(position=1)
    answer = desk(f"/tracebacks/hops/{hop.public_id}/remind/", go="yes")
    assert answer.status_code == 422
    assert "cannot be reminded" in answer.content.decode()


@pytest.fixture
def unsure(rosa: Any) -> Traceback:
    """Blue Ridge names somebody who may be Meridian."""
    five = staged.the_five()
    traced = staged.traced(five[:2], rosa, opened_at=NOW - 9 * HOUR)
    meridian = {"name": "Meridian Transit", "email": "noc@other.example", "phone": "+1 214 555 0143"}
    staged.answered(traced, NOW - HOUR, kind="upstream", unlisted=meridian)
    assert staged.waiting(traced).state == HopState.IDENTIFYING
    return traced


def test_staff_choose_the_listed_provider_that_was_meant(desk: Any, unsure: Traceback) -> None:
    """A3.3. Nothing is pre-selected."""
    address = f"/tracebacks/hops/{staged.waiting(unsure).public_id}/identify/"
    said = desk(address).content.decode()
    assert "noc@other.example" in said
    assert "checked" not in said
    meridian = Provider.objects.get(name="Meridian Transit Inc.")
    desk(address, choice=meridian.public_id)
    assert staged.waiting(unsure).provider == meridian


def test_or_list_it_as_new(desk: Any, unsure: Traceback) -> None:
    desk(f"/tracebacks/hops/{staged.waiting(unsure).public_id}/identify/", choice="new")
    provider = staged.waiting(unsure).provider
    assert provider is not None
    assert provider.name == "Meridian Transit"


def test_or_name_another(desk: Any, unsure: Traceback) -> None:
    address = f"/tracebacks/hops/{staged.waiting(unsure).public_id}/identify/"
    for other, said in (("", "Write the provider"), ("Harbour Voyce LLC", "No listed provider is named like this")):
        answer = desk(address, choice="other", other=other)
        assert answer.status_code == 422
        assert said in answer.content.decode()
    desk(address, choice="other", other="Harbor Voice LLC")
    provider = staged.waiting(unsure).provider
    assert provider is not None
    assert provider.name == "Harbor Voice LLC"


def test_the_called_number_is_shown_once_with_its_reason(desk: Any, traced: Traceback) -> None:
    """XC.2, A3.11: the log keeps who and why, never the number."""
    answer = desk(f"/tracebacks/{traced.public_id}/reveal/", reason="To confirm with the subscriber")
    assert "+1 513 555 0168" in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    entry = Entry.objects.get(verb="cpni.revealed")
    body = Payload.objects.get(seq=entry.seq).body
    assert "To confirm with the subscriber" in body
    assert "0168" not in body


def test_no_reason_no_number(desk: Any, traced: Traceback) -> None:
    answer = desk(f"/tracebacks/{traced.public_id}/reveal/", reason="   ")
    assert answer.status_code == 422
    assert "0168" not in answer.content.decode()


def test_a_session_left_open_reveals_nothing(client: Client, rosa: Any, traced: Traceback) -> None:
    """Step-up: who asks has proved who they are within the last minutes."""
    sign_in(client, rosa, minutes_ago=60)
    answer = client.post(f"/tracebacks/{traced.public_id}/reveal/", {"reason": "To confirm"})
    assert answer.status_code == 302
    assert not Entry.objects.filter(verb="cpni.revealed").exists()


def test_a_traceback_opens_from_its_candidate_once(desk: Any) -> None:
    """A4.3."""
    found = staged.candidate(staged.listed("Cardinal Wireless"))
    desk(f"/tracebacks/open/{found.public_id}/", go="yes")
    assert Traceback.objects.get().candidate == found
    again = desk(f"/tracebacks/open/{found.public_id}/", go="yes")
    assert again.status_code == 409
    assert "already traced as" in again.content.decode()
    assert desk(f"/tracebacks/open/{found.public_id}/").status_code == 405


def test_a_declined_candidate_is_not_opened(desk: Any) -> None:
    found = staged.candidate(staged.listed("Cardinal Wireless"), opens=False)
    answer = desk(f"/tracebacks/open/{found.public_id}/", go="yes")
    assert answer.status_code == 409
    assert "A4.3" in answer.content.decode()
    assert not Traceback.objects.exists()
