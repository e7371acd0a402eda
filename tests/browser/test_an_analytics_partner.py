"""An analytics partner's way: invited by staff, a key made, and a first call told of by its own program (A4.4)."""

import json
from contextlib import closing
from datetime import UTC, datetime, timedelta
from sqlite3 import connect
from typing import Any
from urllib.request import ProxyHandler, Request, build_opener

import pytest
from django.urls import reverse
from playwright.sync_api import Page as Tab
from playwright.sync_api import expect

from hopback.portal.ground import capability
from tests.browser.looking import Watch, faults
from tests.browser.serving import Portal

pytestmark = pytest.mark.browser
INVITED = "SELECT nonce FROM accounts_invitation WHERE email = ? ORDER BY id DESC LIMIT 1"
PASSWORD = "nine slow barges at dawn"


def test_from_the_invitation_to_the_first_call_told_of_by_machine(desk: Any, portal: Portal) -> None:
    rosa = desk.window("rosa", scripts=False).new_page()
    _listed(rosa)
    _invited(rosa)
    vera = _accepted(desk, portal, "vera@scoreworks.example")
    watch = Watch(vera)
    secret = _key(vera)
    assert faults(watch) == []
    taken = _told(portal, secret)
    assert [row["result"] for row in taken["results"]] == ["taken"], taken
    vera.goto(reverse("sourcing:candidates"))
    expect(vera.locator("main")).to_contain_text("+1 202 555 0191")
    rosa.goto(reverse("sourcing:inbox") + "?q=202-555-0191")
    expect(rosa.locator("tbody tr")).to_have_count(1)


def _listed(rosa: Tab) -> None:
    rosa.goto(reverse("sourcing:new_source"))
    rosa.select_option("#id_kind", "analytics")
    rosa.fill("#id_name", "Scoreworks Analytics")
    rosa.fill("#id_verified_how", "Contract of 5 January, office called.")
    rosa.click("main form .btn.p")


def _invited(rosa: Tab) -> None:
    rosa.goto(reverse("accounts:invite"))
    rosa.fill("#id_email", "vera@scoreworks.example")
    rosa.fill("#id_name", "Vera Lindgren")
    rosa.check("input[name=kind][value=source]")
    rosa.select_option("#id_party", label="Scoreworks Analytics")
    rosa.check("input[name=role][value=admin]")
    rosa.click("main form .btn.p")


def _accepted(desk: Any, portal: Portal, email: str) -> Tab:
    with closing(connect(portal.database)) as kept:
        (nonce,) = kept.execute(INVITED, (email,)).fetchone()
    tab: Tab = desk.window().new_page()
    tab.goto(f"/invited/{capability.token_for(nonce)}/")
    for field in tab.locator("main input[type=password]").all():
        field.fill(PASSWORD)
    tab.click("main form .btn.p")
    return tab


def _key(vera: Tab) -> str:
    vera.locator("header a:visible", has_text="Keys").click()
    vera.click("text=Make a key >> nth=0")
    vera.fill("#id_label", "scores-1")
    vera.check("input[name=scopes][value=candidates]")
    vera.click("main form .btn.p")
    expect(vera.locator("pre")).to_contain_text("/api/v1/candidates")
    return vera.locator("#secret").input_value()


def _told(portal: Portal, secret: str) -> Any:
    call = {
        "calling": "202-555-0191", "called": "614-555-0121", "nature": "fraudulent", "score": 0.9,
        "called_at": (datetime.now(UTC) - timedelta(days=1)).isoformat(), "evidence": "Scored by its audio.",
        "basis": "protection_222d2",
    }  # fmt: skip
    asked = Request(f"{portal.url}/api/v1/candidates", json.dumps({"candidates": [call]}).encode(), method="POST")
    asked.add_header("Authorization", f"Bearer {secret}")
    asked.add_header("Content-Type", "application/json")
    with build_opener(ProxyHandler({})).open(asked, timeout=60) as answer:
        return json.loads(answer.read())
