"""Who is missing what: of providers on their way in, and of those that are listed (A1.2, XA.1)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.conf import settings
from django.db.models import QuerySet

from hopback.policy.article_1_taking_part import Step, steps_to_take_part
from hopback.portal.accounts.viewer import Viewer

from ..models import Joining, PointOfContact, Provider
from .facts import contacts_of
from .settling import Likeness, likenesses

PRIMARY, BACK_UP = PointOfContact.Kind.PRIMARY.value, PointOfContact.Kind.BACK_UP.value


def as_told(contact: PointOfContact | None) -> dict[str, str]:
    """The five particulars of a contact, by name."""
    names = ("full_name", "title", "phone", "email", "hours")
    return {name: getattr(contact, name) for name in names} if contact else {}


def steps_of(joining: Joining, contacts: Mapping[str, PointOfContact] | None = None) -> tuple[Step, ...]:
    """What a provider on its way in has done; what is known of a listed one counts as well."""
    known = {kind: as_told(one) for kind, one in (contacts or {}).items()} | joining.contacts
    listed = joining.provider
    return steps_to_take_part(
        domain_proved=joining.domain_proved_at is not None,
        primary=known.get(PRIMARY, {}),
        back_up=known.get(BACK_UP, {}),
        agreed_to=joining.signed_version or (listed.agreed_version if listed else ""),
        version=settings.POLICIES_VERSION,
    )


def is_ready(joining: Joining) -> bool:
    known = contacts_of([joining.provider])[joining.provider.pk] if joining.provider else {}
    return all(step.done for step in steps_of(joining, known))


def steps_of_providers(providers: Iterable[Provider]) -> dict[int, tuple[Step, ...]]:
    """By primary key, for any number of listed providers in one read."""
    listed = list(providers)
    known = contacts_of(listed)
    return {
        one.pk: steps_to_take_part(
            domain_proved=one.domain_proved_at is not None,
            primary=as_told(known[one.pk].get(PRIMARY)),
            back_up=as_told(known[one.pk].get(BACK_UP)),
            agreed_to=one.agreed_version,
            version=settings.POLICIES_VERSION,
        )
        for one in listed
    }


@dataclass(frozen=True, slots=True)
class OnTheWay:
    joining: Joining
    steps: tuple[Step, ...]

    @property
    def missing(self) -> list[Step]:
        return [step for step in self.steps if not step.done]

    @property
    def state(self) -> str:
        """taken in, declined, ready, unopened (an applicant whose address nobody has proved yet), or under way."""
        if self.joining.decided_at:
            return "taken in" if self.joining.taken_in else "declined"
        if not self.missing:
            return "ready"
        unopened = self.joining.how == Joining.How.APPLIED and self.joining.domain_proved_at is None
        return "unopened" if unopened else "under way"


def joinings(viewer: Viewer | None) -> QuerySet[Joining]:
    """Staff see all; the holder of a link, what it is about."""
    rows = Joining.objects.select_related("provider").order_by("-begun_at", "-pk")
    if viewer is not None and viewer.is_staff:
        return rows
    if viewer is not None and viewer.kind == "link" and viewer.about:
        return rows.filter(public_id=viewer.about)
    return rows.none()


def on_the_way(rows: Iterable[Joining]) -> list[OnTheWay]:
    found = list(rows)
    known = contacts_of({one.provider for one in found if one.provider})
    return [OnTheWay(one, steps_of(one, known.get(one.provider_id or 0))) for one in found]


def listed_like(joining: Joining) -> list[Likeness]:
    """Listed providers that an applicant may be: for staff, never told to the applicant (A3.3)."""
    if joining.how == Joining.How.INVITED:
        return []
    phone = joining.contacts.get(PRIMARY, {}).get("phone", "")
    return likenesses(joining.name, domain=joining.domain, email=joining.email, phone=phone, country=joining.country)


@dataclass(frozen=True, slots=True)
class Lacking:
    """A listed provider whose people sign in, or that has no way in open, and what it still misses."""

    provider: Provider
    missing: list[Step]


def lacking(viewer: Viewer) -> list[Lacking]:
    """Listed providers with something missing that are not on their way in just now; staff's."""
    if not viewer.is_staff:
        return []
    open_ways = Joining.objects.filter(decided_at=None, provider__isnull=False).values("provider")
    rows = list(Provider.objects.exclude(pk__in=open_ways).order_by("name", "pk"))
    steps = steps_of_providers(rows)
    found = [Lacking(one, [step for step in steps[one.pk] if not step.done]) for one in rows]
    return [one for one in found if one.missing]
