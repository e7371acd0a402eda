"""Publication: staff's pages, and what is published: results and lists to everybody, in this world."""

from typing import Any

from ..people import Who
from ..row import GET, anybody, api, staff

WITH_CAMPAIGNS = frozenset({Who.LOOK_UP_KEY, Who.OUTSIDER_KEY, Who.STAFF_KEY, Who.SOURCE_KEY})
TABLES = "report:october"

ROWS = (
    staff("publication:overview", methods=GET),
    staff("publication:figures", methods=GET),
    staff("publication:preview", "audience:website", methods=GET),
    staff("publication:on", "switch:off"),
    staff("publication:off", "switch:on"),
    staff("publication:send", "list:mail"),
    staff("publication:new_draft"),
    staff("publication:draft", "draft:september", methods=GET),
    staff("publication:texts", "draft:september"),
    staff("publication:publish", "draft:september"),
    staff("publication:draft_pdf", "draft:september", methods=GET),
    anybody("publication:published", GET),
    anybody("publication:list", GET, "list:cooperative"),
    anybody("publication:report", GET, TABLES, "report:superseded"),
    anybody("publication:report_pdf", GET, TABLES, "report:superseded"),
    api("v1:aggregates", "GET", WITH_CAMPAIGNS),
)

FORMS: dict[str, dict[str, Any] | None] = {
    "publication:off": {},
    "publication:send": {},
    "publication:new_draft": {"period": "month 2026-08-01"},
    "publication:texts": {"efforts": "We traced."},
    "publication:publish": {},
}
MESSAGES: dict[str, dict[str, Any]] = {}
