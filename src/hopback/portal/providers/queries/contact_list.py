"""The list of points of contact, and who may see it: cooperative providers, and agencies as it was granted (XA.1)."""

from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from hopback.policy.article_1_definitions import Standing
from hopback.portal.accounts.models import Kind
from hopback.portal.accounts.viewer import Viewer

from .. import agencies
from ..models import ContactListRequest, PointOfContact, Provider
from .facts import standing
from .merging import listed

COOPERATIVE, TEAM = "a cooperative provider", "the team"


def may_see_contacts(viewer: Viewer | None, on: date) -> str:
    """On what ground somebody may see the list on a day; "" where on none. People only: no key reads it."""
    if viewer is None or viewer.scopes is not None:
        return ""
    if viewer.is_staff:
        return TEAM
    if viewer.kind == Kind.PROVIDER:
        own = Provider.objects.filter(public_id=viewer.party).first()
        return COOPERATIVE if own and standing(own) is Standing.COOPERATIVE else ""
    granted = granted_to(viewer, on)
    return f"request {granted.public_id}, granted by {granted.decided_by}" if granted else ""


def granted_to(viewer: Viewer, on: date) -> ContactListRequest | None:
    """The grant that holds for an agency's people; it ends with the agency's own standing."""
    if viewer.kind != Kind.SOURCE or agencies.name_of(viewer.party) is None:
        return None
    rows = ContactListRequest.objects.filter(party=viewer.party, granted=True, until_on__gte=on)
    return rows.order_by("-until_on", "pk").first()


def named_contacts(q: str = "") -> QuerySet[Provider]:
    """Providers that have named somebody. Who is known only from another's answer has named nobody yet."""
    named = PointOfContact.objects.filter(provider=OuterRef("pk"), ended_at=None).exclude(full_name="")
    rows = listed().filter(Exists(named)).order_by("name", "pk")
    return rows.filter(name__icontains=q.strip()) if q.strip() else rows


def requests_of(viewer: Viewer) -> QuerySet[ContactListRequest]:
    """Staff see all requests, an agency its own."""
    rows = ContactListRequest.objects.order_by("-pk")
    if viewer.is_staff:
        return rows
    return rows.filter(party=viewer.party) if viewer.kind == Kind.SOURCE and viewer.party else rows.none()
