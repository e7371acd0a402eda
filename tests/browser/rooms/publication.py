"""Publication: pages in a browser."""

from ..page import Page, wrong

PRESS = "main form .btn.p"
PAGES = (
    Page("publication:overview", "rosa"),
    Page("publication:figures", "rosa"),
    Page("publication:preview", "rosa", "audience:members"),
    Page("publication:preview", "rosa", "audience:website"),
    Page("publication:on", "rosa", "switch:off"),
    wrong("publication:on", "rosa", PRESS, "switch:off"),
    Page("publication:off", "rosa", "switch:on"),
    Page("publication:send", "rosa", "list:mail"),
    Page("publication:new_draft", "rosa"),
    Page("publication:draft", "rosa", "draft:year"),
    Page("publication:texts", "rosa", "draft:year"),
    Page("publication:publish", "rosa", "draft:year"),
    wrong("publication:publish", "rosa", PRESS, "draft:year"),
    Page("publication:published", "dana"),
    Page("publication:list", "dana", "list:non_cooperative"),
    Page("publication:report", "rosa", "report:month"),
    Page("publication:report", "dana", "report:year"),
)
NO_PAGE: dict[str, str] = {
    "publication:draft_pdf": "a document",
    "publication:report_pdf": "a document",
}
