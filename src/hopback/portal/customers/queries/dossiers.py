"""The vetting record of a customer (XA.4): what each provider that named it gave, what is missing, and how it changed.

CPNI: staff see it all, a provider what it said itself and nothing that another did (XC.1)."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet

from hopback.policy.appendix_a_best_practices import VETTING_FIELDS, missing_vetting
from hopback.policy.article_3_traceback.initiation_and_tracking import AnswerKind
from hopback.portal.accounts.models import Kind
from hopback.portal.accounts.viewer import Viewer
from hopback.portal.providers.models import Provider
from hopback.portal.tracebacks.models import Answer, Hop

from ..alike import why_alike
from ..models import Apart, Customer, Naming

LABELS = {field.name: field.label for field in VETTING_FIELDS}
REQUIRED = frozenset(field.name for field in VETTING_FIELDS if field.required)


@dataclass(frozen=True, slots=True)
class Said:
    """One traceback in which it was named: every answer that named it, the last first."""

    naming: Naming
    answers: list[Answer]

    @property
    def provider(self) -> Provider:
        assert self.naming.hop.provider is not None
        return self.naming.hop.provider

    @property
    def vetting(self) -> dict[str, str]:
        return self.answers[0].vetting if self.answers else {}


@dataclass(frozen=True, slots=True)
class Column:
    """What one provider gave, over all the tracebacks in which it named the customer: the newest word of each field."""

    provider: Provider
    given: dict[str, str]

    @property
    def missing(self) -> tuple[str, ...]:
        return missing_vetting(self.given)


@dataclass(frozen=True, slots=True)
class Dossier:
    customer: Customer
    said: list[Said]  # the newest first

    @property
    def name(self) -> str:
        return next((one.vetting["name"] for one in self.said if one.vetting.get("name")), "") or "Without a name"

    @property
    def columns(self) -> list[Column]:
        """By provider, in the order in which each named it last."""
        given: dict[int, tuple[Provider, dict[str, str]]] = {}
        for one in self.said:
            provider, known = given.setdefault(one.provider.pk, (one.provider, {}))
            given[one.provider.pk] = (provider, {**one.vetting, **known})
        return [Column(provider, known) for provider, known in given.values()]

    @property
    def table(self) -> list[tuple[str, bool, list[str]]]:
        """(label, asked of everybody, what each provider gave), in the order of the policy."""
        columns = self.columns
        return [
            (LABELS[field.name], field.required, [column.given.get(field.name, "") for column in columns])
            for field in VETTING_FIELDS
        ]

    @property
    def missing(self) -> list[str]:
        """Labels of what no provider gave."""
        known = {name: text for one in reversed(self.said) for name, text in one.vetting.items()}
        return [LABELS[name] for name in missing_vetting(known)]


def visible_to(viewer: Viewer | None) -> QuerySet[Customer]:
    """Staff's people see all customers, a provider's those it named; keys and links none."""
    rows = Customer.objects.order_by("-opened_at", "-pk")
    if viewer is None or viewer.scopes is not None:
        return rows.none()
    if viewer.is_staff:
        return rows
    if viewer.kind == Kind.PROVIDER and viewer.party:
        return rows.filter(namings__hop__provider__public_id=viewer.party).distinct()
    return rows.none()


def dossiers(rows: Iterable[Customer], viewer: Viewer) -> list[Dossier]:
    """What this viewer may know of each, in two reads. Whoever corrected the answer away does not stand in it."""
    customers = list(rows)
    of = Naming.objects.filter(customer__in=customers).order_by("-named_at", "-pk")
    if not viewer.is_staff:
        of = of.filter(hop__provider__public_id=viewer.party)
    of = of.select_related("hop__provider", "hop__traceback__candidate__campaign")
    answers = Prefetch("hop__answers", Answer.objects.order_by("-version"))
    by_customer: dict[int, list[Said]] = {one.pk: [] for one in customers}
    for naming in of.prefetch_related(answers):
        said = [one for one in naming.hop.answers.all() if one.kind == AnswerKind.ORIGINATED and one.vetting]
        if _still(naming.hop):
            by_customer[naming.customer_id].append(Said(naming, said))
    return [Dossier(one, by_customer[one.pk]) for one in customers]


def _still(hop: Hop) -> bool:
    last = next(iter(hop.answers.all()), None)
    return last is not None and last.kind == AnswerKind.ORIGINATED


@dataclass(frozen=True, slots=True)
class Alike:
    dossier: Dossier
    why: str


def alike(this: Dossier, viewer: Viewer) -> list[Alike]:
    """Other customers that may be this one, for staff to say; those told apart are left out."""
    if not viewer.is_staff or this.customer.same_as_id:
        return []
    apart = Apart.objects.filter(one=this.customer).values_list("other", flat=True)
    apart_too = Apart.objects.filter(other=this.customer).values_list("one", flat=True)
    others = visible_to(viewer).filter(same_as=None).exclude(pk__in={this.customer.pk, *apart, *apart_too})
    found = []
    for other in dossiers(others, viewer):
        why = next((why for a in this.said for b in other.said if (why := why_alike(a.vetting, b.vetting))), "")
        if why:
            found.append(Alike(other, why))
    return found
