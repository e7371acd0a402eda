"""Which fee holds, and which tracebacks are not billed yet (A4.4)."""

from datetime import date

from django.db.models import QuerySet

from hopback.portal.sourcing.models import Candidate, Source

from ..models import Fee, Invoice


def fee_of(source: Source, on: date) -> Fee | None:
    """The newest that has begun."""
    begun = Fee.objects.filter(source=source, from_on__lte=on)
    return begun.order_by("-from_on", "-pk").first()


def unbilled(source: Source) -> QuerySet[Candidate]:
    """Requests that were traced; one that was declined costs nothing."""
    traced = Candidate.objects.filter(source=source, opened__isnull=False, billed=None)
    return traced.select_related("opened").order_by("opened__opened_at", "pk")


def state_of(invoice: Invoice, today: date) -> tuple[str, str]:
    """Words and colour of the badge."""
    if invoice.paid_on:
        return "Paid", "green"
    if invoice.waived_at:
        return "Waived", "line"
    return ("Overdue", "red") if invoice.due_on < today else ("Open", "amber")


def money(cents: int) -> str:
    """`$1,250.00`."""
    return f"${cents / 100:,.2f}"
