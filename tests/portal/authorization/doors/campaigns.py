"""Campaigns: staff's; providers and sources see the names of their own."""

from typing import Any

from ..people import PEOPLE, STAFF, Who
from ..row import GET, POST, api, page, staff

ONE = "campaign:ssa"
KEYS = frozenset({Who.LOOK_UP_KEY, Who.OUTSIDER_KEY, Who.STAFF_KEY, Who.SOURCE_KEY})

ROWS = (
    page("campaigns:list", GET, PEOPLE),
    staff("campaigns:new"),
    staff("campaigns:suggestions", methods=GET),
    page("campaigns:place", POST, STAFF, ONE),
    staff("campaigns:open_with"),
    staff("campaigns:take_back", "campaign:placing"),
    page("campaigns:one", GET, PEOPLE, ONE, "campaign:other", "campaign:private"),
    staff("campaigns:change", ONE),
    staff("campaigns:close", ONE),
    staff("campaigns:reopen", "campaign:closed"),
    staff("campaigns:merge", ONE),
    staff("campaigns:add_text", ONE),
    staff("campaigns:remove_text", "campaign:text"),
    staff("campaigns:tell_volume", ONE),
    staff("campaigns:remove_volume", "campaign:volume"),
    staff("campaigns:listen", "campaign:recording", proof=True),
    page("campaigns:sound", GET, frozenset(), "campaign:recording"),  # only after its page: test_listening
    api("v1:campaigns", "GET", KEYS),
    api("v1:one_campaign", "GET", KEYS, ONE, "campaign:other", "campaign:private"),
)

FORMS: dict[str, dict[str, Any] | None] = {
    "campaigns:new": {"name": "Car warranty"},
    "campaigns:take_back": {},
    "campaigns:change": {"name": "SSA benefit suspension", "brands": "Social Security Administration\nMedicare"},
    "campaigns:close": {"why": "Silent since June."},
    "campaigns:reopen": {},
    "campaigns:add_text": {"kind": "message", "language": "en", "text": "Press one.", "told_by": "YouMail"},
    "campaigns:remove_text": {},
    "campaigns:tell_volume": {"month_on": "2026-08", "calls": "11400000", "told_by": "YouMail"},
    "campaigns:remove_volume": {},
    "campaigns:listen": {"reason": "The voice is compared with another recording."},
}
MESSAGES: dict[str, dict[str, Any]] = {}
