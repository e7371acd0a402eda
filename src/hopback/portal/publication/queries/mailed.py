"""Lists that were sent by mail, and whom they still name who is on no list any more (A3.10)."""

from datetime import datetime

from hopback.policy.article_3_traceback.publication import What
from hopback.portal.providers.models import Provider

from ..models import Mailing
from . import lists


def outdated(now: datetime) -> list[tuple[Mailing, list[str]]]:
    """The last mail of the non-cooperative list, where somebody came off since: with their names."""
    last = Mailing.objects.filter(what=What.NON_COOPERATIVE.value).order_by("-pk").first()
    if last is None:
        return []
    present = {one for row in lists.the_list(What.NON_COOPERATIVE, now) for one in row.providers}
    gone = set(last.names) - present
    names = list(Provider.objects.filter(public_id__in=gone).order_by("name").values_list("name", flat=True))
    return [(last, names)] if names else []
