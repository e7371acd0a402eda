"""How long incident data stays, and what was shown to whom: pages in a browser."""

from ..page import Page, wrong

PAGES = (
    Page("retention:list", "rosa"),
    Page("retention:hold", "rosa", "open"),
    wrong("retention:hold", "rosa", "main form .btn.p", "open"),
    Page("retention:lift", "rosa", "hold:old"),
    Page("retention:lift", "theo", "hold:waits"),
    Page("retention:certificate", "rosa", "erasure:old"),
    Page("disclosures:register", "rosa"),
    Page("disclosures:register", "dana"),
    Page("disclosures:register", "sales"),
)
NO_PAGE = {
    "retention:certificate_pdf": "a file",
    "retention:erase": "wants what is ticked; tests/portal/retention looks at it",
}
