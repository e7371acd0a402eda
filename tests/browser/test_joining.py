"""As a new provider would: from the public application, and from the invitation, to the first useful act."""

import re
import sqlite3
from contextlib import closing
from typing import Any

import pytest
from playwright.sync_api import Page as Tab

from hopback.portal.ground import capability
from tests.browser.looking import Watch, faults
from tests.browser.page import Page
from tests.browser.serving import Portal
from tests.portal.factories import PASSWORD

pytestmark = pytest.mark.browser
LAST = """
    SELECT link_nonce, text FROM notices_notice JOIN notices_delivery ON notice_id = notices_notice.id
    WHERE address = ? AND link_nonce <> '' ORDER BY notices_notice.id DESC LIMIT 1
"""
SPOKEN = {"full_name": "Ana Ruiz", "title": "Head of fraud", "phone": "305-555-0118", "hours": "Mon to Fri, 8 to 17"}


def link_mailed_to(portal: Portal, address: str) -> str:
    """The link as it stands in the last mail to this address."""
    with closing(sqlite3.connect(portal.database)) as outbox:
        nonce, text = outbox.execute(LAST, (address,)).fetchone()
    found = re.search(r"http://[^/]+(/\S+/)\[personal link\]", text)
    assert found is not None, text
    return found[1] + capability.token_for(nonce)


def name_contact(tab: Tab, email: str, watch: Watch) -> None:
    tab.click("main .acts a.p:has-text('Name') >> nth=0")
    assert faults(watch) == []
    for field, text in SPOKEN.items():
        tab.fill(f"#id_{field}", text)
    tab.fill("#id_email", email)
    tab.select_option("#id_zone", "America/New_York")
    tab.click("main form .btn.p")
    tab.wait_for_selector("text=contact kept")


def sign(tab: Tab, watch: Watch) -> None:
    tab.click("text=Read and sign")
    assert faults(watch) == []
    tab.fill("#id_title", "Director")
    tab.check("#id_agrees")
    tab.click("main form .btn.p")
    tab.wait_for_selector("text=Nothing is missing")


def come_in(tab: Tab, portal: Portal, address: str) -> None:
    """The invitation is accepted, and one is where the calls wait."""
    tab.goto(link_mailed_to(portal, address))
    tab.fill("#id_name", "Ana Ruiz")
    tab.fill("#id_password", PASSWORD)
    tab.click("main form .btn.p")
    tab.wait_for_url("**/inbox/")


def test_from_the_public_application_to_the_inbox(desk: Any, portal: Portal) -> None:
    """A1.2, XA.1: apply, open the mail, name two contacts, sign, be taken in, sign in."""
    tab = desk.window(scripts=True).new_page()
    watch = Watch(tab)
    tab.goto(Page("account_login", "").path(portal))
    tab.click("text=apply to take part")
    tab.fill("#id_name", "Open Plains Wholesale")
    tab.select_option("#id_country", "US")
    tab.fill("#id_domain", "openplains.example")
    tab.fill("#id_full_name", "Ana Ruiz")
    tab.fill("#id_email", "ana@openplains.example")
    tab.click("main form .btn.p")
    tab.wait_for_selector("text=Look in your mailbox")
    tab.goto(link_mailed_to(portal, "ana@openplains.example"))
    tab.click("text=Go on")
    tab.wait_for_url("**/joining/jon_*/")
    assert faults(watch) == []
    name_contact(tab, "ana@openplains.example", watch)
    name_contact(tab, "noc@openplains.example", watch)
    sign(tab, watch)
    assert faults(watch) == []
    staff = desk.tab("rosa")
    staff.goto(Page("providers:joinings", "rosa", query="?state=ready").path(portal))
    staff.click("text=Open Plains Wholesale")
    staff.click("text=Take it in")
    staff.click("main form .btn.p")
    staff.wait_for_selector("text=takes part")
    come_in(tab, portal, "ana@openplains.example")
    tab.goto(Page("providers:mine", "").path(portal))
    assert "Missing" not in tab.inner_text("main")


def test_from_the_invitation_to_contacts_in_force_without_scripts(desk: Any, portal: Portal) -> None:
    """XA.1: a provider that was named opens its mail; its domain is verified by that, and who answers is known."""
    tab = desk.window(scripts=False).new_page()
    tab.goto(Page("providers:joining_link", "", "token:joining:invited").path(portal))
    tab.click("text=Go on")
    tab.wait_for_url("**/joining/jon_*/")
    tab.click("text=Read and sign")
    tab.fill("#id_signed_by", "Ana Ruiz")
    tab.fill("#id_title", "Director")
    tab.check("#id_agrees")
    tab.click("main form .btn.p")
    tab.wait_for_selector("text=Signed.")
    staff = desk.tab("rosa")
    staff.goto(Page("providers:joining_one", "rosa", "joining:invited").path(portal))
    assert "Ana Ruiz, Director" in staff.inner_text("main")
    staff.close()


def test_who_came_by_another_mailbox_has_a_link_mailed_to_the_domain(desk: Any, portal: Portal) -> None:
    tab = desk.window().new_page()
    watch = Watch(tab)
    tab.goto(Page("providers:joining_link", "", "token:joining:fresh").path(portal))
    tab.click("text=Go on")
    tab.wait_for_url("**/joining/jon_*/")
    tab.goto(tab.url + "domain/")
    assert faults(watch) == []
    tab.fill("#id_address", "second@quartzbay.example")
    tab.click("main form .btn.p")
    tab.wait_for_selector("text=Mailed.")
    assert link_mailed_to(portal, "second@quartzbay.example").startswith("/join/")
