"""Every page in a real browser, at four widths: no axe violation, nothing refused by the content policy, no complaint
on the console, no sideways scrolling."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page as Tab
from playwright.sync_api import Response

from tests.browser.looking import Watch, faults
from tests.browser.page import Page
from tests.browser.pages import BEHIND_A_DOOR, NO_PAGE, PAGES
from tests.browser.serving import Portal
from tests.portal.authorization.routes import routes
from tests.portal.factories import PASSWORD

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_a_page_is_fit_for_everybody(page: Page, desk: Any, portal: Portal) -> None:
    watch = desk.watch(page.who)
    tab = watch.tab
    response = _open(tab, page, portal)
    assert response.status == page.status, tab.inner_text("main")
    if page.lands:
        assert tab.url == portal.url + Page(page.lands, page.who, page.about).path(portal)
    else:
        assert tab.url == portal.url + page.path(portal)
    assert faults(watch, refused=page.status >= 400) == []


def _open(tab: Tab, page: Page, portal: Portal) -> Response:
    response = tab.goto(page.path(portal))
    if page.press:
        for where, text in page.fill:
            tab.fill(where, text) if text else tab.check(where)
        tab.evaluate("document.querySelectorAll('form').forEach((form) => { form.noValidate = true; })")
        with tab.expect_response(lambda seen: seen.request.method == "POST") as sent:
            tab.locator(page.press).last.click()
        response = sent.value
        tab.wait_for_load_state()
    assert response is not None
    return response


def test_every_route_is_looked_at() -> None:
    """A new route has to be put into the table."""
    known = {page.route for page in PAGES} | BEHIND_A_DOOR | set(NO_PAGE)
    there = {route.name for route in routes() if not route.pattern.startswith("api/")}
    assert there == known


def test_the_mail_link_leads_to_pages_fit_for_everybody(desk: Any, portal: Portal) -> None:
    """A3.8: the button, the answer page without an account, and what it says of an answer that lacks something."""
    tab = desk.window().new_page()
    watch = Watch(tab)
    tab.goto(Page("tracebacks:link", "", "token:open").path(portal))
    tab.click("text=Open the request")
    tab.wait_for_url(re.compile("/answer/hop_"))
    assert faults(watch) == []
    tab.check("#kind-not_found")
    tab.click(".send .btn.p")
    assert faults(watch, refused=True) == []


def test_the_second_step_of_signing_in_is_fit_for_everybody(desk: Any, portal: Portal) -> None:
    tab = desk.window().new_page()
    watch = Watch(tab)
    tab.goto(Page("account_login", "").path(portal))
    tab.fill("#id_login", "theo.lindqvist@staff.example")
    tab.fill("#id_password", PASSWORD)
    tab.click("main form .btn.p >> nth=0")
    assert tab.url == portal.url + Page("mfa_authenticate", "").path(portal)
    assert faults(watch) == []
