"""Customers, and what was done about traffic: pages in a browser."""

from ..page import Page, wrong

PAGES = (
    Page("customers:mitigations", "rosa"),
    Page("customers:mitigations", "rosa", query="?state=all"),
    Page("customers:mitigations", "rosa", query="?q=nothing+like+it"),
    Page("customers:mitigations", "dana"),
    Page("customers:mitigation", "rosa", "mitigation:again"),
    Page("customers:mitigation", "dana", "mitigation:open"),
    wrong("customers:mitigation", "dana", "main form .btn.p", "mitigation:open"),
    Page("customers:link", "", "token:mitigation"),
    wrong("customers:link", "", "main form .btn.p", "token:mitigation"),
    Page("customers:link", "", "token:mitigation:over", status=410),
    Page("customers:customers", "rosa"),
    Page("customers:customers", "dana"),
    Page("customers:customers", "odile"),
    Page("customers:customer", "rosa", "customer"),
    Page("customers:customer", "dana", "customer"),
    Page("customers:same", "rosa", "customer:two"),
)
NO_PAGE = {"customers:apart": "a button that goes back"}
