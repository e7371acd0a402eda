"""A morning, from the authority's file to a Trace Forward and a traceback, as a person clicks through it.

(A1.6, A1.7, A1.10, A4.3, A4.4)
"""

import re
from datetime import UTC, datetime
from typing import Any

import pytest
from playwright.sync_api import Locator, expect
from playwright.sync_api import Page as Tab

from hopback.portal.demonstration.complaints_scene import CAMPAIGN, morning_file
from tests.browser.looking import Watch

pytestmark = pytest.mark.browser
CALL_BACK, WAITS = "+1 315 232 8257", "+1 833 915 4027"
ASKED_FIRST = "Cardinal Wireless"
NUMBER = re.compile(r"TB-\d{4}-\d+")


def test_from_the_morning_s_file_to_a_trace_forward_and_a_traceback(desk: Any) -> None:
    tab = desk.tab("rosa")
    watch = Watch(tab)
    _comes_in(tab)
    _leads_to_the_campaign(tab)
    forward = _followed(tab)
    _go(tab, "Complaints")
    traceback = _traced(tab)
    _go(tab, "Complaints")
    tab.click("text=Known here >> nth=0")
    expect(_row(tab, CALL_BACK)).to_contain_text(f"Followed: {forward}")
    expect(_row(tab, WAITS)).to_contain_text(f"Traced: {traceback}")
    expect(_row(tab, CALL_BACK).get_by_role("link", name="Trace Forward")).to_have_count(0)
    assert watch.complaints() == []
    tab.close()


def _comes_in(tab: Tab) -> None:
    name, text = morning_file(datetime.now(UTC))
    tab.goto("/")
    _go(tab, "Complaints")
    tab.click("text=Import a file")
    tab.set_input_files("#id_file", {"name": name, "mimeType": "text/csv", "buffer": text.encode()})
    _press(tab, "main form .btn.p")
    expect(tab.locator("h1")).to_have_text("189 new complaints")
    tab.click("text=See what is new")


def _leads_to_the_campaign(tab: Tab) -> None:
    """The number that most complaints are about is the one that its calls ask to call."""
    first = tab.locator("table.fresh tbody tr").first
    expect(first).to_contain_text(CALL_BACK)
    expect(first).to_contain_text("Spike")
    first.get_by_role("link", name=CAMPAIGN).click()
    expect(tab.locator("h1")).to_have_text(CAMPAIGN)


def _followed(tab: Tab) -> str:
    """A1.10: from the campaign's call-back number to a Trace Forward; its source is verified on the way (A4.2)."""
    tab.get_by_role("link", name=f"Trace Forward {CALL_BACK}").click()
    expect(tab.locator("#id_evidence")).to_have_value(re.compile(rf"{CAMPAIGN} ask.* \d\d complaints about it"))
    tab.fill("#id_terminating_provider", ASKED_FIRST)
    tab.check("input[name=nature][value=fraudulent]")
    tab.check("input[name=basis][value=protection_222d2]")
    _press(tab, "text=Keep the candidate")
    expect(tab).to_have_url(re.compile("/candidates/cnd_"))
    candidate = tab.url
    tab.click("main >> text=Look at it")
    tab.click("main a:text-is('Verify')")
    tab.fill("#id_verified_how", "Fetched from ftc.gov by ourselves.")
    _press(tab, "main form .btn.p")
    expect(tab.locator("main")).to_contain_text("Fetched from ftc.gov")
    tab.goto(candidate)
    return _opened(tab)


def _traced(tab: Tab) -> str:
    """A4.3: a call that somebody told of waits, and the morning's complaints say that it is worth the trace."""
    _row(tab, WAITS).get_by_role("link", name="1 candidate waiting").click()
    tab.get_by_role("link", name=WAITS).click()
    tab.click("text=Name the terminating provider")
    tab.fill("#id_terminating_provider", ASKED_FIRST)
    _press(tab, "main form .btn.p")
    return _opened(tab)


def _opened(tab: Tab) -> str:
    """A4.2: the three tests, each with its reason; where they hold, the traceback opens. Its number."""
    expect(tab.locator("#due")).to_be_visible()
    for test in tab.locator("input[type=radio][value=yes]").all():
        test.check()
    for why in tab.locator("textarea[name$=_why]").all():
        why.fill("Heard in three recordings.")
    _press(tab, "button:has-text('Decide')")
    expect(tab).to_have_url(re.compile("/tracebacks/tb_"))
    expect(tab.locator(".path")).to_contain_text(ASKED_FIRST)
    found = NUMBER.search(tab.title())
    assert found, tab.title()
    return found[0]


def _go(tab: Tab, where: str) -> None:
    tab.locator("header a:visible", has_text=where).click()


def _press(tab: Tab, button: str) -> None:
    """As with hands on the keyboard."""
    tab.focus(button)
    tab.keyboard.press("Enter")


def _row(tab: Tab, number: str) -> Locator:
    return tab.locator("table.fresh tbody tr", has_text=number)
