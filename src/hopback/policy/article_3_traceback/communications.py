"""Article 3, Communications: which standard mails there are, and what their wording varies with. (A3.8)"""

from dataclasses import dataclass, fields
from enum import StrEnum

from hopback.policy.clocks import ITG_2021, ClockProfile


class NoticeKind(StrEnum):
    REQUEST = "request"
    TRACE_FORWARD_REQUEST = "trace_forward_request"
    REMINDER = "reminder"
    OVERDUE = "overdue"
    CLOSED_NO_RESPONSE = "closed_no_response"
    REOPENED = "reopened"
    ANSWER_RECEIPT = "answer_receipt"
    ANSWER_RETURNED = "answer_returned"
    EXTENSION_GRANTED = "extension_granted"
    NO_LONGER_ASKED = "no_longer_asked"
    ENDED = "ended"
    ONBOARDING = "onboarding"


COPIED_TO_BACKUP = frozenset({NoticeKind.OVERDUE, NoticeKind.CLOSED_NO_RESPONSE})


@dataclass(frozen=True, slots=True)
class Variant:
    """What the wording varies with: the receiver's identity, status and cooperation. (A3.8)"""

    member: bool = False
    foreign: bool = False
    first_contact: bool = False
    non_cooperative: bool = False
    backup: bool = False

    @property
    def name(self) -> str:
        """`foreign, first contact`, for the log; `standard` where nothing is special."""
        holding = [part.name for part in fields(self) if getattr(self, part.name)]
        return ", ".join(_WORDS[name] for name in holding) or "standard"


_WORDS = {
    "member": "member",
    "foreign": "foreign",
    "first_contact": "first contact",
    "non_cooperative": "non-cooperative",
    "backup": "back-up",
}


def variant_name(variant: Variant) -> str:
    """The name under which a wording goes into the log. (A3.8)"""
    return variant.name


def copies_backup(
    kind: NoticeKind,
    *,
    reminder: int = 0,
    primary_unreachable: bool = False,
    profile: ClockProfile = ITG_2021,
) -> bool:
    """Whether a notice goes to the back-up contact as well. (A3.8, XA.1)

    `reminder` counts a hop's reminders from 1. Who cannot be reached is always replaced by the back-up.
    """
    if primary_unreachable or kind in COPIED_TO_BACKUP:
        return True
    return kind is NoticeKind.REMINDER and reminder >= profile.backup_from_reminder
