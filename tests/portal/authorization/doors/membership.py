"""Members, applications, votes, calls; and a provider's own membership."""

from typing import Any

from ..people import PROVIDERS, STAFF, WAITING, Who
from ..row import BOTH, GET, PROVIDER_ADMINS, page, staff

SEATED = STAFF | WAITING  # Meridian sits on the Committee
BECAUSE = {"because": "On the record."}

ROWS = (
    staff("membership:members", methods=GET),
    staff("membership:one", "provider:meridian", methods=GET),
    staff("membership:application", "application:delta", methods=GET),
    staff("membership:recommend", "application:delta"),
    staff("membership:decide", "application:delta"),
    staff("membership:take_over", "provider:pale"),
    staff("membership:open_vote", "member:leaving"),
    staff("membership:breach", "provider:meridian"),
    staff("membership:lift", "breach:delta"),
    staff("membership:support", "member:leaving"),
    staff("membership:end_support", "support:seat"),
    staff("membership:propose_end", "provider:meridian"),
    staff("membership:confirm_end", "member:leaving"),
    staff("membership:drop_end", "member:leaving"),
    staff("membership:calls", methods=GET),
    staff("membership:plan_call"),
    staff("membership:call", "call:held"),
    staff("membership:call_off", "call:held"),
    page("membership:committee", GET, SEATED),
    page("membership:vote", GET, SEATED, "vote:delta"),
    page("membership:cast", BOTH, frozenset({Who.WAITING_ADMIN}), "vote:delta"),
    page("membership:mine", GET, PROVIDERS),
    page("membership:sign", BOTH, PROVIDER_ADMINS),
    page("membership:apply", BOTH, PROVIDER_ADMINS),
    page("membership:withdraw", BOTH, frozenset({Who.OUTSIDER})),
    page("membership:leave", BOTH, frozenset({Who.WAITING_ADMIN})),
)

FORMS: dict[str, dict[str, Any] | None] = {
    "membership:recommend": {"recommended": "no", **BECAUSE},
    "membership:decide": {"accepted": "no", **BECAUSE},
    "membership:take_over": {"tier": "affiliate", "since_on": "2026-01-05", **BECAUSE},
    "membership:open_vote": {"about": "exception", "reasons": "Serves the US alone.", "closes_on": "2030-01-01"},
    "membership:breach": {"rules": "principles", "reasons": "Blocks nothing."},
    "membership:lift": BECAUSE,
    "membership:support": {"level": "Supporting", "since_on": "2026-02-01"},
    "membership:end_support": {"until_on": "2026-10-01"},
    "membership:propose_end": {"reasons": "Misses calls."},
    "membership:confirm_end": BECAUSE,
    "membership:drop_end": BECAUSE,
    "membership:plan_call": {"subject": "Fourth quarter", "quarterly": "yes", "starts_at": "2026-12-10 14:00"},
    "membership:call": {},
    "membership:call_off": {},
    "membership:cast": {"approves": "yes", "reasons": "A clean record."},
    "membership:sign": {"version": "2021-01", "best_practices": "on", "signer": "Lee Marsh", "title": "Counsel"},
    "membership:apply": {"tier": "affiliate"},
    "membership:withdraw": {},
    "membership:leave": {},
}
MESSAGES: dict[str, dict[str, Any]] = {}
