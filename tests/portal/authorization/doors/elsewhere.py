"""The log, the signing keys, and what is nowhere outside a demonstration."""

from typing import Any

from ..people import EVERYBODY
from ..row import BOTH, GET, Door, Row, anybody, shut, staff

ROWS = (
    anybody("signing_keys", GET),
    staff("logbook:log"),
    anybody("logbook:heads", GET),
    anybody("logbook:head_text", GET),
    Row("v1:log_heads", GET, Door.OPEN, EVERYBODY),
    Row("v1:log_inclusion", GET, Door.OPEN, EVERYBODY),
    Row("v1:log_consistency", GET, Door.OPEN, EVERYBODY),
    Row("v1:openapi-json", GET, Door.OPEN, EVERYBODY),
    shut("v1:api-root", GET),
    shut("caught_mails", GET),
    shut("caught_mail", GET, "mail:caught"),
    shut("caught_html", GET, "mail:caught"),
    shut("demonstration:overview", GET),
    shut("demonstration:clock", BOTH),
)

FORMS: dict[str, dict[str, Any] | None] = {
    "logbook:log": None,
    "demonstration:clock": {"forward": "1h"},
}
MESSAGES: dict[str, dict[str, Any]] = {}
