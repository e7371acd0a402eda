"""Who speaks for a source, and on whose designation (A4.2, A4.4)."""

from django.db.models import Count, Q

from hopback.policy.article_4_sourcing.standing import Designation
from hopback.portal.accounts.models import User
from hopback.portal.accounts.viewer import Viewer
from hopback.portal.providers.models import Provider

from ..models import Candidate, Source


def email_of(viewer: Viewer) -> str | None:
    """The address of a person; None for a key."""
    if viewer.user_id is None:
        return None
    return User.objects.filter(pk=viewer.user_id).values_list("email", flat=True).first()


def designations(source: Source) -> tuple[Designation, ...]:
    """All that members ever designated for this source."""
    return tuple(
        Designation(row.email, row.designated_on, row.ended_on, row.member.tier == Provider.Tier.STEERING)
        for row in source.referrers.select_related("member")
    )


def people_of(source: Source) -> list[tuple[str, str]]:
    """Address and name of each who is written to: who signs in for it, else the address that staff were given."""
    people = User.objects.filter(kind="source", party=source.public_id, is_active=True).order_by("pk")
    return list(people.values_list("email", "name")) or ([(source.email, source.name)] if source.email else [])


def record_of(source: Source) -> dict[str, int]:
    """What became of its candidates: `told`, `open`, `accepted`, `declined`, `duplicates` (A4.2)."""
    count = {
        "told": Count("pk"),
        "open": Count("pk", Q(due_diligence=None, closed_as="")),
        "accepted": Count("pk", Q(due_diligence__opens=True)),
        "declined": Count("pk", Q(due_diligence__opens=False) | Q(closed_as=Candidate.Closed.DECLINED)),
        "duplicates": Count("pk", Q(closed_as=Candidate.Closed.DUPLICATE)),
    }
    return Candidate.objects.filter(source=source).aggregate(**count)
