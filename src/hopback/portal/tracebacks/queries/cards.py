"""The picture of a path: one card for each hop, with what a reader has to know of it at a glance."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.conf import settings

from hopback.policy.article_3_traceback.designations import Designation
from hopback.policy.article_3_traceback.initiation_and_tracking import WAITING, AnswerKind, HopState
from hopback.portal.layout import charts, spans
from hopback.portal.sourcing.models import Candidate

from .. import words
from ..models import Answer, Deadline, Hop
from .places import place_of
from .whole import Whole, the_answer


@dataclass
class HopCard:
    """`css` colours the card, `icon` stands in its corner, `lines` are (icon, words) at its foot."""

    row: Hop
    role: str
    name: str
    place: str
    tier: str
    css: str
    icon: str
    state: str
    pills: list[tuple[str, str]] = field(default_factory=list)
    due: str = ""
    overdue: bool = False
    meter: str = ""
    lines: list[tuple[str, str]] = field(default_factory=list)
    foreign: bool | None = None
    begins_band: bool = False
    ends_band: bool = False


def cards(whole: Whole, now: datetime, selected: str = "") -> list[HopCard]:
    """One card for each hop on the path; bands say which stand in the country and which outside it."""
    made = [_card(whole, row, now, selected) for row in whole.rows]
    for before, after in zip([None, *made], [*made, None], strict=True):
        if before is None or after is None or before.foreign != after.foreign:
            if before:
                before.ends_band = True
            if after:
                after.begins_band = True
    return made


def _card(whole: Whole, row: Hop, now: datetime, selected: str) -> HopCard:
    given = whole.designations.get(row.pk, [])
    said = the_answer(row)
    card = HopCard(
        row=row,
        role=_role(whole, row, said, given),
        name=row.provider.name if row.provider else _named(row),
        place=place_of(row.provider) if row.provider else "",
        tier=row.provider.get_tier_display() if row.provider else "Staff say who it is",
        css=_css(row, now) + (" sel" if row.public_id == selected else ""),
        icon=_icon(row),
        state=words.STATES[HopState(row.state)][0],
        pills=[(one.value, words.DESIGNATIONS[one]) for one in given],
        foreign=whole.foreign(row),
    )
    _time(card, row, said, now)
    return card


def _role(whole: Whole, row: Hop, said: Answer | None, given: list[Designation]) -> str:
    if row.state in WAITING:
        return words.STATES[HopState(row.state)][0]
    if row.state in (HopState.NOT_ASKED, HopState.NO_RESPONSE, HopState.WITHDRAWN):
        return words.STATES[HopState(row.state)][0]
    if said and said.kind == AnswerKind.ORIGINATED:
        return "Originating"
    if row.position == 1:
        forward = whole.traceback.candidate.purpose == Candidate.Purpose.TRACE_FORWARD
        return "Holds the number" if forward else "Terminating"
    return "Gateway" if Designation.US_POINT_OF_ENTRY in given else "Transit"


def _named(row: Hop) -> str:
    """What the downstream provider called it, until staff say who it is."""
    said = the_answer(row.downstream) if row.downstream else None
    if said is None:
        return "Not identified"
    return said.contact.get("name") or (said.upstream.name if said.upstream else "Not identified")


def _css(row: Hop, now: datetime) -> str:
    if row.state == HopState.IDENTIFYING:
        return "who"
    if row.state in WAITING:
        return "wait late x" if row.due_at and row.due_at < now else "wait x"
    return {HopState.NO_RESPONSE: "dead", HopState.NOT_ASKED: "off", HopState.WITHDRAWN: "off"}.get(
        HopState(row.state), ""
    )


def _icon(row: Hop) -> str:
    if row.no_contact_at and row.state in WAITING:
        return "warning"
    icons = {
        HopState.ANSWERED: "check",
        HopState.NO_RESPONSE: "cross",
        HopState.NOT_ASKED: "none",
        HopState.WITHDRAWN: "none",
        HopState.IDENTIFYING: "search",
    }
    return icons.get(HopState(row.state), "clock")


def _time(card: HopCard, row: Hop, said: Answer | None, now: datetime) -> None:
    """How long the provider took, or how long it still has."""
    if row.state in WAITING:
        _still(card, row, now)
        return
    if row.state == HopState.NO_RESPONSE:
        card.lines.append(("cross", f"Silent for {spans.duration((row.over_at or now) - (_begun(row) or now))}"))
        return
    first = min(row.answers.all(), key=lambda answer: answer.version, default=None)
    if said is None or first is None:
        return
    channel, icon = words.CHANNELS[said.channel]
    card.lines.append((icon, f"Answered by {channel}"))
    taken = spans.duration(first.answered_at - (_begun(row) or first.answered_at))
    card.lines.append(("clock", taken + (", late" if said.late else "") + _reminders(row)))
    if said.version > 1:
        card.lines.append(("back", f"Version {said.version}"))


def _still(card: HopCard, row: Hop, now: datetime) -> None:
    if row.due_at and row.received_at:
        left = row.due_at - now
        card.overdue = left < timedelta(0)
        card.due = f"Overdue {spans.duration(left)}" if card.overdue else f"Due in {spans.duration(left)}"
        used = (now - row.received_at) / (row.due_at - row.received_at)
        card.meter = charts.meter(used, f"{min(used, 1):.0%} of the response time used")
    if row.no_contact_at:
        card.lines.append(("warning", "No contact: the mail came back"))
    elif row.received_at:
        card.lines.append(("mail", f"Delivered {spans.ago(now - row.received_at)}"))
    elif row.asked_at:
        card.lines.append(("mail", f"Sent {spans.ago(now - row.asked_at)}, not accepted yet"))
    if row.acknowledged_at:
        card.lines.append(("search", f"Investigating since {spans.ago(now - row.acknowledged_at)}"))
    if reminded := _reminders(row):
        card.lines.append(("clock", reminded.removeprefix(", ")))


def _begun(row: Hop) -> datetime | None:
    return row.received_at or row.asked_at


def _reminders(row: Hop) -> str:
    """`, 1 reminder`: those that fired by themselves."""
    kinds = (Deadline.Kind.REMIND_1, Deadline.Kind.REMIND_2)
    sent = sum(1 for one in row.deadlines.all() if one.kind in kinds and one.fired_at)
    return f", {sent} reminder{'s' if sent > 1 else ''}" if sent else ""


def band(card: HopCard) -> str:
    if card.foreign is None:
        return "Not known where"
    return "Outside the United States" if card.foreign else _home()


def _home() -> str:
    return {"US": "United States", "CA": "Canada"}.get(settings.COUNTRY, settings.COUNTRY)
