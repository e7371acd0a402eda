"""What is published to whom: the last word on each thing and audience (A3.9)."""

from datetime import datetime

from hopback.policy.article_3_traceback.publication import Audience, What, reads
from hopback.portal.accounts.models import Kind
from hopback.portal.accounts.viewer import Viewer
from hopback.portal.campaigns.queries.visible import is_member

from ..models import Switch
from . import lists
from .reports import current

AUDIENCES = {
    Audience.MEMBERS: "Members",
    Audience.PORTAL: "Everybody in the portal",
    Audience.MAIL: "Providers, by mail",
    Audience.WEBSITE: "The public",
}


def last_words() -> dict[tuple[What, Audience], Switch]:
    """One read; what was never switched is not in it."""
    return {(What(row.what), Audience(row.audience)): row for row in Switch.objects.order_by("pk")}


def is_on(what: What, audience: Audience) -> Switch | None:
    """The switch that holds, where it is on."""
    last = Switch.objects.filter(what=what.value, audience=audience.value).order_by("-pk").first()
    return last if last and last.on else None


def audiences_of(viewer: Viewer | None) -> frozenset[Audience]:
    if viewer is None or viewer.kind == "link":
        return reads(signed_in=False, member=False)
    return reads(signed_in=True, member=viewer.kind == Kind.STAFF or is_member(viewer))


def open_to(viewer: Viewer | None) -> dict[What, Switch]:
    """What this reader is shown, each with the switch by which it is; the widest audience first."""
    return open_for(audiences_of(viewer))


def open_for(audiences: frozenset[Audience]) -> dict[What, Switch]:
    order = [Audience.MEMBERS, Audience.PORTAL, Audience.WEBSITE]
    words = last_words()
    found: dict[What, Switch] = {}
    for what in What:
        for audience in order:
            row = words.get((what, audience))
            if audience in audiences and row is not None and row.on:
                found[what] = row
    return found


def seen(what: What, now: datetime) -> str:
    """What somebody has seen who looked at it now: goes along with the switch (A3.10)."""
    if what is What.RESULTS:
        return "-".join(report.fingerprint[:12] for report in current()) or "nothing"
    return lists.digest(lists.the_list(what, now))
