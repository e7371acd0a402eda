"""What is wrong with a page as the browser shows it: axe's rules, refused content, complaints, sideways scrolling."""

import re
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page as Tab

WIDTHS = (320, 390, 768, 1440)
HEIGHT = 900
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
PLACES = {"runOnly": {"type": "rule", "values": ["scrollable-region-focusable", "target-size"]}}
LOOK = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")
REFUSALS = """
window.refused = [];
document.addEventListener("securitypolicyviolation", (told) => {
  window.refused.push(`${told.violatedDirective} ${told.blockedURI} ${told.sourceFile || ""}:${told.lineNumber}`);
});
"""
STATUS = re.compile(r"^Failed to load resource: the server responded with a status of 4\d\d")
AXE = Axe()


class Watch:
    """Hears what a tab complains about, from before its first page."""

    def __init__(self, tab: Tab) -> None:
        self.tab, self.heard = tab, list[str]()
        tab.add_init_script(REFUSALS)
        tab.on("console", lambda said: self.heard.append(said.text) if said.type in {"error", "warning"} else None)
        tab.on("pageerror", lambda error: self.heard.append(f"script: {error}"))

    def afresh(self) -> "Watch":
        """For the next page."""
        self.heard.clear()
        return self

    def complaints(self, *, refused: bool = False) -> list[str]:
        """What was said since the last look; `refused`: the page itself has a status of 4xx, which is said too."""
        heard = [text for text in self.heard if not (refused and STATUS.match(text))]
        heard += [f"content policy: {one}" for one in self.tab.evaluate("window.refused || []")]
        self.heard.clear()
        return heard


def faults(watch: Watch, *, refused: bool = False) -> list[str]:
    """Everything that is wrong with the page in this tab, at every width."""
    found: list[str] = []
    if not watch.tab.evaluate("'axe' in window"):
        watch.tab.evaluate(AXE.axe_script)
    for width in WIDTHS:
        watch.tab.set_viewport_size({"width": width, "height": HEIGHT})
        found += [f"{width}: {fault}" for fault in [*broken_rules(watch.tab), *sideways(watch.tab)]]
    return found + watch.complaints(refused=refused)


def broken_rules(tab: Tab) -> list[str]:
    """axe's violations, each with the first node that has it. Wants axe in the page."""
    violations: list[Any] = tab.evaluate(LOOK, {"rules": RULES, "places": PLACES})
    return [f"{each['id']} at {each['nodes'][0]['html'][:160]}" for each in violations]


def sideways(tab: Tab) -> list[str]:
    wide = tab.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    return [f"scrolls sideways by {wide} px"] if wide > 0 else []
