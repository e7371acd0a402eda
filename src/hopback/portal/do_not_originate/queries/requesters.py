"""Organisations that ask here themselves, and what they see of their own (XB.2)."""

from django.db.models import QuerySet

from hopback.policy.appendix_b_do_not_originate import Category
from hopback.policy.article_3_traceback.organization_requests import OrganizationKind
from hopback.portal.organizations.queries.own import organization_of, the_own
from hopback.portal.sourcing.models import Source

from ..models import Listing

__all__ = ["category_of", "listings_of", "organization_of", "the_own"]


def category_of(source: Source) -> Category:
    """Of the government where staff said so; until then it counts as private, which asks for more."""
    kind = getattr(getattr(source, "organization", None), "kind", "")
    return Category.GOVERNMENT if kind == OrganizationKind.GOVERNMENT else Category.PRIVATE


def listings_of(source: Source) -> QuerySet[Listing]:
    rows = Listing.objects.filter(recipient__source=source).select_related("recipient").defer("letter")
    return rows.order_by("-requested_at", "-pk")
