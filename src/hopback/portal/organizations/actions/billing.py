"""A reasonable fee: agreed, billed for each traceback once, then paid or waived (A4.4)."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Max
from django.http import Http404

from hopback.portal.accounts.viewer import SYSTEM, Viewer
from hopback.portal.logbook import actions as logbook
from hopback.portal.sourcing.models import Source

from ..models import Fee, Invoice, InvoiceLine
from ..queries.fees import fee_of, unbilled
from ..refusals import InvoiceWrong

DUE_AFTER = timedelta(days=30)


@transaction.atomic
def agree_fee(
    *, source: Source, cents: int, agreed_with: str, from_on: date, terms: str = "", by: Viewer, now: datetime
) -> Fee:
    """What was agreed, with whom, from which day on; nothing that was billed before changes."""
    _only_staff(by)
    if not agreed_with.strip():
        raise InvoiceWrong("Say with whom it was agreed.", "agreed_with")
    told = {"cents": cents, "terms": terms.strip(), "agreed_with": agreed_with.strip(), "from_on": from_on}
    made = Fee.objects.create(source=source, **told, recorded_by=by.name, recorded_at=now)
    logbook.record(
        by=by, now=now, verb="fee.agreed", about=source.public_id, name=source.name, **{**told, "from_on": str(from_on)}
    )
    return made


@transaction.atomic
def issue_invoice(*, source: Source, by: Viewer, now: datetime) -> Invoice:
    """Every traceback of the organisation that was opened and not billed yet, at the fee that holds."""
    _only_staff(by)
    source = Source.objects.select_for_update(of=("self",)).get(pk=source.pk)
    fee, rows = fee_of(source, now.date()), list(unbilled(source))
    if fee is None:
        raise InvoiceWrong("No fee is agreed with this organisation.")
    if not rows:
        raise InvoiceWrong("Every traceback of this organisation is billed already.")
    invoice = _new(source, fee.terms, by, now)
    lines = [(row, f"Traceback {row.opened.number} of {row.opened.opened_at:%d %B %Y}") for row in rows]
    InvoiceLine.objects.bulk_create(
        [InvoiceLine(invoice=invoice, candidate=row, words=words, cents=fee.cents) for row, words in lines]
    )
    said = {"number": invoice.number, "cents": fee.cents * len(rows), "lines": [words for _, words in lines]}
    logbook.record(by=by, now=now, verb="invoice.issued", about=source.public_id, name=source.name, **said)
    return invoice


@transaction.atomic
def bill_charge(*, source: Source, words: str, cents: int, by: Viewer, now: datetime) -> Invoice:
    """An administrative charge that was agreed, when its time has come: one line, and no traceback (XB.3)."""
    if not by.is_staff and by != SYSTEM:
        raise Http404
    source = Source.objects.select_for_update(of=("self",)).get(pk=source.pk)
    invoice = _new(source, "", by, now)
    InvoiceLine.objects.create(invoice=invoice, words=words[:200], cents=cents)
    said = {"number": invoice.number, "cents": cents, "lines": [words]}
    logbook.record(by=by, now=now, verb="invoice.issued", about=source.public_id, name=source.name, **said)
    return invoice


def _new(source: Source, terms: str, by: Viewer, now: datetime) -> Invoice:
    told = {"source": source, "billed_to": source.name, "terms": terms, "issued_at": now, "issued_by": by.name}
    return Invoice.objects.create(number=_next_number(now), **told, due_on=(now + DUE_AFTER).date())


@transaction.atomic
def settle_invoice(*, invoice: Invoice, paid_on: date, paid_how: str, by: Viewer, now: datetime) -> None:
    """The money has come."""
    invoice = _open(invoice, by)
    if paid_on > now.date():
        raise InvoiceWrong("This day has not come yet.", "paid_on")
    invoice.paid_on, invoice.paid_how, invoice.settled_by = paid_on, paid_how.strip(), by.name
    invoice.save(update_fields=["paid_on", "paid_how", "settled_by"])
    said = {"number": invoice.number, "paid_on": str(paid_on), "how": invoice.paid_how}
    logbook.record(by=by, now=now, verb="invoice.paid", about=invoice.source.public_id, **said)


@transaction.atomic
def waive_invoice(*, invoice: Invoice, why: str, by: Viewer, now: datetime) -> None:
    """Nothing is owed any more, and the log says why."""
    invoice = _open(invoice, by)
    if not why.strip():
        raise InvoiceWrong("Say why it is waived.", "why")
    invoice.waived_at, invoice.waived_because, invoice.settled_by = now, why.strip(), by.name
    invoice.save(update_fields=["waived_at", "waived_because", "settled_by"])
    said = {"number": invoice.number, "reason": invoice.waived_because}
    logbook.record(by=by, now=now, verb="invoice.waived", about=invoice.source.public_id, **said)


def _only_staff(by: Viewer) -> None:
    if not by.is_staff:
        raise Http404


def _open(invoice: Invoice, by: Viewer) -> Invoice:
    _only_staff(by)
    held = Invoice.objects.select_for_update(of=("self",)).get(pk=invoice.pk)
    if held.paid_on or held.waived_at:
        raise InvoiceWrong(f"{held.number} is settled already.")
    return held


def _next_number(now: datetime) -> str:
    """INV-2026-0001: the year and a running number. Held unique by the database."""
    start = f"INV-{now.year}-"
    last = Invoice.objects.filter(number__startswith=start).aggregate(last=Max("number"))["last"]
    return f"{start}{int(last.removeprefix(start)) + 1 if last else 1:04d}"
