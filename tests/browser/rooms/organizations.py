"""Organisations: pages in a browser."""

from ..page import Page, wrong

PRESS = "main form .btn.p"
PAGES = (
    Page("organizations:list", "rosa"),
    Page("organizations:new", "rosa"),
    wrong("organizations:new", "rosa", PRESS),
    *(Page("organizations:one", "rosa", one) for one in ("bank", "dayton")),
    Page("organizations:kind", "rosa", "bank"),
    Page("organizations:fee", "rosa", "bank"),
    wrong("organizations:fee", "rosa", PRESS, "bank"),
    Page("organizations:issue", "rosa", "bank"),
    wrong("organizations:issue", "rosa", PRESS, "dayton"),
    Page("organizations:requests", "maria"),
    Page("organizations:ask", "maria"),
    wrong("organizations:ask", "maria", PRESS),
    *(Page("organizations:request", "maria", one) for one in ("request", "request:bare")),
    Page("organizations:use", "maria", "request"),
    Page("organizations:use", "maria", "request", press=PRESS, fill=(("input[value=compete]", ""),), status=422),
    Page("organizations:certify", "maria", "request:bare"),
    Page("organizations:certify", "rosa", "request:bare"),
    wrong("organizations:certify", "maria", PRESS, "request:bare"),
    Page("organizations:authorizations", "maria"),
    Page("organizations:authorize", "maria"),
    wrong("organizations:authorize", "maria", PRESS),
    Page("organizations:revoke", "maria", "authorization"),
    Page("organizations:invoices", "maria"),
    Page("organizations:invoices", "rosa"),
    Page("organizations:invoice", "maria", "invoice"),
    Page("organizations:invoice", "rosa", "invoice"),
    Page("organizations:paid", "rosa", "invoice"),
    Page("organizations:waive", "rosa", "invoice"),
)
NO_PAGE: dict[str, str] = {}
