"""Whoever was told where a traceback ended learns that it is open again, and nothing else (A3.7, A3.11)."""

from datetime import timedelta

import pytest

from hopback.portal.accounts.viewer import of_user
from hopback.portal.notices.models import Notice
from hopback.portal.tracebacks import actions
from hopback.portal.tracebacks.models import Traceback
from hopback.wire.answers import AnswerIn
from tests.portal.factories import NOW, make_staff

from . import staged

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def silent() -> Traceback:
    """Cardinal and Blue Ridge answered; Meridian did not, and the traceback was closed."""
    opened = staged.traced(staged.the_five()[:3], make_staff(), opened_at=NOW)
    actions.tick(now=NOW + 72 * HOUR)
    return Traceback.objects.get(pk=opened.pk)


def told(traceback: Traceback, kind: str) -> list[str]:
    mails = Notice.objects.filter(traceback=traceback.public_id, kind=kind).order_by("pk")
    return [mail.deliveries.get().address.partition("@")[2] for mail in mails]


def late(traceback: Traceback, **said: object) -> None:
    hop = traceback.hops.select_related("provider", "traceback").get(position=3)
    by = staged.desk(hop)
    actions.answer(hop=hop, said=AnswerIn(**said), channel="page", by=by, now=NOW + 80 * HOUR)  # type: ignore[arg-type]


def test_a_late_answer_that_leads_on_is_told_to_whoever_was_told_the_end() -> None:
    traceback = silent()
    assert told(traceback, "ended") == ["cardinal.example", "blue.example"]
    harbor = staged.listed("Delta Fibre")
    late(traceback, kind="upstream", upstream=harbor.public_id)
    assert told(traceback, "reopened") == ["cardinal.example", "blue.example"]
    mail = Notice.objects.filter(kind="reopened").latest("pk")
    assert "An answer came late." in mail.text
    assert not any(name in mail.text for name in ("Meridian", "Delta", "5135550168"))
    assert mail.link_nonce == ""


def test_a_late_answer_that_ends_it_at_once_is_told_as_its_end_alone() -> None:
    traceback = silent()
    late(traceback, kind="not_found", searched="All switches.")
    assert told(traceback, "reopened") == []
    assert told(traceback, "ended") == ["cardinal.example", "blue.example"] * 2


def test_an_answer_given_back_reopens_and_is_told_downstream() -> None:
    traceback = silent()
    late(traceback, kind="not_found", searched="All switches.")
    answer = traceback.hops.get(position=3).answers.latest("version")
    until = NOW + 120 * HOUR
    rosa = of_user(make_staff("Theo Lindqvist"))
    actions.return_answer(answer=answer, reason="Which switches?", until=until, by=rosa, now=NOW + 90 * HOUR)
    assert told(traceback, "reopened") == ["cardinal.example", "blue.example"]
    assert "Which switches?" not in Notice.objects.filter(kind="reopened").latest("pk").text


def test_a_traceback_that_was_open_is_not_told_to_be_open_again() -> None:
    opened = staged.traced(staged.the_five()[:2], make_staff(), opened_at=NOW)
    hop = opened.hops.select_related("provider", "traceback").get(position=1)
    said = AnswerIn(kind="upstream", upstream=staged.listed("Delta Fibre").public_id)
    actions.correct(hop=hop, said=said, channel="page", by=staged.desk(hop), now=NOW + 5 * HOUR)
    assert told(opened, "reopened") == []
