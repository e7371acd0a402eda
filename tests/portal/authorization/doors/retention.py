"""How long incident data stays, and what was shown to whom."""

from typing import Any

from ..people import PEOPLE
from ..row import GET, KEY_OF_PROVIDER, api, page, staff

ROWS = (
    staff("retention:list", methods=GET),
    staff("retention:hold", "traceback:open"),
    staff("retention:lift", "hold:one"),
    staff("retention:erase", proof=True),
    staff("retention:certificate", "erasure:one", methods=GET),
    staff("retention:certificate_pdf", "erasure:one", methods=GET),
    page("disclosures:register", GET, PEOPLE),
    api("v1:disclosures", "GET", KEY_OF_PROVIDER),
)

FORMS: dict[str, dict[str, Any] | None] = {
    "retention:hold": {"basis": "A court’s letter", "document": "26-117"},
    "retention:lift": {"reason": "The case is closed."},
    "retention:erase": None,  # nothing of this world is two years old; tests/portal/retention does it,
}
MESSAGES: dict[str, dict[str, Any]] = {}
