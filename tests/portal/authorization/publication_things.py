"""What the doors of the room `publication` want in the world: a summary in two editions, a draft, lists on and off."""

from datetime import date
from typing import Any

from hopback.policy.article_3_traceback.publication import Audience, Span, What
from hopback.portal.publication import actions
from hopback.portal.publication.queries import switches
from tests.portal.factories import NOW

from .people import Who

BASIS = "Decision of the Steering Committee, 1 October 2026"


def add(world: Any, story: Any) -> None:
    by = {"by": story.by, "now": NOW}
    old, new = (_published(date(2026, 7, 1), by) for _ in range(2))
    world.add("report:october", *Who, report=new.public_id)
    world.add("report:superseded", staff=frozenset({Who.ADMIN, Who.TEAM}), report=old.public_id)
    world.add("draft:september", draft=actions.make_draft(span=Span.MONTH, first_on=date(2026, 9, 1), **by).public_id)
    for what, audience in (
        (What.RESULTS, Audience.WEBSITE),
        (What.COOPERATIVE, Audience.WEBSITE),
        (What.COOPERATIVE, Audience.MAIL),
    ):
        actions.switch_on(what=what, audience=audience, basis=BASIS, seen=switches.seen(what, NOW), **by)
    world.add("switch:on", what=What.RESULTS.value, audience=Audience.WEBSITE.value)
    world.add("switch:off", what=What.NON_COOPERATIVE.value, audience=Audience.WEBSITE.value)
    world.add("list:mail", what=What.COOPERATIVE.value)
    world.add("list:cooperative", *Who, what=What.COOPERATIVE.value)
    world.add("audience:website", audience=Audience.WEBSITE.value)


def _published(month: date, by: dict[str, Any]) -> Any:
    return actions.publish_report(draft=actions.make_draft(span=Span.MONTH, first_on=month, **by), **by)
