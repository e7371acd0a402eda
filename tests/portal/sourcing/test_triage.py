"""Before due diligence: given to somebody, asked about, declined with a reason, brought back (A4.3)."""

from typing import Any

import pytest
from django.http import Http404

from hopback.portal.accounts.viewer import of_user
from hopback.portal.logbook.models import Entry
from hopback.portal.notices.models import Notice
from hopback.portal.notices.texts import CalledNumberInMail
from hopback.portal.sourcing import actions, queries
from hopback.portal.sourcing.models import Candidate, Source
from hopback.portal.sourcing.refusals import DecidedAlready, TriageWrong
from tests.portal.factories import NOW, make_source, make_source_person, make_staff
from tests.portal.sourcing.calls import ROSA, kept

pytestmark = pytest.mark.django_db
TOLD = {"by": ROSA, "now": NOW}


@pytest.fixture
def ftc() -> Source:
    source = make_source()
    make_source_person(source)
    return source


def declined(candidate: Candidate, because: str = "A wrong number, not a campaign.") -> None:
    actions.decline(candidate=candidate, because=because, **TOLD)


def test_a_question_goes_to_the_source_by_mail_and_its_answer_is_kept(ftc: Source) -> None:
    """A4.3."""
    candidate = kept(ftc)
    question = actions.ask_back(candidate=candidate, text="Is there a recording?", **TOLD)
    mail = Notice.objects.get()
    assert (mail.kind, mail.deliveries.get().address) == ("candidate_question", "ines.calder@source.example")
    assert "Is there a recording?" in mail.text
    assert f"/candidates/{candidate.public_id}/" in mail.text
    assert "555-0168" not in mail.text
    with pytest.raises(TriageWrong, match="waiting for its answer"):
        actions.ask_back(candidate=candidate, text="And where?", **TOLD)
    ines = of_user(make_source_person(ftc, "Ines Second"))
    actions.answer_question(question=question, answer="Yes, 30 seconds.", by=ines, now=NOW)
    question.refresh_from_db()
    assert (question.answer, question.answered_by) == ("Yes, 30 seconds.", "Ines Second")
    with pytest.raises(TriageWrong, match="answered already"):
        actions.answer_question(question=question, answer="No.", by=ines, now=NOW)


def test_another_source_cannot_answer(ftc: Source) -> None:
    question = actions.ask_back(candidate=kept(ftc), text="Is there a recording?", **TOLD)
    sal = of_user(make_source_person(make_source("USTelecom"), "Sal Reyes"))
    with pytest.raises(Http404):
        actions.answer_question(question=question, answer="No.", by=sal, now=NOW)


def test_a_source_that_nobody_can_write_to_is_not_asked() -> None:
    """Nothing is lost: the refusal says what to do, and no question stays behind."""
    candidate = kept(make_source("USTelecom"))
    with pytest.raises(TriageWrong, match="invite somebody, or give its address"):
        actions.ask_back(candidate=candidate, text="Is there a recording?", **TOLD)
    assert not candidate.questions.exists()
    Source.objects.update(email="desk@ustelecom.example")
    candidate.refresh_from_db()
    assert actions.ask_back(candidate=candidate, text="Is there a recording?", **TOLD)


def test_a_mail_never_names_the_called_number(ftc: Source) -> None:
    """XC.2."""
    with pytest.raises(CalledNumberInMail):
        declined(kept(ftc), "The call to 513 555 0168 is no campaign.")
    assert Candidate.objects.get().closed_as == ""


def test_a_declined_call_is_told_with_its_reason_and_can_come_back(ftc: Source) -> None:
    candidate = kept(ftc)
    declined(candidate)
    assert queries.waiting() == 0
    assert "Why: A wrong number, not a campaign." in Notice.objects.latest("pk").text
    with pytest.raises(DecidedAlready):
        declined(candidate)
    assert actions.bring_back(candidates=[candidate], **TOLD) == 1
    assert (queries.waiting(), Notice.objects.latest("pk").kind) == (1, "candidate_back")
    assert actions.bring_back(candidates=[candidate], **TOLD) == 0
    verbs = list(Entry.objects.filter(about=candidate.public_id).values_list("verb", flat=True))
    assert verbs == ["candidate.submitted", "candidates.declined", "candidates.brought_back"]


