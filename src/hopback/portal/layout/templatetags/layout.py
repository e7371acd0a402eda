"""What every template may say: icons, moments, durations, badges, fields. A builtin; nothing to load."""

from datetime import UTC, date, datetime
from datetime import timedelta as Timedelta  # noqa: N812 - `timedelta` reads as a filter here
from typing import Any
from zoneinfo import ZoneInfo

from django import template
from django.conf import settings
from django.forms import BoundField, CheckboxInput, FileInput, widgets
from django.template.base import VariableDoesNotExist
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from hopback.portal.ground import phone
from hopback.portal.layout import spans

from .icons import ICONS

register = template.Library()
_BARE = (FileInput, CheckboxInput)  # controls that look right without a class
NAMED_ZONES = {
    "America/New_York": "Eastern",
    "America/Chicago": "Central",
    "America/Denver": "Mountain",
    "America/Phoenix": "Mountain",
    "America/Los_Angeles": "Pacific",
    "UTC": "UTC",
}


@register.simple_tag
def icon(name: str, css: str = "") -> SafeString:
    """A decorative icon: the words beside it carry the meaning."""
    return format_html(
        '<svg class="ic{}" viewBox="0 0 16 16" aria-hidden="true">{}</svg>',
        f" {css}" if css else "",
        mark_safe(ICONS[name]),  # noqa: S308 - our own drawing
    )


@register.simple_tag
def group(what: str = "name") -> str:
    """The group's `name`, `short` name or `phone`: also where there is no request, as on a 500 page."""
    return {"name": settings.GROUP_NAME, "short": settings.GROUP_SHORT_NAME, "phone": settings.GROUP_PHONE}[what]


@register.simple_tag(takes_context=True)
def zone(context: template.Context) -> str:
    """The reader's zone as people say it: Eastern, Belize time."""
    name = _zone(context).key
    return NAMED_ZONES.get(name) or name.rpartition("/")[2].replace("_", " ") + " time"


@register.simple_tag(takes_context=True)
def moment(context: template.Context, value: datetime | None, form: str = "short") -> SafeString | str:
    """A moment in the reader's zone. `short`: 20 Oct, 10:07 · `long`: with seconds, zone and UTC beside ·
    `both`: short with UTC beside · `clock`: 10:07 · `day`: 20 October 2026 · `weekday`: Tuesday 20 October."""
    if value is None:
        return "–"
    local = value.astimezone(_zone(context))
    return format_html(
        '<time datetime="{}" title="{}">{}</time>',
        _rfc3339(value),
        f"{value.astimezone(UTC):%d %b %Y, %H:%M:%S} UTC",
        spans.moment(local, form, _this_year(context)),
    )


@register.simple_tag(takes_context=True)
def ago(context: template.Context, value: datetime | None) -> SafeString | str:
    """`4 h 03 min ago`, or `in 7 h 57 min` for a moment to come."""
    if value is None:
        return "–"
    said = spans.ago(_now(context) - value)
    return format_html('<time datetime="{}" title="{}">{}</time>', _rfc3339(value), f"{value:%d %b, %H:%M} UTC", said)


@register.filter
def duration(value: Timedelta | float | None) -> str:
    """`41 min`, `19 h 20 min`, `3 d 4 h`; numbers are seconds."""
    if value is None:
        return "–"
    return spans.duration(value if isinstance(value, Timedelta) else Timedelta(seconds=float(value)))


@register.filter
def on_day(value: date | None) -> str:
    return f"{value.day} {value:%b %Y}" if value else "–"


@register.simple_tag
def badge(text: str, colour: str = "", icon_name: str = "") -> SafeString:
    """A pill. Colours: blue, red, amber, green, violet, line."""
    drawn = icon(icon_name) if icon_name else ""
    return format_html('<span class="b{}">{}{}</span>', f" {colour}" if colour else "", drawn, text)


@register.simple_tag(takes_context=True)
def here(context: template.Context, url: str) -> SafeString:
    """`aria-current` for the link that is this page."""
    request = context.get("request")
    return mark_safe(' aria-current="page"' if request and request.path == url else "")  # noqa: S308 - a constant


@register.inclusion_tag("layout/field.html")
def field(bound: BoundField, css: str = "", label: str = "") -> dict[str, Any]:
    """One form field: label, hint, error beside it. `css` may be `narrow`."""
    widget = bound.field.widget
    many = isinstance(widget, widgets.RadioSelect | widgets.CheckboxSelectMultiple)
    return {
        "field": bound,
        "css": css,
        "label": label or bound.label,
        "many": many,
        "tick": isinstance(widget, CheckboxInput),
        "control": bound.as_widget(attrs={} if many or isinstance(widget, _BARE) else {"class": "inp"}),
    }


@register.filter
def thousands(value: int | None) -> str:
    """`1,000,000`."""
    return "–" if value is None else f"{value:,}"


@register.filter
def shown(value: str) -> str:
    """A number in E.164 as people read it: `+1 202 555 0142`."""
    return phone.shown(value)


@register.filter
def initials(name: str) -> str:
    words = [word for word in name.split() if word[:1].isalnum()]
    return "".join(word[0] for word in (words[:1] + words[-1:] if len(words) > 1 else words)).upper()


def _zone(context: template.Context) -> ZoneInfo:
    viewer = context.get("viewer")
    return ZoneInfo(context.get("zone_name") or getattr(viewer, "zone", "") or "UTC")


def _now(context: template.Context) -> datetime:
    """The view's `now`; the page's where a view gave none."""
    now = context.get("now")
    if now is None:
        raise VariableDoesNotExist("This page was not told the time: give it `now`.")
    return now() if callable(now) else now


def _this_year(context: template.Context) -> int | None:
    now = context.get("now")
    return _now(context).year if now is not None else None


def _rfc3339(value: datetime) -> str:
    return value.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
