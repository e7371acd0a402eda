"""Who can see what, previews, and customers' written requests."""

from typing import Any

from ..row import GET, staff

ROWS = (
    staff("privacy:overview", methods=GET),
    staff("privacy:new_request"),
    staff("privacy:answer", "letter:one"),
    staff("privacy:who", "who:candidate", methods=GET),
    staff("privacy:preview", "as:source", methods=GET),
)

LETTER = {"customer": "June Mabry", "to_whom": "Her lawyer", "what": "Calls of May", "document": "L-17",
          "received_on": "2026-10-01"}  # fmt: skip
FORMS: dict[str, dict[str, Any] | None] = {
    "privacy:new_request": LETTER,
    "privacy:answer": {"granted": "no", "checked_how": "Called back.", "because": "Not signed."},
}
MESSAGES: dict[str, dict[str, Any]] = {}