@pytest.mark.parametrize("because", ["", "  "])
def test_a_decline_has_its_reason(ftc: Source, because: str) -> None:
    with pytest.raises(TriageWrong, match="the source reads it"):
        declined(kept(ftc), because)


def test_duplicates_are_declined_together_with_one_mail_to_each_source_and_undone(ftc: Source) -> None:
    lead = kept(ftc)
    other = make_source("YouMail")
    make_source_person(other, "Yara Moss")
    rows = [kept(ftc, calling="202 555 0111"), kept(ftc, calling="202 555 0112"), kept(other)]
    told = {"of": lead, "because": "The same call is looked at already.", **TOLD}
    assert actions.decline_duplicates(candidates=[*rows, lead], **told) == 3
    assert Candidate.objects.filter(duplicate_of=lead, closed_as="duplicate").count() == 3
    mails = {mail.deliveries.get().address: mail.text for mail in Notice.objects.all()}
    assert set(mails) == {"ines.calder@source.example", "yara.moss@source.example"}
    assert rows[0].public_id in mails["ines.calder@source.example"]
    assert rows[2].public_id not in mails["ines.calder@source.example"], "another source's call is not told of"
    assert lead.public_id not in mails["yara.moss@source.example"]
    assert actions.bring_back(candidates=rows, **TOLD) == 3
    assert queries.waiting() == 4


def test_what_was_under_a_duplicate_goes_with_it(ftc: Source) -> None:
    one, two, three = (kept(ftc, calling=f"202 555 011{n}") for n in range(3))
    because = "The same call."
    actions.decline_duplicates(candidates=[three], of=two, because=because, **TOLD)
    actions.decline_duplicates(candidates=[two], of=one, because=because, **TOLD)
    three.refresh_from_db()
    assert three.duplicate_of == one
    with pytest.raises(TriageWrong, match="a duplicate itself"):
        actions.decline_duplicates(candidates=[one], of=two, because=because, **TOLD)
    with pytest.raises(TriageWrong, match="None of these is open"):
        actions.decline_duplicates(candidates=[two, one], of=one, because=because, **TOLD)


def test_open_candidates_are_given_to_one_of_the_team(ftc: Source) -> None:
    theo, (first, second) = make_staff("Theo Lindqvist"), [kept(ftc), kept(ftc, calling="202 555 0111")]
    declined(second)
    assert actions.assign(candidates=[first, second], to=theo, **TOLD) == 1
    first.refresh_from_db()
    assert first.assigned_to == theo
    assert actions.assign(candidates=[first], to=None, **TOLD) == 1
    ines: Any = make_source_person(ftc, "Ines Second")
    with pytest.raises(TriageWrong, match="somebody of the team"):
        actions.assign(candidates=[first], to=ines, **TOLD)
    with pytest.raises(Http404):
        actions.assign(candidates=[first], to=theo, by=of_user(ines), now=NOW)


def test_what_was_declined_is_not_decided_before_it_is_brought_back(ftc: Source) -> None:
    """A4.3."""
    candidate = kept(ftc)
    declined(candidate)
    no = {"credible_source": False, "nature": False, "warrants_resources": False}
    why = {"credible_source_why": "No.", "nature_why": "No.", "warrants_resources_why": "No."}
    with pytest.raises(DecidedAlready, match="bring it back first"):
        actions.decide(candidate=candidate, **no, **why, **TOLD)
    actions.bring_back(candidates=[candidate], **TOLD)
    actions.decide(candidate=candidate, **no, **why, **TOLD)
    assert "credible and verifiable" in Notice.objects.latest("pk").text, "declined by due diligence is told, too"
