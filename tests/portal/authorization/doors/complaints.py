"""Files of complaints, what is new in them: staff's."""

from typing import Any

from ..row import GET, staff

ROWS = (
    staff("complaints:morning", methods=GET),
    staff("complaints:import"),
    staff("complaints:file", "complaint_file", methods=GET),
)
FORMS: dict[str, dict[str, Any] | None] = {}
MESSAGES: dict[str, dict[str, Any]] = {}
