"""The traffic report in a real browser: a file, with no portal behind it (A1.11)."""

import pytest
from playwright.sync_api import Browser

from hopback.carrier.traffic.page import whole
from hopback.carrier.traffic.rehearsal import ABROAD, staged
from hopback.carrier.traffic.report import Asked
from hopback.carrier.traffic.steps import Place
from tests.browser.looking import Watch, faults
from tests.carrier.traffic.conftest import reported

pytestmark = pytest.mark.browser


@pytest.fixture
def report(tmp_path, monkeypatch) -> str:
    """The page of a small network: all that a large one has, each a few times."""
    monkeypatch.setattr(whole, "CARDS", 3)
    monkeypatch.setattr(whole, "ROWS", 5)
    staged(tmp_path / "archive", seed=900, count=40, days=1)
    page = whole.html(reported(tmp_path / "archive", Asked(abroad=ABROAD))[0], Place())
    for section in ("Look at these first", "One by one", "Near the line", "Looked at and let pass"):
        assert section in page
    return page


def test_the_report_is_clean_at_every_width_without_scripts_or_requests(browser: Browser, report, tmp_path):
    file = tmp_path / "traffic.html"
    file.write_text(report, encoding="utf-8")
    tab = browser.new_page()
    asked: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    watch = Watch(tab)
    tab.goto(file.as_uri())
    assert asked == [file.as_uri()]
    tab.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true })")
    assert faults(watch) == []
