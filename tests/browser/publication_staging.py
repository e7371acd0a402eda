"""A month's summary and a year's report published, another year's in the making, lists on for members and off."""

from datetime import date
from typing import Any

from hopback.policy.article_3_traceback.publication import Audience, Period, Span, What, period
from hopback.portal.publication import actions
from hopback.portal.publication.queries import switches

WORDS = {
    "efforts": "Every call that was reported was looked at.\n\nMost were traced.",
    "coordination": "By phone.",
}
BASIS = "Decision of the Steering Committee"


def stage(world: Any) -> None:
    by = {"by": world.by, "now": world.now}
    year, month = (period(span, world.now.date()).before for span in (Span.YEAR, Span.MONTH))
    for name, of in (("year", year), ("month", month)):
        made = actions.publish_report(draft=_draft(of, by), **by)
        world.things[f"report:{name}"] = {"report": made.public_id}
    world.things["draft:year"] = {"draft": actions.make_draft(span=Span.YEAR, first_on=_before(year), **by).public_id}
    on = ((What.RESULTS, Audience.PORTAL), (What.NON_COOPERATIVE, Audience.PORTAL), (What.COOPERATIVE, Audience.MAIL))
    for what, audience in on:
        actions.switch_on(what=what, audience=audience, basis=BASIS, seen=switches.seen(what, world.now), **by)
    world.things |= {
        "audience:members": {"audience": "members"},
        "audience:website": {"audience": "website"},
        "switch:on": {"what": "results", "audience": "portal"},
        "switch:off": {"what": "non_cooperative", "audience": "website"},
        "list:mail": {"what": "cooperative"},
        "list:non_cooperative": {"what": "non_cooperative"},
    }


def _before(of: Period) -> date:
    return of.before.first_on


def _draft(of: Period, by: dict[str, Any]) -> Any:
    draft = actions.make_draft(span=of.span, first_on=of.first_on, **by)
    return actions.write_texts(draft=draft, texts=WORDS, reasons={}, **by)
