"""A reasonable fee: agreed, billed once for each traceback, paid or waived (A4.4)."""

import csv
import io
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from hopback.portal.organizations import actions
from hopback.portal.organizations.models import Invoice
from hopback.portal.organizations.queries.fees import fee_of, state_of
from hopback.portal.organizations.refusals import InvoiceWrong
from hopback.portal.sourcing.models import Candidate, Source
from hopback.portal.tracebacks.models import Traceback
from tests.portal.factories import NOW, make_source, make_source_person, sign_in
from tests.portal.tracebacks import staged

from .conftest import HOUR

pytestmark = pytest.mark.django_db
TERMS = {"cents": 45_000, "agreed_with": "Maria Okafor", "from_on": date(2026, 1, 1)}


@pytest.fixture
def invoice(bank: Source, traced: Traceback, by: dict[str, Any]) -> Invoice:
    actions.agree_fee(source=bank, **TERMS, terms="Payable within 30 days.", **by)
    return actions.issue_invoice(source=bank, **by)


def test_it_bills_each_traceback_once_and_numbers_without_a_gap(
    invoice: Invoice, bank: Source, rosa: Any, five: list[Any], by: dict[str, Any]
) -> None:
    assert (invoice.number, invoice.cents, invoice.due_on) == ("INV-2026-0001", 45_000, date(2026, 11, 19))
    with pytest.raises(InvoiceWrong, match="billed already"):
        actions.issue_invoice(source=bank, **by)
    for opened in (HOUR, 2 * HOUR):
        more = staged.traced(five[:1], rosa, opened_at=NOW - opened)
        Candidate.objects.filter(pk=more.candidate_id).update(source=bank)
    second = actions.issue_invoice(source=bank, **by)
    assert (second.number, second.cents) == ("INV-2026-0002", 90_000)


def test_no_fee_no_invoice(bank: Source, traced: Traceback, by: dict[str, Any]) -> None:
    with pytest.raises(InvoiceWrong, match="No fee"):
        actions.issue_invoice(source=bank, **by)


def test_the_newest_fee_that_has_begun_holds(bank: Source, by: dict[str, Any]) -> None:
    for cents, day in ((100, date(2026, 1, 1)), (200, date(2026, 10, 1)), (300, date(2026, 11, 1))):
        actions.agree_fee(source=bank, cents=cents, agreed_with="Maria Okafor", from_on=day, **by)
    assert [fee_of(bank, day).cents for day in (date(2026, 9, 30), date(2026, 10, 1), date(2026, 12, 1))] == [  # type: ignore[union-attr]
        100, 200, 300,
    ]  # fmt: skip
    assert fee_of(bank, date(2025, 12, 31)) is None


def test_it_is_settled_once(invoice: Invoice, by: dict[str, Any]) -> None:
    with pytest.raises(InvoiceWrong, match="has not come"):
        actions.settle_invoice(invoice=invoice, paid_on=date(2026, 10, 21), paid_how="", **by)
    actions.settle_invoice(invoice=invoice, paid_on=date(2026, 10, 19), paid_how="Transfer", **by)
    with pytest.raises(InvoiceWrong, match="settled already"):
        actions.waive_invoice(invoice=invoice, why="A public service.", **by)


def test_a_waiver_has_its_reason(invoice: Invoice, by: dict[str, Any]) -> None:
    with pytest.raises(InvoiceWrong, match="Say why"):
        actions.waive_invoice(invoice=invoice, why=" ", **by)
    actions.waive_invoice(invoice=invoice, why="A public service.", **by)
    invoice.refresh_from_db()
    assert state_of(invoice, NOW.date()) == ("Waived", "line")


def test_it_is_overdue_from_the_day_after(invoice: Invoice) -> None:
    assert state_of(invoice, invoice.due_on)[0] == "Open"
    assert state_of(invoice, invoice.due_on + timedelta(days=1))[0] == "Overdue"


def test_the_organisation_reads_its_own_and_nobody_s_else(own: Client, client: Client, invoice: Invoice) -> None:
    address = reverse("organizations:invoice", args=[invoice.public_id])
    shown = own.get(address).content.decode()
    assert "$450.00" in shown
    assert "Payable within 30 days." in shown
    assert ">Waive<" not in shown
    lines = list(csv.DictReader(io.StringIO(own.get("/invoices/?format=csv").content.decode("utf-8-sig"))))
    assert [(line["number"], line["amount_usd"], line["state"]) for line in lines] == [
        ("INV-2026-0001", "450.00", "open")
    ]
    sign_in(client, make_source_person(make_source("Second Bank", kind="organization"), "Kim Roe"))
    assert client.get(address).status_code == 404
    assert client.get("/invoices/?format=json").json() == {"invoices": []}


def test_staff_do_it_all_by_page(client: Client, rosa: Any, bank: Source, traced: Traceback) -> None:
    sign_in(client, rosa)
    fee = {"amount": "450.00", "from_on": "2026-01-01", "agreed_with": "Maria Okafor"}
    client.post(reverse("organizations:fee", args=[bank.public_id]), fee)
    client.post(reverse("organizations:issue", args=[bank.public_id]))
    invoice = Invoice.objects.get()
    page = client.get(reverse("organizations:one", args=[bank.public_id])).content.decode()
    assert invoice.number in page
    client.post(reverse("organizations:paid", args=[invoice.public_id]), {"paid_on": "2026-10-19", "paid_how": "Check"})
    invoice.refresh_from_db()
    assert (invoice.cents, invoice.paid_on) == (45_000, date(2026, 10, 19))
