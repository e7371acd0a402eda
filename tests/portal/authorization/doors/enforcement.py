"""Agencies: staff's pages, an agency's own, and the mailed link."""

from typing import Any

from ..people import STAFF, Who
from ..row import BOTH, GET, POST, anybody, page, staff

OWN = frozenset({Who.SOURCE})
SAID = {"level": "federal", "enforces": "The Telemarketing Sales Rule."}

ROWS = (
    staff("enforcement:agencies", methods=GET),
    staff("enforcement:new_agency"),
    staff("enforcement:agency", "agency:ftc", "agency:ohio", methods=GET),
    staff("enforcement:say_agency", "agency:bare"),
    staff("enforcement:name_person", "agency:ftc"),
    staff("enforcement:propose_exception", "agency:ohio"),
    staff("enforcement:approve_exception", "exception:ohio"),
    staff("enforcement:end_exception", "exception:ohio"),
    staff("enforcement:ask_person", "official:lew", methods=POST),
    staff("enforcement:end_person", "official:lew"),
    staff("enforcement:referrals", methods=GET),
    staff("enforcement:write_referral"),
    staff("enforcement:referral", "referral:ready", "referral:held", "referral:sent", methods=GET),
    staff("enforcement:revise_referral", "referral:ready"),
    staff("enforcement:release_referral", "referral:held"),
    staff("enforcement:return_referral", "referral:held"),
    staff("enforcement:send_referral", "referral:ready"),
    staff("enforcement:referral_pdf", "referral:sent", methods=GET),
    page("enforcement:received", GET, OWN),
    page("enforcement:received_one", GET, OWN, "received:ours", "received:ready", "received:theirs"),
    page("enforcement:received_pdf", GET, OWN, "received:ours", "received:theirs"),
    staff("enforcement:listserv", methods=GET),
    page("enforcement:write_post", BOTH, STAFF | OWN),
    staff("enforcement:post", "post:waits", methods=GET),
    staff("enforcement:release_post", "post:waits"),
    staff("enforcement:decline_post", "post:waits"),
    page("enforcement:archive", GET, STAFF | OWN),
    page("enforcement:archived", GET, STAFF | OWN, "post:released", "archived:waits"),
    page("enforcement:join_listserv", POST, OWN),
    anybody("enforcement:leave_listserv", BOTH, "token:listserv"),
    page("enforcement:own", GET, OWN),
    anybody("enforcement:confirm_link", BOTH, "token:agency"),
)

FORMS: dict[str, dict[str, Any] | None] = {
    "enforcement:new_agency": {"name": "Social Security Administration", **SAID},
    "enforcement:say_agency": SAID,
    "enforcement:name_person": {"name": "Kim Odell", "email": "kim.odell@ftc.gov"},
    "enforcement:propose_exception": {"domain": "oag.state.oh.us", "why": "Called back."},
    "enforcement:approve_exception": {},
    "enforcement:end_exception": {"because": "They moved."},
    "enforcement:ask_person": {},
    "enforcement:end_person": {"because": "Left."},
    "enforcement:confirm_link": {},
    "enforcement:write_post": {"subject": "Bank alert", "text": "Calls in the name of a bank."},
    "enforcement:release_post": {},
    "enforcement:decline_post": {"because": "Told already."},
    "enforcement:join_listserv": {"leave": "yes"},
    "enforcement:leave_listserv": {},
    "enforcement:release_referral": {},
    "enforcement:return_referral": {"because": "Leave the number out."},
    "enforcement:send_referral": {},
}
MESSAGES: dict[str, dict[str, Any]] = {}
