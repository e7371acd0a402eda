"""What every page is told beside what its view says."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from hopback.portal.ground import clock

from .navigation import bar, places


def page(request: HttpRequest) -> dict[str, Any]:
    """`now` is the clock itself: read only by a page whose view did not say what time it is."""
    viewer = getattr(request, "viewer", None)
    offered = places(viewer, request.path)
    return {
        "viewer": viewer,
        "places": offered,
        "bar": bar(offered),
        "now": clock.now,
        "preview": getattr(request, "preview", None),  # a page as another party sees it
        "demonstration": settings.DEMONSTRATION,
    }
