"""Who is on the list now, what waits for a moderator, and the archive (A5.6, A5.7)."""

from datetime import datetime

from django.db.models import QuerySet
from django.http import Http404

from hopback.policy.article_5_enforcement.scanning import Found
from hopback.portal.accounts.viewer import Viewer
from hopback.portal.conduct import queries as conduct
from hopback.portal.sourcing.models import Campaign
from hopback.portal.tracebacks.queries import disclosure

from ..models import AgencyPerson, Post, Subscription
from .agencies import may_be_sent, the_official
from .known import scanned


def subscriptions(now: datetime) -> list[Subscription]:
    """Those to whom a post goes: on the list, and may be sent something."""
    rows = Subscription.objects.filter(ended_at=None).select_related("person__agency__source")
    rows = rows.order_by("person__agency__source__name", "person__name")
    return [one for one in rows if may_be_sent(one.person, now)]


def on_the_list(now: datetime) -> dict[str, AgencyPerson]:
    """By address."""
    return {one.person.email: one.person for one in subscriptions(now)}


def subscription_of(person: AgencyPerson) -> Subscription | None:
    return Subscription.objects.filter(person=person, ended_at=None).first()


def posts() -> QuerySet[Post]:
    return Post.objects.select_related("campaign", "person__agency__source").order_by("-posted_at", "-pk")


def waiting() -> QuerySet[Post]:
    return posts().filter(decided_at=None)


def archive(viewer: Viewer, now: datetime) -> QuerySet[Post]:
    """What was released: staff read all, an official what may be told to the agency; for all others there is none."""
    rows = posts().filter(released=True)
    if viewer.is_staff:
        return rows
    person = the_official(viewer, now)
    told = disclosure.campaigns_tellable(Campaign.objects.all(), to=person.agency.public_id, now=now)
    return rows.filter(campaign=None) | rows.filter(campaign__in=told)


def the_archived(viewer: Viewer, public_id: str, now: datetime) -> Post:
    found = archive(viewer, now).filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return found


def may_be_named(now: datetime) -> frozenset[str]:
    """Providers that are found non-cooperative, and no others (A5.3)."""
    found = [one for standing in conduct.non_cooperative(now) for one in standing.providers]
    return frozenset(name for one in found for name in (one.name, one.trade_name) if name)


def suspicions(post: Post, now: datetime) -> tuple[Found, ...]:
    return scanned(f"{post.subject}\n{post.text}", may_be_named(now))


def active_campaigns(now: datetime) -> QuerySet[Campaign]:
    """Those under investigation, for a post about one (A5.6)."""
    return Campaign.objects.filter(merged_into=None, closed_at=None).order_by("name")
