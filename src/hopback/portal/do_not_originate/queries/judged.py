"""What was found, vetted and decided of one request (XB.2, XB.3)."""

from hopback.policy import appendix_b_do_not_originate as rules
from hopback.policy.appendix_b_do_not_originate import Category

from ..models import Finding, Listing, Vetting


def latest_findings(listing: Listing) -> dict[str, Finding]:
    """Of each test the last answer."""
    return {row.test: row for row in listing.findings.order_by("pk")}


def findings_of(listing: Listing) -> list[rules.Finding]:
    return [rules.Finding(rules.Test(row.test), row.holds, row.because) for row in latest_findings(listing).values()]


def vettings_of(listing: Listing) -> list[rules.Vetting]:
    rows = listing.vettings.select_related("member").order_by("pk")
    return [rules.Vetting(row.member.public_id if row.member else "", row.assigned, row.legitimate) for row in rows]


def vettings(listing: Listing) -> list[Vetting]:
    return list(listing.vettings.select_related("member").order_by("-pk"))


def open_points(listing: Listing) -> list[str]:
    """What is still missing before it can be approved, in words; empty: it can be."""
    category = Category(listing.recipient.category)
    served_by = listing.recipient.served_by.public_id if listing.recipient.served_by else ""
    kind = listing.event_kind
    words = (listing.calls_a_day, listing.event_words, listing.consulted)
    event = rules.Event(rules.EventKind(kind), *words) if kind else None
    points = []
    for check in (
        lambda: rules.check_qualifies(findings_of(listing)),
        lambda: rules.check_event(category, event),
        lambda: rules.check_vetted(category, served_by, vettings_of(listing)),
    ):
        try:
            check()
        except rules.DoesNotQualify as refused:
            points.append("The tests are not answered yet." if refused.field in list(rules.Test) else str(refused))
        except (rules.NotInboundOnly, rules.EventMissing, rules.NotVetted) as refused:
            points.append(str(refused))
    return points
