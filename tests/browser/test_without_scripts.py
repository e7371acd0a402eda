"""The main road with JavaScript off: forms and links do everything (A3.1-A3.3, A4.1-A4.3)."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import Page as Tab
from playwright.sync_api import expect

from tests.browser.mailbox import link_in_the_last_mail
from tests.browser.serving import Portal

pytestmark = pytest.mark.browser


def test_a_call_is_traced_without_scripts(desk: Any, portal: Portal) -> None:
    staff = desk.window("rosa", scripts=False).new_page()
    _submit(staff)
    _decide(staff)
    address = staff.url
    traceback = address.rstrip("/").rsplit("/", 1)[1]
    provider = desk.window(scripts=False, width=390).new_page()
    provider.goto(link_in_the_last_mail(portal, traceback))
    _answer(provider)
    staff.goto(address)
    path = staff.locator(".path")
    expect(path).to_contain_text("Cardinal Wireless")
    expect(path).to_contain_text("Amber Coast Telecom")


def _submit(staff: Tab) -> None:
    staff.goto("/candidates/")
    staff.click("main a:has-text('New candidate')")
    staff.select_option("#id_source", label="YouMail")
    staff.check("input[name=purpose][value=traceback]")
    staff.fill("#id_called", "(614) 555-0188")
    staff.fill("#id_calling", "202-555-0142")
    yesterday = datetime.now(UTC) - timedelta(days=1)
    staff.fill("#id_called_at", yesterday.strftime("%Y-%m-%d %H:%M:%S+00:00"))
    staff.fill("#id_terminating_provider", "Cardinal Wireless")
    staff.check("input[name=nature][value=fraudulent]")
    staff.fill("#id_evidence", "A recording that threatens to suspend benefits.")
    staff.check("input[name=basis][value=protection_222d2]")
    staff.click("text=Keep the candidate")
    expect(staff).to_have_url(re.compile("/candidates/cnd_"))


def _decide(staff: Tab) -> None:
    """A4.2: the three tests, each with its reason; where they hold, the traceback opens."""
    for test in staff.locator("input[type=radio][value=yes]").all():
        test.check()
    for why in staff.locator("textarea[name$=_why]").all():
        why.fill("Known analytics, 38 million calls a month.")
    staff.click("button:has-text('Decide')")
    expect(staff).to_have_url(re.compile("/tracebacks/tb_"))


def _answer(provider: Tab) -> None:
    """A3.3: an upstream provider that is not in the list."""
    provider.click("button:has-text('Open the request')")
    provider.check("#kind-upstream")
    provider.check("#up-unlisted")
    provider.fill("#id_unlisted_name", "Amber Coast Telecom")
    provider.fill("#id_unlisted_email", "noc@ambercoast.example")
    provider.fill("#id_unlisted_phone", "+1 305 555 0144")
    provider.select_option("#id_unlisted_country", "US")
    provider.click("button:has-text('Send answer'):not(.vh)")
    expect(provider.locator("h1")).to_have_text("Thank you, your answer is recorded")


def test_a_phone_finds_its_way_without_scripts(desk: Any, portal: Portal) -> None:
    """The menu opens, a filter is a URL, a number leads to its page."""
    tab = desk.window("rosa", scripts=False, width=390).new_page()
    tab.goto("/")
    tab.click("summary[aria-label=Menu]")
    tab.click(".burger .nav >> text=Tracebacks")
    tab.select_option("#id_status", "open")
    tab.click("button:has-text('Filter')")
    expect(tab).to_have_url(re.compile("status=open"))
    tab.click("main td a >> nth=0")
    expect(tab).to_have_url(re.compile("/tracebacks/tb_"))
