"""Who can see what, previews, and customers' written requests: pages in a browser."""

from ..page import Page, wrong

PAGES = (
    Page("privacy:overview", "rosa"),
    Page("privacy:new_request", "rosa"),
    wrong("privacy:new_request", "rosa", "main form .btn.p"),
    Page("privacy:answer", "rosa", "customer_letter"),
    Page("privacy:who", "rosa", "who:campaign"),
    Page("privacy:preview", "rosa", "as:provider"),
)
NO_PAGE: dict[str, str] = {}
