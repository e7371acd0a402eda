"""The log as a page shows it: days, lines, and how many of each kind there are."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.html import format_html
from django.utils.safestring import SafeString

from .queries import Told
from .sentences import CHANNELS, DETAILS, PLAIN, WORDS, Words

TABS = (("", "All"), ("email", "Email"), ("answers", "Answers"), ("staff", "Staff"))
TONES = {"email": "e", "answers": "a", "staff": "s"}


@dataclass(frozen=True, slots=True)
class Line:
    """One entry as one line: `sentence` is safe HTML, `detail` is plain text that ends in the moment in UTC."""

    seq: int
    at: datetime
    verb: str
    tone: str
    icon: str
    sentence: SafeString
    detail: str
    traceback: str


@dataclass(frozen=True, slots=True)
class Tab:
    key: str
    label: str
    count: int
    current: bool


@dataclass(frozen=True, slots=True)
class Page:
    """`days` holds (heading, lines), the latest first."""

    tabs: list[Tab]
    days: list[tuple[str, list[Line]]]
    count: int


def page(entries: Sequence[Told], *, which: str, zone: str, now: datetime) -> Page:
    """`which` is a tab; anything unknown shows all."""
    lines = [line(entry, zone) for entry in entries]
    which = which if which in TONES else ""
    shown = [one for one in lines if not which or one.tone == TONES[which]]
    here = ZoneInfo(zone)
    today = now.astimezone(here).date()
    days = [
        (_heading(day, today), list(of_day))
        for day, of_day in groupby(shown, key=lambda one: one.at.astimezone(here).date())
    ]
    tabs = [Tab(key, label, _count(lines, key), key == which) for key, label in TABS]
    return Page(tabs, days, len(lines))


def _count(lines: Sequence[Line], key: str) -> int:
    return sum(1 for one in lines if not key or one.tone == TONES[key])


def _heading(day: date, today: date) -> str:
    said = f"{day:%A} {day.day} {day:%B}" + ("" if day.year == today.year else f" {day.year}")
    return f"Today, {said}" if day == today else said


def line(entry: Told, zone: str) -> Line:
    words = WORDS.get(entry.verb) or _unknown(entry.verb)
    names = _names(entry, zone)
    template = next((one for one in words.says if _fits(one, names)), "<b>{actor}</b>: {verb}")
    return Line(
        seq=entry.seq,
        at=entry.at,
        verb=entry.verb,
        tone=words.tone or ("s" if entry.actor_kind == "staff" else ""),
        icon="code" if names.get("channel") == "api" else words.icon,
        sentence=format_html(template, **names),
        detail=" · ".join([*_details(entry, template, names), _in_utc(entry.at, zone)]),
        traceback=entry.traceback,
    )


def _unknown(verb: str) -> Words:
    said = verb.replace(".", " ").replace("_", " ")
    return Words("", "info", ("<b>{actor}</b>: " + said.replace("{", "").replace("}", ""),))


def _names(entry: Told, zone: str) -> dict[str, str]:
    """All that a sentence may name; what is empty is left out, so that a plainer sentence is taken."""
    own = {"actor": entry.actor, "verb": entry.verb.replace(".", " ").replace("_", " ")}
    said = {name: _said(value, zone) for name, value in entry.payload.items() if name not in own}
    values = {name: PLAIN.get((name, value), value) for name, value in said.items()}
    return own | {name: value for name, value in values.items() if value}


def _said(value: Any, zone: str) -> str:
    if isinstance(value, bool) or value is None:
        return ""
    if isinstance(value, list):
        return ", ".join(filter(None, (_said(one, zone) for one in value)))
    if isinstance(value, dict):
        return ""
    return _moment(value, zone) or str(value)


def _moment(value: Any, zone: str) -> str:
    """`20 Oct, 14:47 EDT` where the value is a moment written as RFC 3339."""
    if not isinstance(value, str) or len(value) < 19 or value[10:11] != "T":
        return ""
    try:
        local = datetime.fromisoformat(value).astimezone(ZoneInfo(zone))
    except ValueError:
        return ""
    return f"{local.day} {local:%b, %H:%M %Z}"


def _fits(template: str, names: dict[str, str]) -> bool:
    try:
        template.format(**names)
    except (KeyError, IndexError):
        return False
    return True


def _details(entry: Told, template: str, names: dict[str, str]) -> list[str]:
    """How and by whom, then what is known beside; nothing the sentence has said already."""
    parts = [CHANNELS.get(names.get("channel", ""), "")]
    if "{actor}" not in template:
        parts.append("Automatic" if entry.actor_kind == "system" else entry.actor)
    parts += [
        how.replace("{}", names[name])
        for name, how in DETAILS.items()
        if name in names and f"{{{name}}}" not in template
    ]
    return list(dict.fromkeys(part for part in parts if part))


def _in_utc(at: datetime, zone: str) -> str:
    """`14:06:09 UTC`, with the day where the reader's is another one."""
    utc = at.astimezone(UTC)
    other_day = utc.date() != at.astimezone(ZoneInfo(zone)).date()
    return f"{utc.day} {utc:%b, %H:%M:%S} UTC" if other_day else f"{utc:%H:%M:%S} UTC"
