"""What the doors of the room `membership` need: a seat, an applicant, a vote, a call, an ending, a finding."""

from datetime import date, timedelta

from hopback.portal.accounts.models import User
from hopback.portal.accounts.viewer import Viewer, of_user
from hopback.portal.membership import actions
from hopback.portal.providers.models import Provider
from tests.portal.factories import NOW

SINCE = date(2026, 1, 12)


def stage(
    by: Viewer, seat: Provider, leaving: Provider, applicant: Provider, applies: User
) -> dict[str, dict[str, object]]:
    """`seat` sits on the Committee; `leaving` is about to be ended; `applicant` applies, and is voted on."""
    told = {"since_on": SINCE, "because": "A founding member.", "by": by, "now": NOW}
    actions.take_over(provider=leaving, tier="affiliate", **told)
    actions.take_over(provider=seat, tier="steering", **told)
    actions.propose_end(provider=leaving, reasons="Misses calls.", by=by, now=NOW)
    support = actions.record_support(provider=seat, level="Executive", since_on=SINCE, by=by, now=NOW)
    application = actions.apply(provider=applicant, tier="steering", by=of_user(applies), now=NOW)
    actions.recommend(application=application, recommended=True, because="Answers.", by=by, now=NOW)
    breach = actions.find_breach(provider=applicant, rules="policies", reasons="No contacts.", by=by, now=NOW)
    until = {"closes_at": NOW + timedelta(days=400), "by": by, "now": NOW}
    vote = actions.open_vote(provider=applicant, about="shorten", months=0, reasons="Never named.", **until)
    call = actions.plan_call(
        subject="Third quarter", quarterly=True, starts_at=NOW - timedelta(days=2), by=by, now=NOW - timedelta(days=9)
    )
    return {
        "application:delta": {"application": application.public_id},
        "vote:delta": {"vote": vote.public_id},
        "call:held": {"call": call.public_id},
        "member:leaving": {"provider": leaving.public_id},
        "breach:delta": {"provider": applicant.public_id, "breach": breach.pk},
        "support:seat": {"provider": seat.public_id, "support": support.pk},
    }
