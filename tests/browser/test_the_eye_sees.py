"""What looks for faults finds those that are planted: without this, a page without faults proves nothing."""

from typing import Any

import pytest
from playwright.sync_api import Page as Tab

from tests.browser.looking import WIDTHS, Watch, faults

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


def _dress(tab: Tab, css: str) -> None:
    """As the content policy lets nobody who writes in the page."""
    tab.evaluate(
        "(css) => { const sheet = new CSSStyleSheet(); sheet.replaceSync(css); document.adoptedStyleSheets = [sheet] }",
        css,
    )


def _seen(watch: Watch) -> list[str]:
    return [fault.split(" at ")[0] for fault in faults(watch)]


def test_the_page_without_anything_planted_is_clean(desk: Any) -> None:
    assert faults(_page_with(desk, "")[1]) == []


def test_a_field_without_a_label_is_seen_at_every_width(desk: Any) -> None:
    found = _seen(_page_with(desk, '<input name="nameless">')[1])
    assert found == ["320: label", "390: label", "768: label", "1440: label"]


TABLE = f"<table id='eye'><tr><th>Number</th></tr>{'<tr><td>one of many</td></tr>' * 30}</table>"
CLEAR = "#eye td { background: white; color: #333 }"
ONE = "#eye tr:nth-child(17)"
FAINT = {
    f"{ONE} td {{ color: #aaa }}": WIDTHS,
    f"{ONE} {{ background: #444 }} {ONE} td {{ background: none }}": WIDTHS,
    f"{ONE} td {{ opacity: .4 }}": WIDTHS,
    f"{ONE} {{ opacity: .4 }}": WIDTHS,
    f"@media (max-width: 500px) {{ {ONE} td {{ color: #888 }} }}": (320, 390),
    f"#eye td {{ color: #888; font-size: 30px }} {ONE} td {{ font-size: 16px }}": WIDTHS,
    f"{ONE} td {{ color: #888; font-size: 30px }}": (),  # large enough for its colour
}


@pytest.mark.parametrize("faint", FAINT)
def test_one_faint_text_among_many_is_seen(desk: Any, faint: str) -> None:
    tab, watch = _page_with(desk, TABLE)
    _dress(tab, f"{CLEAR} {faint}")
    assert _seen(watch) == [f"{width}: color-contrast" for width in FAINT[faint]]


HIDDEN = {
    "@media (min-width: 350px) { #eye { display: none } }": (320,),
    "@media (max-width: 500px), (min-width: 1000px) { #eye { visibility: hidden } }": (768,),
    "@media (max-width: 1000px) { #eye { display: none } }": (1440,),
}


@pytest.mark.parametrize("hidden", HIDDEN)
def test_what_is_shown_at_one_width_alone_is_seen_there(desk: Any, hidden: str) -> None:
    tab, watch = _page_with(desk, "<div id='eye'><input name='nameless'><svg role='img'></svg></div>")
    _dress(tab, hidden)
    assert _seen(watch) == [f"{width}: {rule}" for width in HIDDEN[hidden] for rule in ("label", "svg-img-alt")]


NAMED = "<p id='eye'><button type='button'><span>Keep</span></button></p>"
LINKED = "<p id='eye'>These words lead <a href='/'>somewhere</a> and these do not.</p>"
UNLIKE = {
    (NAMED, "#eye span { display: none }"): "button-name",
    (LINKED, "#eye a { text-decoration: none }"): "link-in-text-block",
}


@pytest.mark.parametrize(("planted", "css"), UNLIKE)
def test_what_says_less_at_one_width_alone_is_seen_there(desk: Any, planted: str, css: str) -> None:
    tab, watch = _page_with(desk, planted)
    _dress(tab, f"#eye a {{ color: #555; text-decoration: underline }} @media (350px < width < 500px) {{ {css} }}")
    assert _seen(watch) == [f"390: {UNLIKE[planted, css]}"]


BUTTONS = (
    "<p id='eye'><button type='button' aria-label='One'></button><button type='button' aria-label='Two'></button></p>"
)
LARGE = "#eye { display: flex } #eye button { all: unset; width: 30px; height: 30px }"
TIGHT = {
    (BUTTONS, f"{LARGE} @media (500px < width < 1000px) {{ #eye button {{ width: 12px }} }}"): "768: target-size",
    (BUTTONS, f"{LARGE} @media (350px < width < 500px) {{ #eye button {{ width: 12px }} }}"): "390: target-size",
    (TABLE, "@media (500px < width < 1000px) { #eye { display: block; height: 40px; overflow: auto } }"): "768: scroll",
    (
        TABLE,
        "#eye tbody { display: block; height: 40px } @media (width < 350px) { #eye tbody { overflow: auto } }",
    ): "320: scroll",
}


@pytest.mark.parametrize(("planted", "tight"), TIGHT)
def test_what_is_too_small_at_one_width_alone_is_seen_there(desk: Any, planted: str, tight: str) -> None:
    tab, watch = _page_with(desk, planted)
    _dress(tab, f"{CLEAR} {tight}")
    (seen,) = _seen(watch)
    assert seen.startswith(TIGHT[planted, tight])


@pytest.mark.parametrize("planted", ['<script>document.title = "mine"</script>', '<p style="color: red">red</p>'])
def test_what_the_content_policy_refuses_is_seen_and_does_nothing(desk: Any, planted: str) -> None:
    tab, watch = _page_with(desk, planted)
    found = faults(watch)
    assert any(fault.startswith("content policy: ") and "inline" in fault for fault in found)
    assert tab.title() != "mine"


def test_a_page_that_scrolls_sideways_is_seen(desk: Any) -> None:
    found = faults(_page_with(desk, "<pre>" + "wide" * 60 + "</pre>")[1])
    assert any("320: scrolls sideways" in fault for fault in found)
