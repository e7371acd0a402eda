"""Passkeys in a real browser: set up, signed in with, under the portal's own CSP."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect, sync_playwright

from hopback.portal.accounts.models import User
from tests.portal.factories import PASSWORD, make_staff

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
A_DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def page(monkeypatch: pytest.MonkeyPatch) -> Iterator[Page]:
    """A browser on a device that says yes to every passkey question. Whatever it complains of fails the test."""
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # the browser's loop runs in this thread
    complaints: list[str] = []
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        page = browser.new_page()
        page.on("console", lambda said: complaints.append(said.text) if said.type in {"error", "warning"} else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        device = page.context.new_cdp_session(page)
        device.send("WebAuthn.enable")
        device.send("WebAuthn.addVirtualAuthenticator", {"options": A_DEVICE})
        yield page
        browser.close()
    assert complaints == []


def _sign_in(page: Page, server: Any, user: User) -> None:
    page.goto(server.url + reverse("account_login"))
    page.get_by_label("Email address").fill(user.email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def _sign_out(page: Page, server: Any) -> None:
    page.goto(server.url + reverse("account_logout"))
    page.locator("main").get_by_role("button", name="Sign out").click()


def test_staff_set_up_a_passkey_and_sign_in_with_it_alone(page: Page, live_server: Any) -> None:
    rosa = make_staff(second_factor=False)
    _sign_in(page, live_server, rosa)
    expect(page.get_by_text("Set up a second factor to go on")).to_be_visible()
    page.get_by_role("link", name="Add a passkey").click()
    page.get_by_role("button", name="Add it").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    _sign_out(page, live_server)
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_text("Rosa Ortega").first).to_be_attached()
    page.goto(live_server.url + reverse("accounts:me"))
    expect(page.get_by_role("heading", name="Your account")).to_be_visible()
    expect(page.get_by_text("Master key")).to_be_visible()


def test_a_passkey_is_a_second_factor_after_the_password(page: Page, live_server: Any) -> None:
    rosa = make_staff(second_factor=False)
    _sign_in(page, live_server, rosa)
    page.get_by_role("link", name="Add a passkey").click()
    page.get_by_label("Sign in with it alone, without a password").uncheck()
    page.get_by_role("button", name="Add it").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    _sign_out(page, live_server)
    _sign_in(page, live_server, rosa)
    expect(page.get_by_role("heading", name="Your second factor")).to_be_visible()
    page.get_by_role("button", name="Use it").click()
    expect(page.get_by_text("Rosa Ortega").first).to_be_attached()
    page.goto(live_server.url + reverse("accounts:me"))
    expect(page.get_by_role("heading", name="Your account")).to_be_visible()


def test_a_device_that_says_no_is_told_in_words(page: Page, live_server: Any) -> None:
    page.goto(live_server.url + reverse("account_login"))
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_text("The passkey was not used")).to_be_visible()
