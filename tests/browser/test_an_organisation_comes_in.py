"""From the link in the invitation to a request that is sent, on a phone, with JavaScript off (A3.12, A3.13)."""

import re
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page as Tab
from playwright.sync_api import expect

from tests.browser.serving import Portal
from tests.portal.factories import PASSWORD

pytestmark = pytest.mark.browser


def test_a_new_person_of_a_bank_asks_for_a_traceback(desk: Any, portal: Portal) -> None:
    tab = desk.window(scripts=False, width=390).new_page()
    tab.goto(reverse("accounts:invited", kwargs=portal.things["token:bank"]))
    tab.fill("#id_password", PASSWORD)
    tab.click("main form .btn.p")
    expect(tab).to_have_url(re.compile("/requests/$"))
    tab.click("main a:has-text('Ask for a traceback') >> nth=0")
    _send_too_little(tab)
    _certify(tab)
    tab.click("text=Send the request")
    expect(tab).to_have_url(re.compile("/requests/cnd_"))
    expect(tab.locator("main")).to_contain_text("it decides whether the call is traced")
    expect(tab.locator("main")).to_contain_text("Tomas Lind, Fraud Desk")


def _send_too_little(tab: Tab) -> None:
    """What is missing is said above the form and beside each field; what was written stays."""
    tab.check("input[name=purpose][value=traceback]")
    tab.fill("#id_called", "(614) 555-0188")
    tab.fill("#id_calling", "202-555-0142")
    tab.fill("#id_called_at", "2026-10-19 09:41:27")
    tab.select_option("#id_zone", "America/New_York")
    tab.check("input[name=nature][value=fraudulent]")
    tab.fill("#id_evidence", "The caller said that it was our fraud department.")
    tab.click("text=Send the request")
    expect(tab.locator("#problem-title")).to_be_visible()
    expect(tab.locator("#id_called")).to_have_value("(614) 555-0188")


def _certify(tab: Tab) -> None:
    tab.check("input[name=kind][value=necessity]")
    tab.fill("#id_statement", "Eleven accounts were emptied in a week.")
    tab.fill("#id_certified_by", "Tomas Lind, Fraud Desk")
