"""One server for all tests of this folder, on each worker, and one Chromium for each module."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, sync_playwright
from playwright.sync_api import Page as Tab

from tests.browser.looking import AXE, HEIGHT, Watch
from tests.browser.serving import Portal, served

# The shell is the same engine without the windows of a browser around it: nobody sees them here, and they are a third
# of the work. Where a system has no package of it, the whole browser does as well.
SHELL, WHOLE = Path("/usr/bin/chromium-headless-shell"), Path("/usr/bin/chromium")
CHROMIUM = SHELL if SHELL.exists() else WHOLE
# A page does not live long enough to win back what it costs to optimize its scripts, so they are compiled once, simply;
# what draws needs no process of its own where there is nothing to draw on.
QUIET = [
    "--js-flags=--no-opt --no-maglev --always-sparkplug", "--in-process-gpu",
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


@pytest.fixture(scope="session")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    with served(tmp_path_factory.mktemp("portal")) as portal:
        yield portal


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Of a module, since a loop of events runs as long as it is open, beside which Django asks no database."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        browser.close()


class Desk:
    """Opens browser windows for the people of the story."""

    def __init__(self, browser: Browser, portal: Portal) -> None:
        self.browser, self.portal = browser, portal
        self.windows: list[BrowserContext] = []
        self.shared: dict[str, BrowserContext] = {}
        self.watched: dict[str, Watch] = {}

    def tab(self, who: str) -> Tab:
        """A new tab in the window that this person has open all the time."""
        if who not in self.shared:
            self.shared[who] = self.window(who)
        return self.shared[who].new_page()

    def watch(self, who: str) -> Watch:
        """The one tab in which this person looks at page after page, watched; axe is in it from the start."""
        if who not in self.watched:
            tab = self.tab(who)
            tab.add_init_script(AXE.axe_script)
            self.watched[who] = Watch(tab)
        return self.watched[who].afresh()

    def window(self, who: str = "", *, scripts: bool = True, width: int = 1440) -> BrowserContext:
        """`who`: a name of the world's sessions; "" is nobody."""
        made = self.browser.new_context(
            viewport={"width": width, "height": HEIGHT}, java_script_enabled=scripts, base_url=self.portal.url
        )
        made.set_default_timeout(60_000)  # cores are shared
        if who:
            cookie = {"name": "sessionid", "value": self.portal.sessions[who], "url": self.portal.url}
            made.add_cookies([cookie])  # type: ignore[list-item]
        self.windows.append(made)
        return made


@pytest.fixture(scope="module")
def desk(browser: Browser, portal: Portal) -> Iterator[Desk]:
    desk = Desk(browser, portal)
    yield desk
    for window in desk.windows:
        window.close()
