"""The only place that writes tracebacks: one verb for everything that can happen to one (Article 3)."""

from .answering import acknowledge, answer, answer_many, correct, save_draft
from .clockwork import fire, start_clock, tick
from .handing_out import fetched
from .identifying import identify, identify_as_new
from .opening import open_traceback, withdraw
from .signatures import keep_signature
from .staffing import ask_on, assign, extend, read_file, remind, remind_late, return_answer, reveal, write_note
from .unreachable import no_contact

__all__ = [
    "acknowledge",
    "answer",
    "answer_many",
    "ask_on",
    "assign",
    "correct",
    "extend",
    "fetched",
    "fire",
    "identify",
    "identify_as_new",
    "keep_signature",
    "no_contact",
    "open_traceback",
    "read_file",
    "remind",
    "remind_late",
    "return_answer",
    "reveal",
    "save_draft",
    "start_clock",
    "tick",
    "withdraw",
    "write_note",
]
