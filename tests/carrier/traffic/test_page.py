"""The page and the tables of a report (XA.6, XA.7, A1.7)."""

import base64
import csv
import hashlib
import io
import json
import re
from dataclasses import replace

import pytest

from hopback.carrier.traffic import candidates, tables
from hopback.carrier.traffic.page import whole
from hopback.carrier.traffic.steps import Place, steps
from hopback.policy.appendix_a_patterns import NextStep
from hopback.policy.article_4_sourcing import Basis, Nature
from hopback.wire.candidates import CandidateIn

PLACE = Place("traffic/traffic.json", "https://portal.example")


@pytest.fixture(scope="module")
def page(network) -> str:
    return whole.html(network.report, PLACE)


def test_the_page_needs_nothing_and_runs_nothing(page):
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', page)[1]
    style = re.search(r"<style>(.*?)</style>", page, re.S)[1]
    assert f"'sha256-{base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()}'" in policy
    assert "default-src 'none'" in policy
    assert not re.search(r"<script|<link|<img|\bstyle=|\bon\w+=|url\(|@import", page)


def test_the_page_begins_with_who_to_look_at_and_says_why_and_what_to_do(network, page):
    first = network.report.suspects[0]
    head = page.split("One by one")[0]
    assert first.figures.name in head
    assert first.signs[0].sentence.replace("'", "&#x27;") in page
    for label in ("Have its calls traced", "Ask for its right to use the numbers", "Notify law enforcement"):
        assert label in page


def test_called_numbers_are_not_whole_on_the_page(network, page):
    called = {str(call.called) for each in network.report.suspects for call in each.figures.exact.evidence}
    assert not [number for number in called if f"+{number}<" in page]


def test_every_picture_has_its_sentence_and_its_table(page):
    assert len(re.findall(r'<svg class="chart"[^>]*role="img" aria-label="[^"]+', page)) == page.count(
        '<svg class="chart"'
    )
    assert page.count("as a table") == page.count('<svg class="chart"')


def test_a_name_from_the_records_is_never_markup(network):
    nasty = replace(network.report.customers[0].figures, name="<script>alert(1)</script>", known_as="")
    spoiled = replace(network.report, customers=(replace(network.report.customers[0], figures=nasty),))
    assert "<script" not in whole.html(spoiled, PLACE)


def test_each_step_of_the_document_is_one_command_or_link_and_tells_no_called_number(network):
    """XA.7, in its order; XA.8: what goes out holds counts and shown numbers only."""
    for one in network.report.suspects:
        found = steps(one, PLACE)
        assert [step.what for step in found] == list(NextStep)
        assert all(bool(step.command) is not bool(step.link) for step in found)
        called = [str(call.called) for call in one.figures.exact.evidence]
        assert not [number for number in called for step in found if number in step.link]


def test_the_tables_say_the_same_as_the_page(network):
    said = json.loads(json.dumps(tables.as_object(network.report, PLACE)))
    rows = list(csv.DictReader(io.StringIO(tables.ranking_csv(network.report.customers))))
    assert [row["name"] for row in rows] == [each["name"] for each in said["customers"]]
    assert [row["name"] for row in rows if row["look_at"] == "yes"] == said["suspects"]
    first = next(csv.DictReader(io.StringIO(tables.calls_csv(network.report))))
    assert first["who"] == said["suspects"][0]


def test_candidates_of_a_customer_are_what_the_portal_takes_and_do_not_name_it(network):
    """A4.4, A1.7: the calls, their characteristics, the score; who the customer is, is asked in the traceback."""
    said = json.loads(json.dumps(tables.as_object(network.report, PLACE)))
    one = candidates.found(said, said["suspects"][0])
    rows = candidates.candidates(one, nature=Nature.FRAUDULENT, basis=Basis.PROTECTION_222D2)
    sent = json.loads(candidates.sending(rows).body)["candidates"]
    assert len(sent) == 3
    assert [CandidateIn.model_validate(row).called_at for row in sent] == sorted(
        (r.called_at for r in rows), reverse=True
    )
    assert "calling_party_changed" in sent[0]["characteristics"]
    assert one["name"] not in json.dumps(sent)
    assert candidates.sending(rows) == candidates.sending(rows)


def test_somebody_the_report_does_not_have_or_who_did_not_stand_out(network):
    said = tables.as_object(network.report, PLACE)
    with pytest.raises(candidates.NothingToTraceError, match="nobody called"):
        candidates.found(said, "acct-none")
    with pytest.raises(candidates.NothingToTraceError, match="no calls of"):
        candidates.candidates(
            candidates.found(said, said["customers"][-1]["name"]), nature=Nature.ABUSIVE, basis=Basis.PROTECTION_222D2
        )
