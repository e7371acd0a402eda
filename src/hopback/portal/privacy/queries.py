"""Who can see what of one thing, whatever it is, and as whom it can be looked at (A3.11, A3.12, XC.1)."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.http import Http404
from django.urls import reverse

from hopback.policy.appendix_c_privacy import CPNI_FIELDS, Purpose
from hopback.policy.article_4_sourcing import SourceKind
from hopback.portal.accounts.models import Kind
from hopback.portal.accounts.viewer import Viewer
from hopback.portal.providers.models import Provider
from hopback.portal.sourcing.models import Campaign, Candidate, Source
from hopback.portal.tracebacks.models import Traceback
from hopback.portal.tracebacks.queries import detail, whole

from .models import CustomerRequest

AT_MOST = 50  # parties to look as


@dataclass(frozen=True, slots=True)
class Sees:
    """`shown`: "yes", "part" or "no". `clause`: why it is so."""

    who: str
    what: str
    shown: str
    clause: str


@dataclass(frozen=True, slots=True)
class Thing:
    """`page`: staff's own page of it. `looks`: (public id, name) of each party that can be previewed; `seen_at`: the
    address at which such a party finds it."""

    public_id: str
    name: str
    page: str
    seen_at: str
    rows: tuple[Sees, ...]
    looks: tuple[tuple[str, str], ...]


TEAM = Sees("The traceback team", "Everything; a called number and a file on a reveal, with its reason", "yes", "XC.2")
AGENCIES = Sees("Agencies", "Call records on a subpoena or civil demand, or with the customer’s consent", "no", "A5.5")
PUBLIC = Sees("The public", "Nothing; aggregates from which nobody can be told", "no", "XC.3")


def the_thing(public_id: str) -> Thing:
    """Http404: there is none, or nothing is to be said of its kind."""
    find = _KINDS.get(public_id.partition("_")[0])
    found = find(public_id) if find else None
    if found is None:
        raise Http404
    return found


def _traceback(public_id: str) -> Thing | None:
    row = Traceback.objects.filter(public_id=public_id).select_related("candidate__source").first()
    if row is None:
        return None
    read, shown = whole.read(row), {"y": "yes", "l": "part", "n": "no"}
    rows = tuple(Sees(one.who, one.what, shown[one.css], "A3.11") for one in detail.sights(read))
    page = reverse("tracebacks:detail", args=[public_id])
    return Thing(public_id, row.number, page, page, (*rows, PUBLIC), tuple(detail.previews(read)))


def _candidate(public_id: str) -> Thing | None:
    row = Candidate.objects.filter(public_id=public_id).select_related("source__provider", "first_provider").first()
    if row is None:
        return None
    source, own = row.source, "What it told, the team’s questions, and what became of it"
    rows = [TEAM, Sees(source.name, own, "part", "A4.3")]
    if row.first_provider:
        until = "Nothing, until a traceback is opened and it is asked"
        rows.append(Sees(row.first_provider.name, until, "no", "A3.11"))
    rows.append(Sees("Other sources and providers", "Not even that it exists", "no", "XC.1"))
    if source.kind == SourceKind.ORGANIZATION:
        rows.append(Sees("Outsiders", f"Only what {source.name} authorized", "no", "A3.14"))
    page = reverse("sourcing:candidate", args=[public_id])
    return Thing(public_id, public_id, page, page, (*rows, AGENCIES, PUBLIC), ((source.public_id, source.name),))


def _provider(public_id: str) -> Thing | None:
    row = Provider.objects.filter(public_id=public_id).first()
    if row is None:
        return None
    rows = (
        Sees("The traceback team", "Everything, with where each fact came from", "yes", "XC.1"),
        Sees(row.name, "What is written down of it, its contacts, its own requests", "part", "XC.1"),
        Sees("Cooperative providers", "Its name, and its points of contact", "part", "XA.1"),
        Sees("Agencies", "Its points of contact, once the team granted that", "part", "XA.1"),
        Sees("Providers that name an upstream", "Its name, city and country", "part", "A3.3"),
        Sees("Other providers", "On which paths it stands: never", "no", "A3.11"),
        PUBLIC,
    )
    page, seen_at = reverse("providers:one", args=[public_id]), reverse("providers:mine")
    return Thing(public_id, row.name, page, seen_at, rows, ((public_id, row.name),))


def _campaign(public_id: str) -> Thing | None:
    row = Campaign.objects.filter(public_id=public_id).first()
    if row is None:
        return None
    rows = (
        Sees("The traceback team", "What the calls say, volumes, paths laid over each other", "yes", "A1.6"),
        Sees("Providers asked about a call of it", "Its name, and how many of their own requests", "part", "XC.1"),
        Sees("Sources that told of a call of it", "Its name, and how many of their own calls", "part", "XC.1"),
        Sees("Members", "Its name, unless only private organisations’ traces tell of it", "part", "A3.14"),
        Sees("Others", "Nothing", "no", "XC.1"),
        PUBLIC,
    )
    asked = Q(hops__traceback__candidate__campaign=row, hops__asked_at__isnull=False)
    providers = Provider.objects.filter(asked).distinct().order_by("name")[:AT_MOST]
    sources = Source.objects.filter(candidates__campaign=row, provider=None).distinct().order_by("name")[:AT_MOST]
    looks = tuple((one.public_id, one.name) for one in (*providers, *sources))
    page = reverse("campaigns:one", args=[public_id])
    return Thing(public_id, row.name, page, page, rows, looks)


_KINDS = {"tb": _traceback, "cnd": _candidate, "prv": _provider, "cmp": _campaign}


def viewer_as(party: str, by: Viewer) -> Viewer:
    """Somebody of this party, as far as what is seen goes; the person behind it is `by`."""
    provider = Provider.objects.filter(public_id=party).first()
    source = None if provider else Source.objects.filter(public_id=party).first()
    found = provider or source
    if found is None:
        raise Http404
    kind = Kind.PROVIDER if provider else Kind.SOURCE
    zone = provider.zone if provider else by.zone
    return Viewer(kind=kind.value, name=found.name, party=party, user_id=by.user_id, zone=zone)


def customer_requests() -> QuerySet[CustomerRequest]:
    return CustomerRequest.objects.select_related("provider").order_by("answered_at", "-pk")


PURPOSES = {
    Purpose.BILLING: "To initiate, render, bill and collect for services",
    Purpose.PROTECTION: "To protect rights, property and users from fraud and abuse",
    Purpose.REQUIRED_BY_LAW: "Because the law requires it",
    Purpose.CUSTOMER_APPROVAL: "With the customer’s approval",
    Purpose.CUSTOMER_REQUEST: "On the customer’s written request, to the person it names",
}


def cpni_fields() -> list[tuple[str, str]]:
    """(field, why it is CPNI), as the policy lists them."""
    return [(name.replace("_", " "), why) for name, why in CPNI_FIELDS.items()]
