"""Candidates, sources."""

from typing import Any

from ..row import BOTH, CANDIDATES, GET, POST, SOURCE_KEYS, STAFF_OR_SOURCE, api, page, staff

TESTS = {"credible_source": "yes", "nature": "yes", "warrants_resources": "yes", "credible_source_why": "Known.",
         "nature_why": "Impersonation.", "warrants_resources_why": "Many calls."}  # fmt: skip
CALL = {"purpose": "traceback", "calling": "202-555-0142", "called": "614-555-0175", "nature": "fraudulent",
        "called_at": "2026-10-19 09:41:27", "zone": "America/New_York", "evidence": "A recording.",
        "basis": "protection_222d2"}  # fmt: skip
REASON = {"reason": "The subscriber asked to be called back."}

ROWS = (
    page("sourcing:candidates", GET, STAFF_OR_SOURCE),
    page("sourcing:new", BOTH, STAFF_OR_SOURCE),
    page("sourcing:import", BOTH, STAFF_OR_SOURCE),
    page("sourcing:candidate", GET, STAFF_OR_SOURCE, *CANDIDATES),
    staff("sourcing:inbox", methods=GET),
    staff("sourcing:together", methods=POST),
    staff("sourcing:duplicates", methods=POST),
    staff("sourcing:alike", "candidate:undecided", methods=GET),
    staff("sourcing:ask", "candidate:fresh"),
    page("sourcing:answer_question", BOTH, STAFF_OR_SOURCE, "question:ours", "question:of_another"),
    staff("sourcing:decline", "candidate:undecided"),
    staff("sourcing:bring_back", "candidate:closed", methods=POST),
    staff("sourcing:complaints", methods=GET),
    staff("sourcing:source", "source:ftc", methods=GET),
    staff("sourcing:judge_source", "source:ftc"),
    staff("sourcing:change_source", "source:ftc"),
    staff("sourcing:end_source", "source:ftc"),
    staff("sourcing:designate", "source:referrals"),
    staff("sourcing:end_designation", "referrer:sabine"),
    staff("sourcing:decide", "candidate:undecided", methods=POST),
    staff("sourcing:place", "candidate:undecided"),
    staff("sourcing:reveal", "candidate:undecided", proof=True),
    staff("sourcing:file", "candidate:file", proof=True),
    staff("sourcing:sources", methods=GET),
    staff("sourcing:new_source"),
    staff("sourcing:verify_source", "source:ftc"),
    api("v1:submit", "POST", SOURCE_KEYS),
)

FORMS: dict[str, dict[str, Any] | None] = {
    "sourcing:new": CALL,
    "sourcing:ask": {"text": "Is there a letter?"},
    "sourcing:answer_question": {"answer": "There is."},
    "sourcing:decline": {"because": "A wrong number."},
    "sourcing:bring_back": {},
    "sourcing:judge_source": {"credibility": "high", "credibility_why": "Was right before."},
    "sourcing:change_source": {"email": "", "score_top": "1"},
    "sourcing:end_source": {"because": "Its programme was closed."},
    "sourcing:end_designation": {"because": "She left."},
    "sourcing:decide": TESTS,
    "sourcing:place": {"terminating_provider": "Cardinal Wireless"},
    "sourcing:reveal": REASON,
    "sourcing:file": REASON,
    "sourcing:new_source": {"kind": "enforcement", "name": "Attorney General of Ohio"},
    "sourcing:verify_source": {"verified_how": "Their office was called."},
}
MESSAGES: dict[str, dict[str, Any]] = {}
