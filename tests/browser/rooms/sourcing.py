"""Candidates, sources: pages in a browser."""

from ..page import Page, wrong

PAGES = (
    Page("sourcing:candidates", "rosa"),
    Page("sourcing:candidates", "rosa", query="?q=nothing+like+it"),
    Page("sourcing:new", "rosa"),
    wrong("sourcing:new", "rosa", "main form .btn.p"),
    Page("sourcing:import", "rosa"),
    *(Page("sourcing:candidate", "rosa", one) for one in ("undecided", "declined", "accepted")),
    wrong("sourcing:candidate", "rosa", "text=Decide", "undecided", lands="sourcing:decide"),
    Page("sourcing:place", "rosa", "undecided"),
    Page("sourcing:reveal", "rosa", "undecided"),
    Page("sourcing:file", "rosa", "letter"),
    Page("sourcing:sources", "rosa"),
    Page("sourcing:new_source", "rosa"),
    Page("sourcing:verify_source", "rosa", "source"),
    Page("sourcing:candidates", "ines"),
    Page("sourcing:candidates", "sales"),
    Page("sourcing:new", "ines"),
    Page("sourcing:candidate", "ines", "undecided"),
)
NO_PAGE: dict[str, str] = {
    "sourcing:decide": "a button's; with errors it is looked at from its candidate",
}
