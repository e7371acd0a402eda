"""From the invitation mail to the first useful act: a member of the Committee, and an Affiliate that wants more.

Without scripts, at a desk and on a phone (A2.3, A2.4, A2.8)."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page as Tab
from playwright.sync_api import expect

from tests.browser.page import Page
from tests.browser.serving import Portal
from tests.portal.factories import PASSWORD

pytestmark = pytest.mark.browser


def _comes_in(tab: Tab, portal: Portal, token: str, name: str) -> None:
    tab.goto(Page("accounts:invited", "", token).path(portal))
    tab.fill("#id_name", name)
    tab.fill("#id_password", PASSWORD)
    tab.click("text=Accept the invitation")
    expect(tab).not_to_have_url(re.compile("invited"))


def test_a_member_of_the_committee_votes(desk: Any, portal: Portal) -> None:
    """A2.4, A2.8: its membership page leads to the vote that waits; the vote stands there with name and reasons."""
    tab = desk.window(scripts=False).new_page()
    _comes_in(tab, portal, "token:seat", "Marcus Odum")
    tab.click("header .in > .nav >> text=Membership")
    tab.click("text=A vote about Delta Fibre")
    expect(tab.locator("h1")).to_have_text("Shall the six months of adherence be waived?")
    tab.click("main .acts >> text=Vote")
    tab.click("main form .btn.p")
    expect(tab.locator(".problem")).to_contain_text("Reasons")
    tab.check("input[name=approves][value=yes]")
    tab.fill("#id_reasons", "A clean record, and quick answers.")
    tab.click("main form .btn.p")
    expect(tab.locator("main")).to_contain_text("Your vote is recorded.")
    expect(tab.locator("main")).to_contain_text("A clean record, and quick answers.")
    expect(tab.locator("main .acts >> text=Vote")).to_have_count(0)


def test_an_affiliate_signs_and_applies_for_the_steering_committee(desk: Any, portal: Portal) -> None:
    """A2.3: on a phone; what fails says what to do, and the application stands in its history once withdrawn."""
    tab = desk.window(scripts=False, width=390).new_page()
    _comes_in(tab, portal, "token:affiliate", "Noor Haddad")
    tab.click("summary[aria-label=Menu]")
    tab.click(".burger .nav >> text=Membership")
    expect(tab.locator("main")).to_contain_text("No statement of intent to follow the best practices is in force.")
    tab.click("text=Sign it")
    tab.fill("#id_version", "2021-01")
    for box in ("best_practices", "principles", "affiliates"):
        tab.check(f"#id_{box}")
    tab.fill("#id_why_1", "We sell wholesale.")
    tab.fill("#id_signer", "Noor Haddad")
    tab.fill("#id_title", "General Counsel")
    tab.click("main form .btn.p")
    expect(tab.locator("main")).to_contain_text("Signed, and on record.")
    tab.click("main .acts >> text=Apply")
    tab.check("input[name=tier][value=steering]")
    tab.click("main form .btn.p")
    expect(tab.locator("main")).to_contain_text("Staff have your application.")
    expect(tab.locator("main")).to_contain_text("noted as inapplicable: 1 (Offer free call blocking and labeling)")
    tab.click("text=Withdraw the application")
    tab.click("main form .btn.p")
    expect(tab.locator("#history")).to_be_visible()
    expect(tab.locator("main")).to_contain_text("Withdrawn by the applicant.")
