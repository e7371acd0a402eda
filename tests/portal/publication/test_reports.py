"""Reports: made from the data, published, kept as they were; read on paper and by machine (A3.9, XC.3)."""

import hashlib
from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any

import pytest
import rfc8785
from django.db import DatabaseError, transaction
from django.test import Client
from pypdf import PdfReader

from hopback.policy.article_3_traceback.publication import Audience, NothingWritten, NotOver, Span, What
from hopback.portal.accounts.models import Scope
from hopback.portal.providers.models import Provider
from hopback.portal.publication import actions
from hopback.portal.publication.models import Draft, Report
from hopback.portal.publication.queries import switches
from hopback.portal.tracebacks.models import Traceback
from tests.portal.factories import make_key, make_provider_person, sign_in

from . import asking
from .network import CALLED, CUSTOMER, NOW, PRIVATE, Network

pytestmark = pytest.mark.django_db
YEAR = {"span": Span.YEAR, "first_on": date(2026, 1, 1)}
MAY = {"span": Span.MONTH, "first_on": date(2026, 5, 1)}
WORDS = {"efforts": "Every call was looked at.\n\nMost were traced.", "coordination": "The Commission, each month."}


def published(network: Network, of: dict[str, Any] = YEAR, words: dict[str, str] = WORDS) -> Report:
    draft = actions.make_draft(**of, **network.by)
    reasons = {network.tango.public_id: "It said that it keeps no records."}
    draft = actions.write_texts(draft=draft, texts=words, reasons=reasons, **network.by)
    return actions.publish_report(draft=draft, **network.by)


def to_everybody(network: Network) -> None:
    told = {"what": What.RESULTS, "audience": Audience.WEBSITE, "seen": switches.seen(What.RESULTS, NOW)}
    actions.switch_on(**told, basis="Decided.", **network.by)


def paper(client: Client, report: Report) -> str:
    answer = client.get(f"/published/{report.public_id}/report.pdf")
    assert answer["Content-Type"] == "application/pdf"
    pages = [page.extract_text() for page in PdfReader(BytesIO(answer.content)).pages]
    return " ".join("\n".join(pages).split())


def test_what_runs_is_not_reported(network: Network) -> None:
    for span, first_on in ((Span.MONTH, date(2027, 1, 1)), (Span.YEAR, date(2027, 1, 1))):
        with pytest.raises(NotOver):
            actions.make_draft(span=span, first_on=first_on, **network.by)


def test_a_year_is_published_once_its_efforts_are_written(network: Network) -> None:
    draft = actions.make_draft(**YEAR, **network.by)
    with pytest.raises(NothingWritten, match="Write this part first"):
        actions.publish_report(draft=draft, **network.by)
    again = actions.make_draft(**YEAR, **network.by)
    assert again.pk == draft.pk
    assert Report.objects.count() == 0


def test_a_report_is_kept_as_it_was_when_the_data_changes(network: Network) -> None:
    """A3.9: figures, words and fingerprint; the next edition takes its place, and staff still read the first."""
    first = published(network)
    assert first.fingerprint == hashlib.sha256(rfc8785.dumps(first.body)).hexdigest()
    assert Draft.objects.count() == 0
    Traceback.objects.filter(closed_at__year=2026).update(closed_as="withdrawn")
    assert Report.objects.get(pk=first.pk).body == first.body
    second = published(network)
    assert (second.edition, second.body["key"]["rows"][0]["values"][-1]) == (2, 0)
    to_everybody(network)
    anybody, staff = Client(), sign_in(Client(), network.rosa)
    assert anybody.get(f"/published/{first.public_id}/").status_code == 404
    assert anybody.get(f"/published/{second.public_id}/").status_code == 200
    assert "later edition" in staff.get(f"/published/{first.public_id}/").content.decode()


