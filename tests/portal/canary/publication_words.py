"""The month's summary, published to everybody: counted from calls that are full of canaries, and telling none."""

from datetime import UTC, date, datetime
from typing import Any

from hopback.policy.article_3_traceback.publication import Audience, Span, What
from hopback.portal.publication import actions
from hopback.portal.publication.queries import switches

OVER = datetime(2026, 11, 2, 9, tzinfo=UTC)  # the month of the calls


def tell(world: Any) -> None:
    by = {"by": world.calls.by, "now": OVER}
    draft = actions.make_draft(span=Span.MONTH, first_on=date(2026, 10, 1), **by)
    assert draft.body["key"]["rows"][0]["values"] == [0, 6], "the calls that are told of here are in it"
    actions.publish_report(draft=draft, **by)
    actions.make_draft(span=Span.MONTH, first_on=date(2026, 10, 1), **by)
    told = {"what": What.RESULTS, "audience": Audience.WEBSITE, "seen": switches.seen(What.RESULTS, OVER)}
    actions.switch_on(**told, basis="Decided in October.", **by)
