"""Which calls without a campaign say what calls of a known one say, or what each other say (A1.6)."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from hopback.evidence.texts import callback, explaining, naming
from hopback.evidence.texts.book import Book
from hopback.evidence.texts.grouped import Grouping
from hopback.evidence.texts.heard import Heard
from hopback.portal.ground import phone
from hopback.portal.sourcing.models import Campaign, Candidate
from hopback.portal.tracebacks.models import Traceback

from ..models import Placing, Text
from .calls import Number

MOST_CALLS = 1_000  # waiting, the newest
MOST_CAMPAIGNS = 300
OF_EACH = 20  # texts of a campaign that are compared
FEWEST_WORDS = 8  # less is a remark about a call, not what it says
SENTENCES = 3
FEWEST_TOGETHER = 2  # calls that show a campaign nobody has named
RECENT = 12


@dataclass(frozen=True)
class Call:
    candidate: Candidate
    share: int  # percent of what it says that the campaign says too
    shared: tuple[str, ...]


@dataclass(frozen=True)
class Suggestion:
    campaign: Campaign | None  # None: nobody has named it
    name: str
    calls: tuple[Call, ...]
    because: tuple[str, ...]  # the sentences that most of its calls say
    numbers: tuple[tuple[Number, str], ...]  # asked to call back, with E.164
    near: Campaign | None = None  # of whose theme they are, in other words

    @property
    def key(self) -> str:
        return self.campaign.public_id if self.campaign else self.calls[0].candidate.public_id


def suggestions() -> list[Suggestion]:
    """Those with most calls first; a call that a person said is not of a campaign is not suggested for it again."""
    from hopback.evidence.texts.known import book_of

    waiting = _waiting()
    if not waiting:
        return []
    campaigns = _campaigns()
    book = book_of([(one.name, said) for one, said in campaigns])
    scripts = len(book.scripts)  # known ones stand first
    grouping = _group([_heard(one) for one in waiting], book)
    refused = set(Placing.objects.filter(belongs=False).values_list("candidate_id", "campaign_id"))
    same: dict[int, list[int]] = defaultdict(list)  # says what a known campaign says
    alike: dict[tuple[int, int], list[int]] = defaultdict(list)  # says what others say that are in none
    for at, (number, script) in enumerate(zip(grouping.campaign, grouping.script, strict=True)):
        if script >= scripts:
            alike[number, script].append(at)
        elif (waiting[at].pk, campaigns[number][0].pk) not in refused:
            same[number].append(at)
    found = [_suggestion(grouping, waiting, members, campaigns[number][0]) for number, members in same.items()]
    for (number, _), members in alike.items():
        near = campaigns[number][0] if number < len(campaigns) else None
        if len(members) >= FEWEST_TOGETHER:
            found.append(_suggestion(grouping, waiting, members, near=near))
    return sorted(found, key=lambda one: (-len(one.calls), one.name))


def recent() -> list[Placing]:
    return list(Placing.objects.select_related("candidate", "campaign").order_by("-decided_at", "-pk")[:RECENT])


def waiting_calls() -> int:
    return len(_waiting())


def followed(numbers: Sequence[str]) -> dict[str, Traceback]:
    """E.164 → the Trace Forward that follows it already."""
    forward = Candidate.Purpose.TRACE_FORWARD
    rows = Traceback.objects.filter(candidate__purpose=forward, candidate__incident__called__in=numbers)
    return {row.candidate.incident.called: row for row in rows.select_related("candidate__incident").order_by("pk")}


def _waiting() -> list[Candidate]:
    rows = Candidate.objects.filter(campaign=None, closed_as="", purpose=Candidate.Purpose.TRACEBACK)
    rows = rows.select_related("incident", "source").order_by("-submitted_at", "-pk")[:MOST_CALLS]
    return [row for row in rows if len(row.evidence.split()) >= FEWEST_WORDS]


def _campaigns() -> list[tuple[Campaign, list[Heard]]]:
    rows = list(Campaign.objects.filter(merged_into=None).order_by("-opened_at", "-pk")[:MOST_CAMPAIGNS])
    said: dict[int, list[str]] = {row.pk: [row.message] if row.message else [] for row in rows}
    for campaign, text in Text.objects.filter(campaign__in=rows).order_by("-pk").values_list("campaign_id", "text"):
        said[campaign].append(text)
    told = Candidate.objects.filter(campaign__in=rows).exclude(evidence="").order_by("-submitted_at", "-pk")
    for campaign, text in told.values_list("campaign_id", "evidence")[: MOST_CAMPAIGNS * OF_EACH]:
        if len(text.split()) >= FEWEST_WORDS:
            said[campaign].append(text)
    return [(row, [Heard(row.public_id, text) for text in said[row.pk][:OF_EACH]]) for row in rows if said[row.pk]]


def _heard(one: Candidate) -> Heard:
    return Heard(one.public_id, one.evidence, calling=one.incident.calling, at=one.incident.called_at)


def _group(heard: Sequence[Heard], book: Book | None = None) -> Grouping:
    """Numpy and scipy, a quarter of what the portal would load, come with the first who groups."""
    from hopback.evidence.texts.grouping import group

    return group(heard, book)


def _suggestion(
    grouping: Grouping,
    waiting: Sequence[Candidate],
    members: Sequence[int],
    campaign: Campaign | None = None,
    near: Campaign | None = None,
) -> Suggestion:
    calls, said, numbers = [], Counter[str](), Counter[str]()
    for at in members:
        reason = explaining.why(grouping, at)
        calls.append(Call(waiting[at], round(100 * reason.share), reason.shared[:SENTENCES]))
        said.update(reason.ties)
        numbers.update(callback.numbers(waiting[at].evidence))
    shown = tuple((Number(phone.shown(number), count), number) for number, count in numbers.most_common())
    name = campaign.name if campaign else _proposed(calls, near)
    because = tuple(sentence for sentence, _ in said.most_common(SENTENCES))
    return Suggestion(campaign, name, tuple(calls), because, shown, near)


def _proposed(calls: Sequence[Call], near: Campaign | None) -> str:
    """Another wording of a known campaign is a part of it, as ITG numbers them."""
    name = near.name if near else _group([_heard(one.candidate) for one in calls]).name(0)
    taken = Campaign.objects.filter(name__istartswith=name).values_list("name", flat=True)
    return naming.name("", [name], list(taken))
