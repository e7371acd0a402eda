"""Triage in a browser: by keyboard, several at once with a look before, and a source's way from its mail to a call."""

from contextlib import closing
from datetime import UTC, datetime, timedelta
from sqlite3 import connect
from typing import Any

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


def test_the_inbox_needs_no_mouse(desk: Any, portal: Portal) -> None:
    """A4.3: j and k go from row to row, x chooses."""
    tab = desk.tab("rosa")
    tab.goto(reverse("sourcing:inbox"))
    links = tab.locator("table[data-keys] tbody a.num")
    for key, place in (("j", 0), ("j", 1), ("k", 0), ("k", 0)):
        tab.keyboard.press(key)
        expect(links.nth(place)).to_be_focused()
    tab.keyboard.press("x")
    expect(tab.locator("tbody tr").nth(0).locator("input[type=checkbox]")).to_be_checked()
    tab.keyboard.press("Enter")
    expect(tab.locator("h1")).to_contain_text("Call from")
    tab.close()


def test_duplicates_are_looked_at_before_they_are_declined(desk: Any, portal: Portal) -> None:
    """A4.3: nothing is chosen beforehand, and the page is fit for everybody."""
    tab = desk.tab("rosa")
    watch = Watch(tab)
    tab.goto(reverse("sourcing:alike", kwargs=portal.things["twice"]))
    for box in tab.locator("tbody input[type=checkbox]").all()[:2]:
        box.check()
    tab.click("text=Decline the chosen as duplicates")
    expect(tab.locator("h1")).to_have_text("Decline duplicates")
    expect(tab.locator("input[type=radio]:checked")).to_have_count(0)
    assert faults(watch) == []
    tab.click("text=Cancel")
    expect(tab).to_have_url(portal.url + reverse("sourcing:alike", kwargs=portal.things["twice"]))
    tab.close()


def test_a_referrer_goes_from_the_invitation_to_the_first_call(desk: Any, portal: Portal) -> None:
    """A4.4: recorded by staff, invited by mail, and a call is told of, without JavaScript."""
    rosa = desk.window("rosa", scripts=False).new_page()
    rosa.goto(reverse("sourcing:source", kwargs=portal.things["referrals"]))
    rosa.click("text=Record one")
    rosa.select_option("#id_member", index=1)
    for name, text in (("name", "Gus Harlan"), ("email", "gus@cardinal.example"), ("designated_by", "Grant Moseley"),
                       ("designated_how", "A letter."), ("designated_on", "2026-01-05")):  # fmt: skip
        rosa.fill(f"#id_{name}", text)
    rosa.click("main form .btn.p")
    expect(rosa.locator("main")).to_contain_text("Gus Harlan")
    gus = _accepted(desk, portal, "gus@cardinal.example")
    _tells(gus)
    expect(gus.locator("h1")).to_contain_text("Call from +1 202 555 0187")
    rosa.goto(reverse("sourcing:inbox") + "?q=202-555-0187")
    expect(rosa.locator("tbody tr")).to_have_count(1)


def _accepted(desk: Any, portal: Portal, email: str) -> Tab:
    with closing(connect(portal.database)) as kept:
        (nonce,) = kept.execute(INVITED, (email,)).fetchone()
    tab = desk.window(scripts=False).new_page()
    tab.goto(f"/invited/{capability.token_for(nonce)}/")
    for field in tab.locator("main input[type=password]").all():
        field.fill(PASSWORD)
    tab.click("main form .btn.p")
    return tab


def _tells(tab: Tab) -> None:
    tab.goto(reverse("sourcing:candidates"))
    tab.click("text=New candidate >> nth=0")
    tab.check("input[name=purpose][value=traceback]")
    tab.fill("#id_called", "614-555-0166")
    tab.fill("#id_calling", "202-555-0187")
    tab.fill("#id_called_at", (datetime.now(UTC) - timedelta(days=1)).isoformat(timespec="seconds"))
    tab.check("input[name=nature][value=fraudulent]")
    tab.fill("#id_evidence", "A recording that says that benefits are suspended.")
    tab.check("input[name=basis][value=protection_222d2]")
    tab.click("text=Keep the candidate")
