"""An answer by keyboard alone, from the link in the mail to the receipt (XA.2)."""

import re
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page as Tab
from playwright.sync_api import expect

from tests.browser.serving import Portal

pytestmark = pytest.mark.browser
FAR = 120  # no page wants more presses of Tab than this


def test_an_answer_needs_no_mouse(desk: Any, portal: Portal) -> None:
    tab = desk.window("dana").new_page()
    tab.goto(reverse("tracebacks:answer", kwargs=portal.things["hop:keyboard"]))
    for number, kind in enumerate(("upstream", "originated", "not_found", "cannot_answer"), 1):
        tab.keyboard.press(str(number))
        expect(tab.locator(f"#kind-{kind}")).to_be_checked()
        expect(tab.locator(f"#kind-{kind}")).to_be_focused()
    tab.keyboard.press("3")
    _tab_to(tab, "#id_searched")
    tab.keyboard.type("Every switch of 19 October, 13:30 to 13:50 UTC, both numbers: 1 and 2 of them.")
    expect(tab.locator("#kind-not_found")).to_be_checked()
    _tab_to(tab, ".send button[name=send]")
    tab.keyboard.press("Enter")
    expect(tab).to_have_url(re.compile("/sent/$"))
    expect(tab.locator("main")).to_contain_text("Every switch of 19 October")


def test_the_first_tab_stop_skips_to_the_content(desk: Any, portal: Portal) -> None:
    tab = desk.tab("rosa")
    tab.goto("/")
    tab.keyboard.press("Tab")
    expect(tab.locator("a.skip")).to_be_focused()
    expect(tab.locator("a.skip")).to_be_in_viewport()
    tab.keyboard.press("Enter")
    expect(tab.locator("#main")).to_be_focused()
    tab.close()


def test_a_slash_goes_to_the_search(desk: Any, portal: Portal) -> None:
    tab = desk.tab("rosa")
    tab.goto("/")
    tab.keyboard.press("/")
    tab.keyboard.type("TB-2026")
    expect(tab.locator("#q")).to_have_value("TB-2026")
    tab.close()


def _tab_to(tab: Tab, where: str) -> None:
    """Forwards with Tab until it has the focus; each stop on the way can be seen."""
    for _ in range(FAR):
        tab.keyboard.press("Tab")
        if tab.evaluate("(where) => document.activeElement.matches(where)", where):
            return
    pytest.fail(f"Tab does not lead to {where}.")
