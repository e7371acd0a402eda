"""Lawful requests: pages in a browser."""

from ..page import Page, wrong

STATES = ("received", "telling", "ready", "proposed", "released")

PAGES = (
    Page("lawful_requests:list", "rosa"),
    Page("lawful_requests:list", "ines"),
    Page("lawful_requests:new", "rosa"),
    wrong("lawful_requests:new", "rosa", "main form .btn.p"),
    *(Page("lawful_requests:one", "rosa", f"lawful:{state}") for state in STATES),
    Page("lawful_requests:one", "ines", "lawful:released"),
    Page("lawful_requests:review", "rosa", "lawful:received"),
    Page("lawful_requests:tell", "rosa", "lawful:telling"),
    Page("lawful_requests:objection", "rosa", "lawful:telling"),
    Page("lawful_requests:propose", "rosa", "lawful:ready"),
    Page("lawful_requests:drop", "rosa", "lawful:proposed"),
    Page("lawful_requests:release", "rosa", "lawful:proposed"),
)
NO_PAGE = {
    "lawful_requests:document": "a button that hands over the document",
    "lawful_requests:package": "a button that hands over the package",
}