def test_a_published_report_cannot_be_altered_or_deleted(network: Network) -> None:
    made = published(network)
    for alter in (
        lambda: Report.objects.filter(pk=made.pk).update(body={}),
        lambda: Report.objects.filter(pk=made.pk).delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            alter()


def test_the_json_that_everybody_gets_is_what_the_fingerprint_is_of(network: Network) -> None:
    made = published(network)
    to_everybody(network)
    answer = Client().get(f"/published/{made.public_id}/?format=json")
    assert hashlib.sha256(answer.content).hexdigest() == made.fingerprint
    lines = Client().get(f"/published/{made.public_id}/?format=csv").content.decode("utf-8-sig").splitlines()
    identified = made.body["key"]["rows"][2]["values"][-1]
    assert f"Key figures,Providers identified,2026,{identified}" in lines
    assert "Did not take part,Tango Silent Inc.,It said that it keeps no records.," in lines


def test_on_paper_stands_what_was_published(network: Network) -> None:
    made = published(network)
    to_everybody(network)
    text = paper(Client(), made)
    words = ["Yearly report 2026", *WORDS["efforts"].split("\n\n"), WORDS["coordination"], made.fingerprint[:16]]
    for said in (*words, "Tango Silent Inc.", "It said that it keeps no records.", "Cardinal Wireless", "By campaign"):
        assert said in text, said
    for row in made.body["key"]["rows"]:
        assert " ".join([row["label"], *("–" if v in (None, "") else str(v) for v in row["values"])]) in text
    assert len(PdfReader(BytesIO(Client().get(f"/published/{made.public_id}/report.pdf").content)).pages) >= 3


def everything(network: Network, *reports: Report) -> str:
    client, told = Client(), []
    for made in reports:
        told.append(paper(client, made))
        told += [
            client.get(f"/published/{made.public_id}/{form}").content.decode()
            for form in ("", "?format=csv", "?format=json")
        ]
    return "\n".join([*told, client.get("/published/").content.decode()])


def test_xc_3_no_customer_no_called_number_and_no_trace_of_one_call_is_in_any_of_it(network: Network) -> None:
    year, month = published(network), published(network, MAY, {})
    to_everybody(network)
    told = everything(network, year, month)
    digits = "".join(sign for sign in told if sign.isdigit())
    for secret in (*CUSTOMER.values(), "Xylo", "Keith", PRIVATE, "Xanthe", "TRK-01", "198.51.100.24", "TB-2026"):
        assert secret not in told
    assert CALLED[2:] not in digits
    assert "2025550142" not in digits
    assert not any(one.public_id in told for one in Traceback.objects.all())


def test_a_summary_of_a_month_names_no_provider_at_all(network: Network) -> None:
    month = published(network, MAY, {})
    to_everybody(network)
    told = everything(network, month)
    assert not any(name in told for name in Provider.objects.values_list("name", flat=True))


def test_results_are_shown_to_whom_they_are_switched_on(network: Network) -> None:
    made = published(network)
    pages = ["/published/", f"/published/{made.public_id}/", f"/published/{made.public_id}/report.pdf"]
    assert {Client().get(page).status_code for page in pages} == {404}
    to_everybody(network)
    assert {Client().get(page).status_code for page in pages} == {200}


def test_by_machine_each_key_gets_what_is_published_to_it_and_staff_the_exact_figures(network: Network) -> None:
    made = published(network)
    dana = make_provider_person(network.path[0])
    _, theirs = make_key(dana, Scope.CAMPAIGNS)
    _, ours = make_key(network.rosa, Scope.CAMPAIGNS, label="staff")
    provider = Client(headers={"Authorization": f"Bearer {theirs}"})
    staff = Client(headers={"Authorization": f"Bearer {ours}"})
    assert provider.get("/api/v1/aggregates").status_code == 404
    to_everybody(network)
    (item,) = provider.get("/api/v1/aggregates").json()["items"]
    assert (item["id"], item["fingerprint"], item["tables"]) == (made.public_id, made.fingerprint, made.body["tables"])
    assert provider.get("/api/v1/aggregates?of=2026").status_code == 404
    exact = staff.get("/api/v1/aggregates?of=2026").json()["exact"]
    assert exact["completed"] == asking.completed(datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC))
    assert sum(exact["designations"].values()) == exact["completed"]
    assert staff.get("/api/v1/aggregates?of=2026-13").status_code == 404


def test_staff_make_write_look_at_and_publish_on_pages(network: Network) -> None:
    desk = sign_in(Client(), network.rosa)
    assert desk.post("/publication/drafts/new/", {"period": "year 2027-01-01"}).status_code == 422
    made = desk.post("/publication/drafts/new/", {"period": "year 2026-01-01"})
    draft = Draft.objects.get()
    here = f"/publication/drafts/{draft.public_id}/"
    assert made["Location"] == here
    assert desk.post(f"{here}publish/").status_code == 422
    reason = f"reason_{network.tango.public_id}"
    assert reason in desk.get(f"{here}texts/").content.decode()
    desk.post(f"{here}texts/", {**WORDS, reason: "None of our business."})
    assert "None of our business." in desk.get(here).content.decode()
    assert desk.get(f"{here}draft.pdf").content.startswith(b"%PDF")
    assert desk.post(f"{here}publish/").status_code == 302
    assert Report.objects.get().body["title"] == "Yearly report 2026"
    assert desk.get("/publication/figures/?period=year 2026-01-01").status_code == 200
    assert desk.get("/publication/figures/?period=nonsense").status_code == 404
