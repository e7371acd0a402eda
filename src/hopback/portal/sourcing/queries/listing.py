"""Lists of candidates and sources, each limited to what the asker may see."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from hopback.portal.accounts.models import Kind
from hopback.portal.accounts.viewer import Viewer
from hopback.portal.ground import phone
from hopback.portal.logbook.models import Entry

from ..models import Candidate, Source

SHOWN = ("source", "incident", "campaign", "first_provider", "due_diligence", "assigned_to", "duplicate_of")


def visible_to(viewer: Viewer | None) -> QuerySet[Candidate]:
    """Staff see all, a source what it submitted; all others none."""
    rows = Candidate.objects.select_related(*SHOWN)
    if viewer is None or viewer.scopes is not None:
        return rows.none()
    if viewer.is_staff:
        return rows
    if viewer.kind == Kind.SOURCE and viewer.party:
        return rows.filter(source__public_id=viewer.party)
    return rows.none()


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list is limited to; "" does not limit. `state`: waiting, opened, declined or duplicate."""

    q: str = ""
    state: str = ""
    source: str = ""
    campaign: str = ""
    nature: str = ""


def filtered(rows: QuerySet[Candidate], wanted: Filters, *, by_provider: bool = True) -> QuerySet[Candidate]:
    """`by_provider`: the words may be a provider's name; a source would learn from it whom staff ask (A3.11)."""
    states = {"waiting": OPEN, "opened": Q(due_diligence__opens=True), "duplicate": Q(closed_as="duplicate")}
    states["declined"] = Q(due_diligence__opens=False) | Q(closed_as="declined")
    rows = rows.filter(states.get(wanted.state, Q()))
    if wanted.source:
        rows = rows.filter(source__public_id=wanted.source)
    if wanted.campaign:
        rows = rows.filter(campaign__public_id=wanted.campaign)
    if wanted.nature:
        rows = rows.filter(nature=wanted.nature)
    if wanted.q.strip():
        rows = rows.filter(words(wanted.q.strip(), by_provider))
    return rows.order_by("-submitted_at", "-pk")


def words(q: str, by_provider: bool) -> Q:
    """An id, a source's, provider's or campaign's name, a whole number in any spelling, digits of the calling one."""
    found = Q(public_id=q) | Q(source__name__icontains=q) | Q(campaign__name__icontains=q)
    if by_provider:
        found |= Q(first_provider__name__icontains=q)
    if number := phone.read(q).e164:
        found |= Q(incident__calling=number) | Q(incident__called=number)
    digits = "".join(sign for sign in q if sign.isdigit())
    return found | Q(incident__calling__contains=digits) if len(digits) >= 4 else found


def first_providers(rows: Iterable[Candidate], viewer: Viewer) -> dict[str, str]:
    """Candidate → who is asked first. A source reads what it said itself, not what staff found out (A3.11)."""
    rows = list(rows)
    named = {row.public_id: row.first_provider.name for row in rows if row.first_provider}
    if viewer.is_staff:
        return named
    placed = Entry.objects.filter(about__in=list(named), verb="candidate.placed").values_list("about", flat=True)
    return {candidate: name for candidate, name in named.items() if candidate not in set(placed)}


OPEN = Q(due_diligence=None, closed_as="")


def waiting() -> int:
    """Candidates that nobody has decided."""
    return Candidate.objects.filter(OPEN).count()


def source_of(viewer: Viewer | None) -> Source | None:
    """The source somebody acts for."""
    if viewer is None or viewer.kind != Kind.SOURCE or not viewer.party:
        return None
    return Source.objects.filter(public_id=viewer.party).first()


def sources() -> QuerySet[Source]:
    return Source.objects.annotate(submitted=Count("candidates")).select_related("provider").order_by("name", "pk")


def name_of(public_id: str) -> str | None:
    return Source.objects.filter(public_id=public_id).values_list("name", flat=True).first()


def names() -> list[tuple[str, str]]:
    return list(Source.objects.order_by("name").values_list("public_id", "name"))
