"""The conditions of a tier as somebody may see them: how each was computed, and the tracebacks behind it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from hopback.policy.article_2_membership import WORDS, Answer, Tier, clause_of, to_join, to_stay
from hopback.policy.article_2_membership.conditions import Evidence
from hopback.policy.article_2_membership.facts import Named, Role, Silence, in_words
from hopback.policy.clauses import clause
from hopback.portal.accounts.viewer import Viewer

from .record import Record


@dataclass(frozen=True, slots=True)
class Behind:
    """One traceback behind an answer: its number, where it can be read, what it said, when."""

    number: str
    url: str
    said: str
    on: date


@dataclass(frozen=True, slots=True)
class Shown:
    """`hidden`: how many more there are that the viewer may not see, of providers under common control."""

    name: str
    words: str
    clause: str
    place: str
    holds: bool
    why: tuple[str, ...]
    from_on: date | None
    tracebacks: list[Behind]
    hidden: int


def shown(provider: str, tier: Tier, known: Record, viewer: Viewer, *, joining: bool) -> list[Shown]:
    """Every condition of joining that tier, or of staying in it, today."""
    judge = to_join if joining else to_stay
    return [_shown(each, tier, known, viewer) for each in judge(provider, tier, known.facts, known.today)]


def failing(answers: Iterable[Shown]) -> list[Shown]:
    return [each for each in answers if not each.holds]


def _shown(answer: Answer, tier: Tier, known: Record, viewer: Viewer) -> Shown:
    cited = clause(clause_of(answer.condition, tier))
    seen = [each for each in answer.tracebacks if viewer.is_staff or each.provider == viewer.party]
    return Shown(
        name=answer.condition.value,
        words=WORDS[answer.condition],
        clause=cited.id,
        place=cited.place,
        holds=answer.holds,
        why=answer.why,
        from_on=answer.from_on,
        tracebacks=behind(seen, known, viewer),
        hidden=len(answer.tracebacks) - len(seen),
    )


def behind(evidence: Iterable[Evidence], known: Record, viewer: Viewer) -> list[Behind]:
    """Staff are led to the traceback, a provider to its own hop of it (A3.11)."""
    found = []
    for each in evidence:
        hop = known.behind[each.provider, each.traceback]
        url = reverse("tracebacks:detail", args=[hop.traceback]) if viewer.is_staff else _own(each, hop.hop)
        found.append(Behind(hop.number, url, _said(each), each.on))
    return found


def _own(evidence: Evidence, hop: str) -> str:
    waits = isinstance(evidence, Silence) and evidence.answered_on is None
    return reverse("tracebacks:answer" if waits else "tracebacks:answered", args=[hop])


def _said(evidence: Evidence) -> str:
    if isinstance(evidence, Named):
        return "named as origin" if evidence.role is Role.ORIGIN else "named as U.S. point of entry"
    return "no response" if evidence.answered_on is None else f"no response until {in_words(evidence.answered_on)}"
