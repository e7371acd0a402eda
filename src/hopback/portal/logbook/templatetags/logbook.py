"""`{% show_log entries %}`: the log on any page, with its tabs as links (`?log=email`)."""

from collections.abc import Sequence
from typing import Any

from django import template

from hopback.portal.logbook import reading
from hopback.portal.logbook.queries import Told, head

register = template.Library()


@register.inclusion_tag("logbook/entries.html", takes_context=True)
def show_log(context: template.Context, entries: Sequence[Told], heading: str = "Log") -> dict[str, Any]:
    """Entries grouped by the reader's days. Needs `now` in the context, as every page with moments does."""
    request, now = context["request"], context["now"]
    zone = context.get("zone_name") or getattr(context.get("viewer"), "zone", "") or "UTC"
    moment = now() if callable(now) else now
    return {
        "request": request,
        "viewer": context.get("viewer"),
        "now": moment,
        "heading": heading,
        "log": reading.page(entries, which=request.GET.get("log", ""), zone=zone, now=moment),
        "head": head()[1],
    }
