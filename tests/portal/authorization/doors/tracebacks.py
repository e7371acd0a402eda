"""Tracebacks: of staff, of providers, of whoever got the mail."""

from typing import Any

from ..people import PEOPLE, PROVIDERS, Who
from ..row import BOTH, GET, HOPS, KEY_OF_PROVIDER, POST, STAFF_KEY, Door, Row, anybody, api, page, staff

UPSTREAM = {"kind": "cannot_answer", "reason": "The gateway keeps no records of this trunk."}
REASON = {"reason": "The subscriber asked to be called back."}
UNTIL = {"until": "2026-10-28T17:00"}

ROWS = (
    page("tracebacks:dashboard", GET, PEOPLE),
    staff("tracebacks:list", methods=GET),
    staff("tracebacks:detail", "traceback:open", "traceback:closed", methods=GET),
    staff("tracebacks:open", "candidate:accepted", methods=POST),
    staff("tracebacks:remind", "hop:waiting"),
    staff("tracebacks:remind_late"),
    staff("tracebacks:extend", "hop:waiting"),
    staff("tracebacks:return_answer", "hop:end"),
    staff("tracebacks:ask_on", "hop:not_asked"),
    staff("tracebacks:identify", "hop:unnamed"),
    staff("tracebacks:note", "traceback:open"),
    staff("tracebacks:assign", "traceback:open"),
    staff("tracebacks:withdraw", "traceback:open"),
    staff("tracebacks:reveal", "traceback:open", proof=True),
    staff("tracebacks:file", "traceback:file", proof=True),
    page("tracebacks:inbox", GET, PROVIDERS),
    page("tracebacks:history", GET, PROVIDERS),
    page("tracebacks:history_csv", GET, PROVIDERS),
    page("tracebacks:answers_csv", GET, PROVIDERS),
    page("tracebacks:upload", BOTH, PROVIDERS),
    page("tracebacks:answer", BOTH, PROVIDERS, *HOPS),
    page("tracebacks:answered", GET, PROVIDERS, *HOPS),
    page("tracebacks:correct", BOTH, PROVIDERS, *HOPS),
    anybody("tracebacks:link", BOTH, "token:waiting"),
    Row("tracebacks:link_answer", BOTH, Door.LINK, frozenset({Who.LINK}), ("hop:waiting", "hop:answered")),
    Row("tracebacks:link_answered", GET, Door.LINK, frozenset({Who.LINK}), ("hop:waiting", "hop:answered")),
    anybody("tracebacks:check", BOTH),
    api("v1:hops", "GET", KEY_OF_PROVIDER),
    api("v1:one_hop", "GET", KEY_OF_PROVIDER, *HOPS),
    api("v1:acknowledge", "POST", KEY_OF_PROVIDER, "hop:waiting", "hop:answered"),
    api("v1:answer", "POST", KEY_OF_PROVIDER, "hop:waiting", "hop:answered"),
    api("v1:correct", "POST", KEY_OF_PROVIDER, "hop:end", "hop:closed"),
    api("v1:answers", "POST", KEY_OF_PROVIDER),
    api("v1:open_traceback", "POST", STAFF_KEY),
    api("v1:one_traceback", "GET", STAFF_KEY, "traceback:open", "traceback:closed"),
    api("v1:path", "GET", STAFF_KEY, "traceback:open", "traceback:closed"),
)

FORMS: dict[str, dict[str, Any] | None] = {
    "tracebacks:open": {},
    "tracebacks:remind": {},
    "tracebacks:remind_late": {},
    "tracebacks:extend": {**UNTIL, **REASON},
    "tracebacks:return_answer": {**UNTIL, **REASON},
    "tracebacks:ask_on": {},
    "tracebacks:identify": {"choice": "new"},
    "tracebacks:note": {"text": "Called the desk."},
    "tracebacks:assign": {"owner": ""},
    "tracebacks:withdraw": REASON,
    "tracebacks:reveal": REASON,
    "tracebacks:file": REASON,
    "tracebacks:answer": {**UPSTREAM, "send": "1"},
    "tracebacks:correct": {**UPSTREAM, "send": "1"},
    "tracebacks:link": None,
    "tracebacks:link_answer": {**UPSTREAM, "send": "1"},
    "tracebacks:check": None,
}
MESSAGES: dict[str, dict[str, Any]] = {
    "v1:acknowledge": {},
    "v1:answer": UPSTREAM,
    "v1:correct": UPSTREAM,
}
