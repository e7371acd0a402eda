"""What a traffic analysis found becomes candidates, with what was seen and without the customer (A4.4, A1.7)."""

import json

import pytest
from django.test import Client

from hopback.carrier.traffic import candidates
from hopback.policy.article_4_sourcing import Basis, Nature
from hopback.portal.accounts.models import Scope
from hopback.portal.sourcing.models import Candidate
from tests.portal.factories import make_key, make_source, make_source_person

pytestmark = pytest.mark.django_db
ONE = {
    "what": "customer", "name": "acct-0081", "known_as": "Quick Dial LLC", "score": 99.1,
    "figures": {"calls": 10509, "days": 5},
    "signs": [
        {"name": "neighbour spoofing", "points": 60.0, "characteristic": "calling_party_changed",
         "sentence": "98% show a number of the called one's own exchange."},
        {"name": "caller name", "points": 14.0, "characteristic": "calling_party_changed",
         "sentence": "Shows “IRS”, but the customer is Quick Dial LLC."},
        {"name": "conversations", "points": -3.0, "characteristic": "", "sentence": "People talk."},
    ],
    "evidence": [
        {"at": f"2026-10-1{day}T16:20:05+00:00", "calling": "+12025550147", "called": "+12025550168", "talk_s": 3.0,
         "why": ["over within 6 seconds"], "source": "Master.csv", "line": 7} for day in (3, 5, 4)
    ],
}  # fmt: skip


def test_two_calls_of_a_report_are_taken_and_the_same_again_is_done_once() -> None:
    secret = make_key(make_source_person(make_source()), Scope.CANDIDATES)[1]
    rows = candidates.candidates(ONE, nature=Nature.FRAUDULENT, basis=Basis.PROTECTION_222D2, most=2)
    sent = candidates.sending(rows)
    headers = {"Authorization": f"Bearer {secret}", "Idempotency-Key": sent.key}
    answers = [
        Client().post(f"/api/v1{sent.path}", sent.body, content_type="application/json", headers=headers)
        for _ in range(2)
    ]
    assert [candidates.result(answer.text).accepted for answer in answers] == [2, 2]
    first, second = Candidate.objects.order_by("incident__called_at")
    assert [each.incident.called_at.day for each in (first, second)] == [14, 15]
    assert first.score == 99.1
    assert "Quick Dial" not in json.dumps([sent.body, first.evidence])
    assert "98% show a number of the called one's own exchange." in first.evidence
