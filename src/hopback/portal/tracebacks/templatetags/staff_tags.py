"""Tags of staff's pages."""

from datetime import datetime

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from hopback.policy.article_3_traceback.initiation_and_tracking import HopState
from hopback.portal.layout import spans
from hopback.portal.layout.templatetags.layout import badge

from .. import words
from ..models import Hop, Traceback
from ..queries.listing import SOON

register = template.Library()


@register.simple_tag
def status_badge(row: Traceback) -> SafeString:
    """How a row of the list stands: `closed_as`, or what its waiting hop waits for."""
    if row.closed_as:
        return badge(*words.status(row.closed_as))
    hop = row.waiting_hops[0] if row.waiting_hops else None  # type: ignore[attr-defined]
    if hop is None:
        return badge(*words.status(""))
    if hop.no_contact_at:
        return badge("No contact", "violet")
    return badge(*words.STATES[HopState(hop.state)])


@register.simple_tag
def state_badge(row: Hop) -> SafeString:
    return badge(*words.STATES[HopState(row.state)])


GRADES = {
    "ok": ("Fine", "green", "check"),
    "note": ("Note", "line", "info"),
    "warning": ("Look at it", "amber", "warning"),
    "wrong": ("Wrong", "red", "cross"),
}


@register.simple_tag
def grade(value: str) -> SafeString:
    """How far signed evidence holds (A1.8)."""
    return badge(*GRADES[value])


@register.simple_tag(takes_context=True)
def due(context: template.Context, value: datetime) -> SafeString:
    """`Overdue 9 h 12 min` or `Due in 3 h 02 min`, coloured by how pressing it is."""
    now = context["now"]
    left = value - now
    said = f"Overdue {spans.duration(left)}" if value < now else f"Due in {spans.duration(left)}"
    css = "od" if value < now else "so" if left < SOON else ""
    return format_html('<span class="{}">{}</span>', css, said)
