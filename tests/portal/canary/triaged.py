"""What staff and sources say of candidates before anything is traced; sources judged, designated and ended."""

from datetime import date

from hopback.portal.accounts.viewer import of_user
from hopback.portal.sourcing import actions

from .calls import Calls
from .parties import LISTED_AT, Parties


def tell(calls: Calls, p: Parties) -> None:
    _sources(calls, p)
    _asked_and_declined(calls, p)


def _sources(calls: Calls, p: Parties) -> None:
    def word(path: str, *of: str) -> str:
        return calls.birds.word(f"sourcing.{path}", of)

    told = {"by": p.by, "now": LISTED_AT}
    for source in (p.ftc, p.ustelecom):
        own = source.public_id
        why = f"Was right before, {word('Source.credibility_why')}."
        actions.judge_source(source=source, credibility="high", credibility_why=why, **told)
        email = f"{word('Source.email', own)}@source.example"
        actions.change_source(source=source, email=email, score_top=1.0, **told)
    gone = p.source("organization", "Society", "Gwen")
    because = f"Closed, {word('Source.ended_because')}."
    actions.end_source(source=gone, because=because, **told)
    referrals = p.source("steering_referrer", "Referrals", "Sabine")
    named = actions.designate(
        source=referrals, member=p.delta, name=f"Sabine {word('Referrer.name')}",
        email=f"{word('Referrer.email')}@member.example", designated_by=f"Grant {word('Referrer.designated_by')}",
        designated_how=f"Letter {word('Referrer.designated_how')}", designated_on=date(2025, 1, 1), **told,
    )  # fmt: skip
    actions.end_designation(referrer=named, because=f"Left, {word('Referrer.ended_because')}.", **told)


def _asked_and_declined(calls: Calls, p: Parties) -> None:
    own = [p.ftc.public_id]
    asked = calls.candidate("K", None, p.ftc, [])
    text = f"Is there a recording, {calls.birds.word('sourcing.Question.text', own, 'K')}?"
    question = actions.ask_back(candidate=asked, text=text, by=calls.by, now=calls.later())
    answer = f"Thirty seconds, {calls.birds.word('sourcing.Question.answer', own, 'K')}."
    by = of_user(p.people[p.ftc.public_id])
    actions.answer_question(question=question, answer=answer, by=by, now=calls.later())
    declined = calls.candidate("L", None, p.ftc, [])
    because = f"Not a campaign, {calls.birds.word('sourcing.Candidate.closed_because', own, 'L')}."
    actions.decline(candidate=declined, because=because, by=calls.by, now=calls.later())
    calls.delivered("L")
