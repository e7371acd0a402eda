"""The log of one traceback as people read it: who did what, newest first, by day (A3.5)."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from hopback.portal.logbook import queries as logbook
from hopback.portal.logbook.queries import Told

from .. import words
from ..models import Traceback
from .sentences import KINDS, SENTENCES, detail_of

# Which round icon stands beside an entry (css class, icon), by the first word of its verb.
MARKS = {
    "mail": ("e", "mail"),
    "notice": ("e", "mail"),
    "answer": ("a", "page"),
    "deadline": ("d", "clock"),
    "staff": ("s", "person"),
    "automatic": ("d", "clock"),
}
AUTOMATIC = {"hop.reminded", "hop.overdue", "hop.no_response", "hop.clock_started", "hop.no_contact"}
TABS = {"": "All", "e": "Email", "a": "Answers", "s": "Staff", "d": "Automatic"}


@dataclass(frozen=True, slots=True)
class Line:
    """One entry. `who` and `what` make the sentence, `detail` stands below it, `text` is what was written."""

    seq: int
    at: datetime
    css: str
    icon: str
    who: str
    what: str
    detail: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Story:
    """`days` from the newest; `tabs` are (key, label, count); `head` is the hash of the newest entry shown."""

    days: list[tuple[date, list[Line]]]
    tabs: list[tuple[str, str, int]]
    count: int
    head: str


def story(traceback: Traceback, zone: str, only: str = "") -> Story:
    """Two reads, however long the log is."""
    entries = logbook.of_traceback(traceback.public_id)
    lines = [_line(entry, entry.payload) for entry in entries]
    tabs = [(key, label, sum(1 for line in lines if key in ("", line.css))) for key, label in TABS.items()]
    shown = [line for line in lines if only in ("", line.css)]
    return Story(
        days=_by_day(shown, ZoneInfo(zone)),
        tabs=[tab for tab in tabs if tab[2] or not tab[0]],
        count=len(lines),
        head=entries[0].entry_hash if entries else "",
    )


def _by_day(lines: list[Line], zone: ZoneInfo) -> list[tuple[date, list[Line]]]:
    days: dict[date, list[Line]] = {}
    for line in lines:
        days.setdefault(line.at.astimezone(zone).date(), []).append(line)
    return list(days.items())


def _line(entry: Told, said: dict[str, Any]) -> Line:
    css, icon = _mark(entry, said)
    who, what = _sentence(entry, said)
    return Line(
        seq=entry.seq,
        at=entry.at,
        css=css,
        icon=icon,
        who=who,
        what=what,
        detail=detail_of(entry.verb, said, automatic=entry.actor_kind == "system"),
        text=str(said.get("text", "")) if entry.verb == "note.written" else "",
    )


def _mark(entry: Told, said: dict[str, Any]) -> tuple[str, str]:
    room = entry.verb.split(".")[0]
    if entry.verb in AUTOMATIC or (entry.actor_kind == "system" and room not in ("notice", "mail", "answer")):
        return MARKS["automatic"]
    if entry.verb.startswith(("answer.", "hop.acknowledged")) and entry.verb != "answer.returned":
        return "a", words.CHANNELS.get(str(said.get("channel", "page")), ("", "page"))[1]
    return MARKS.get(room, MARKS["staff"])


def _sentence(entry: Told, said: dict[str, Any]) -> tuple[str, str]:
    """(subject in bold, the rest). A verb without a sentence is shown as it is."""
    made = SENTENCES.get(entry.verb)
    provider = str(said.get("provider", "")) or entry.actor
    if made is None:
        return entry.actor, entry.verb.replace(".", " ").replace("_", " ")
    subject, rest = made
    fields = {key: value for key, value in said.items() if isinstance(value, str | int | float)}
    fields |= {"actor": entry.actor, "provider": provider, "named": fields.get("named") or "somebody"}
    if "kind" in fields:
        fields["kind"] = KINDS.get(fields["kind"], "{kind}").format_map(fields)
    return subject.format_map(_Blank(fields)), rest.format_map(_Blank(fields))


class _Blank(dict[str, Any]):
    """A sentence may speak of a field that an older entry has not."""

    def __missing__(self, key: str) -> str:
        return "…"
