"""Heads of the log by mail: the public form, the mailed links, staff's list."""

from typing import Any

from ..row import BOTH, GET, anybody, staff

ROWS = (
    anybody("witnesses:ask", BOTH),
    anybody("witnesses:asked", GET),
    anybody("witnesses:confirm", BOTH, "token:witness"),
    anybody("witnesses:leave", BOTH, "token:witness:leave"),
    staff("witnesses:list", methods=GET),
    staff("witnesses:add"),
    staff("witnesses:remove", "witness:waits"),
)

FORMS: dict[str, dict[str, Any] | None] = {
    "witnesses:ask": {"address": "jo@paper.example"},
    "witnesses:confirm": {},
    "witnesses:leave": {},
    "witnesses:add": {"address": "records@paper.example"},
    "witnesses:remove": {},
}
MESSAGES: dict[str, dict[str, Any]] = {}
