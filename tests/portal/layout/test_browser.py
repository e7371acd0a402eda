"""Staff's pages in a real browser: no axe violation, nothing refused by the policy of content, no sideways scroll."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from playwright.sync_api import sync_playwright

from tests.portal.factories import make_staff, sign_in
from tests.portal.tracebacks import staged

CHROMIUM = "/usr/bin/chromium"
WIDTHS = (320, 390, 768, 1440)
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def addresses() -> list[str]:
    """A traceback on its way, and one whose upstream staff have to settle."""
    rosa, now = make_staff(), datetime.now(UTC)
    five = staged.the_five()
    on_its_way = staged.traced(five, rosa, opened_at=now - timedelta(hours=20), called_at=now - timedelta(hours=22))
    unsure = staged.traced(five[:2], rosa, opened_at=now - timedelta(hours=9), called_at=now - timedelta(hours=22))
    meridian = {"name": "Meridian Transit", "email": "noc@other.example", "phone": "+1 214 555 0143"}
    staged.answered(unsure, now - timedelta(hours=1), kind="upstream", unlisted=meridian)
    one, hop = f"/tracebacks/{on_its_way.public_id}/", staged.waiting(unsure).public_id
    blue = five[1].public_id
    acts = [f"{one}note/", f"{one}withdraw/", f"{one}reveal/", f"/tracebacks/hops/{hop}/identify/"]
    return ["/", "/tracebacks/", one, f"{one}?view=table", f"{one}?as={blue}", *acts, "/nothing/"]


@pytest.fixture
def session(client: Client, addresses: list[str]) -> str:
    from hopback.portal.accounts.models import User

    return str(sign_in(client, User.objects.get(name="Rosa Ortega")).cookies["sessionid"].value)


def looked_at(page: Any, address: str) -> list[str]:
    """What is wrong with one page at one width."""
    page.goto(address)
    found = [f"axe: {each['id']}" for each in Axe().run(page, options=RULES).response["violations"]]
    if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
        found.append("scrolls sideways")
    return found


def test_every_page_is_fit_for_everybody(live_server: Any, session: str, addresses: list[str]) -> None:
    wrong: dict[str, list[str]] = {}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for width in WIDTHS:
            context = browser.new_context(viewport={"width": width, "height": 900})
            context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
            page, said = context.new_page(), []
            page.on("console", lambda message, said=said: said.append(message.text))
            for address in addresses:
                said.clear()
                found = looked_at(page, live_server.url + address)
                found += [text for text in said if "Content Security Policy" in text]
                if found:
                    wrong[f"{address} at {width}"] = found
            context.close()
        browser.close()
    assert wrong == {}


def test_without_scripts_a_phone_finds_its_way(live_server: Any, session: str, addresses: list[str]) -> None:
    """The menu, a filter and a hop work with JavaScript off."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        context = browser.new_context(viewport={"width": 390, "height": 844}, java_script_enabled=False)
        context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
        page = context.new_page()
        page.goto(live_server.url)
        page.click("summary[aria-label=Menu]")
        page.click(".burger .nav >> text=Tracebacks")
        page.select_option("#id_status", "open")
        page.click("button:has-text('Filter')")
        assert "status=open" in page.url
        page.click("td a >> nth=0")
        page.click(".hop a >> nth=0")
        assert page.inner_text("#hh").startswith("Hop 1")
        browser.close()


def test_a_slash_goes_to_the_search(live_server: Any, session: str, addresses: list[str]) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        context = browser.new_context(viewport={"width": 1440, "height": 900})
        context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
        page = context.new_page()
        page.goto(live_server.url)
        page.keyboard.press("/")
        page.keyboard.type("TB-2026")
        assert page.input_value("#q") == "TB-2026"
        browser.close()
