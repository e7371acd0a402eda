"""The only place that writes the registry of Do-Not-Originate (XB.1-XB.8)."""

from .charging import BILL, agree_charge, bill, end_charge
from .confirming import AGAIN, ASK, CHASE, MAIL, ask, change_contact, chase, confirm, note_returned, send_again
from .conflicts import EVERYWHERE, LOOK, look_at_answers, raise_conflict, settle_conflict
from .copying import end_reader, name_reader, take_copy
from .implementing import give_statistics, report_implementation, report_taken_out
from .judging import answer_tests, approve, decline, vet
from .removing import drop_numbers, remove_listing
from .requesting import request_listing

__all__ = [
    "AGAIN",
    "ASK",
    "BILL",
    "CHASE",
    "EVERYWHERE",
    "LOOK",
    "MAIL",
    "agree_charge",
    "answer_tests",
    "approve",
    "ask",
    "bill",
    "change_contact",
    "chase",
    "confirm",
    "decline",
    "drop_numbers",
    "end_charge",
    "end_reader",
    "give_statistics",
    "look_at_answers",
    "name_reader",
    "note_returned",
    "raise_conflict",
    "remove_listing",
    "report_implementation",
    "report_taken_out",
    "request_listing",
    "send_again",
    "settle_conflict",
    "take_copy",
    "vet",
]
