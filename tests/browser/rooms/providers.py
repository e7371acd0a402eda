"""Providers: pages in a browser."""

from ..page import Page

PAGES = (
    Page("providers:list", "rosa"),
    Page("providers:list", "rosa", query="?q=nothing+like+it"),
    Page("providers:new", "rosa"),
    Page("providers:new", "rosa", press="main form .btn.p"),
    *(Page("providers:one", "rosa", one) for one in ("meridian", "sable", "pale")),
    Page("providers:details", "rosa", "meridian"),
    Page("providers:contact", "rosa", "contact"),
    Page("providers:foreign", "rosa", "meridian"),
    Page("providers:non_cooperative", "rosa", "meridian"),
    Page("providers:lift", "rosa", "pale"),
    Page("providers:control", "rosa", "meridian"),
    Page("providers:end_control", "rosa", "control"),
    Page("providers:mine", "dana"),
    Page("providers:my_contact", "dana", "own_contact"),
)
NO_PAGE: dict[str, str] = {}
