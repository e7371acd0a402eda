"""Who counts as one provider: control groups on any day, from one read of the links (A1.1)."""

from datetime import date

from hopback.policy.article_1_definitions import Control, ControlGroups
from hopback.portal.ground.statements import Prepared

from ..models import ControlLink, Merge, Provider


def control_groups() -> ControlGroups:
    """For any number of providers on any number of days: `.of(public_id, on)` does not read again.

    An earlier entry of a provider, merged into it, is of its group on every day."""
    merged = (Control(kept, gone, date.min) for kept, gone in _MERGED())
    return ControlGroups([*(Control(*link) for link in _LINKS()), *merged])


def group_of(provider: Provider, on: date) -> frozenset[str]:
    """Public ids of all that are the same provider on that day, itself among them."""
    return control_groups().of(provider.public_id, on)


def ocns_of(group: frozenset[str]) -> frozenset[str]:
    """What the providers of one control group sign under."""
    rows = Provider.objects.filter(public_id__in=group).values_list("ocns", flat=True)
    return frozenset(ocn for ocns in rows for ocn in ocns)


_MERGED = Prepared(lambda: Merge.objects.filter(undone_at=None).values_list("kept__public_id", "gone__public_id"))
_LINKS = Prepared(
    lambda: ControlLink.objects.values_list("controls__public_id", "controlled__public_id", "since_on", "until_on")
)
