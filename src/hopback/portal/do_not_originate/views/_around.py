"""What the pages share: who asks, the listing, the crumbs."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from hopback.portal.accounts.models import Kind
from hopback.portal.accounts.viewer import Viewer

from ..models import Listing
from ..queries import registry
from ..queries.requesters import organization_of

TITLE = "Do Not Originate"


def viewer_of(request: HttpRequest) -> Viewer:
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    return viewer


def home_of(viewer: Viewer) -> str:
    """Where one comes from: the registry, what is to be implemented, or one's own requests."""
    if viewer.is_staff:
        return reverse("do_not_originate:registry")
    own = viewer.kind == Kind.SOURCE and organization_of(viewer) is not None
    return reverse("do_not_originate:own" if own else "do_not_originate:plan")


def the(request: HttpRequest, listing: str, now: datetime) -> Listing:
    return registry.the_listing(viewer_of(request), listing, now)


def around(viewer: Viewer, found: Listing) -> dict[str, Any]:
    back = reverse("do_not_originate:listing", args=[found.public_id])
    return {"back": back, "crumbs": [(TITLE, home_of(viewer)), (found.recipient.name, back)]}
