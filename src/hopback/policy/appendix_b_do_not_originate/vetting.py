"""What a private organisation shows beyond the tests, and what a request or a change carries. (XB.3)"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from hopback.policy.clause import Clause, Refused
from hopback.policy.clauses import clause
from hopback.policy.figures import ACTIVE_EVENT_CALLS_A_DAY

from .qualifying import Category


class EventKind(StrEnum):
    ACTIVE = "active"  # active and significant fraud by spoofing of the number
    EXIGENT = "exigent"  # less significant, but unique and exigent circumstances


@dataclass(frozen=True, slots=True)
class Event:
    """`calls_a_day`: how many show the number; `consulted`: which Steering members were heard, and how."""

    kind: EventKind
    calls_a_day: int
    words: str
    consulted: str = ""


@dataclass(frozen=True, slots=True)
class Vetting:
    """One recorded decision. `member`: public id of the Steering member that made it, "" for staff."""

    member: str
    assigned: bool
    legitimate: bool


class NotVetted(Refused):
    """A private organisation is vetted by the Steering member that serves it, else by the group."""

    clause: Clause = clause("XB.3")


class EventMissing(Refused):
    """A private organisation's number is listed in an active event, or in exigent circumstances."""

    clause: Clause = clause("XB.3")

    def __init__(self, message: str, field: str) -> None:
        super().__init__(message)
        self.field = field


class ProtectionsMissing(Refused):
    """A vendor acts for an organisation under contractual and administrative protections."""

    clause: Clause = clause("XB.3")
    field = "protections"


class LetterMissing(Refused):
    """A request rests on a letter of authorisation with its date."""

    clause: Clause = clause("XB.5")
    field = "letter_on"


def check_vendor(vendor: str, protections: str) -> None:
    """Refuse a vendor's request that does not say what makes sure of authorisation and vetting. (XB.3)"""
    if vendor.strip() and not protections.strip():
        raise ProtectionsMissing("Say which contract and which checks make sure that it may act for them.")


def check_letter(letter_on: date | None, today: date) -> None:
    """Refuse a request without the day of its letter, or with one to come. (XB.5)"""
    if letter_on is None:
        raise LetterMissing("Say of which day the letter of authorisation is.")
    if letter_on > today:
        raise LetterMissing("The day of the letter has not come yet.")


def check_event(category: Category, event: Event | None) -> None:
    """Refuse a private request below the threshold without exigent circumstances and who was heard. (XB.3)"""
    if category is Category.GOVERNMENT:
        return
    if event is None or not event.words.strip():
        raise EventMissing("Say what is happening: calls, complaints, harm.", "event_words")
    if event.kind is EventKind.EXIGENT and not event.consulted.strip():
        raise EventMissing("Name the Steering members that were consulted, and when.", "consulted")
    if event.kind is EventKind.ACTIVE and event.calls_a_day < ACTIVE_EVENT_CALLS_A_DAY:
        least = f"{ACTIVE_EVENT_CALLS_A_DAY:,} calls a day"
        raise EventMissing(f"An active event has at least {least}. For less, say what is exigent.", "calls_a_day")


def who_vets(category: Category, served_by: str) -> str | None:
    """The public id of the Steering member that has to vet; "" where staff do; None where nobody has to. (XB.3)"""
    return None if category is Category.GOVERNMENT else served_by


def check_vetted(category: Category, served_by: str, vettings: Iterable[Vetting]) -> None:
    """Refuse a private organisation that was not vetted by the one who has to, or did not pass. (XB.3)

    `vettings`: in the order they were made; the last one of who has to vet counts."""
    who = who_vets(category, served_by)
    if who is None:
        return
    made = [vetting for vetting in vettings if vetting.member == who]
    if not made:
        raise NotVetted("The Steering member that serves it has not vetted it yet." if who else "Vet it first.")
    if not made[-1].assigned:
        raise NotVetted("The numbers were not found to be assigned to it.")
    if not made[-1].legitimate:
        raise NotVetted("It was not found to be a legitimate company, active in commerce.")


def needed_for_change(*, adds: bool) -> tuple[str, ...]:
    """What has to be there again before what is listed changes. (XB.2, XB.3, XB.5)

    More numbers are a request of their own; fewer need no more than a reason."""
    if not adds:
        return ("a reason",)
    return ("a letter of authorisation for them", "the tests", "the vetting", "the approval")
