"""What looks for faults finds those that are planted: without this, a page without faults proves nothing."""

from typing import Any

import pytest
from playwright.sync_api import Page as Tab

from tests.browser.looking import Watch, faults

pytestmark = pytest.mark.browser
CHECK = "/check/"


def _page_with(desk: Any, planted: str) -> tuple[Tab, Watch]:
    """The look-up page, with something more in it as the server sends it."""
    tab = desk.window().new_page()
    watch = Watch(tab)

    def serve(route: Any) -> None:
        real = route.fetch()
        route.fulfill(response=real, body=real.text().replace("</main>", f"{planted}</main>"))

    tab.route(f"**{CHECK}", serve)
    tab.goto(CHECK)
    return tab, watch


def test_the_page_without_anything_planted_is_clean(desk: Any) -> None:
    assert faults(_page_with(desk, "")[1]) == []


def test_a_field_without_a_label_is_seen_at_every_width(desk: Any) -> None:
    found = faults(_page_with(desk, '<input name="nameless">')[1])
    assert [fault.split(" at ")[0] for fault in found] == ["320: label", "390: label", "768: label", "1440: label"]


@pytest.mark.parametrize("planted", ['<script>document.title = "mine"</script>', '<p style="color: red">red</p>'])
def test_what_the_content_policy_refuses_is_seen_and_does_nothing(desk: Any, planted: str) -> None:
    tab, watch = _page_with(desk, planted)
    found = faults(watch)
    assert any(fault.startswith("content policy: ") and "inline" in fault for fault in found)
    assert tab.title() != "mine"


def test_a_page_that_scrolls_sideways_is_seen(desk: Any) -> None:
    found = faults(_page_with(desk, "<pre>" + "wide" * 60 + "</pre>")[1])
    assert any("320: scrolls sideways" in fault for fault in found)
