"""The log, and what only a demonstration has: pages in a browser."""

from ..page import Page

PAGES = (
    Page("logbook:log", "rosa"),
    Page("logbook:heads", ""),
    Page("demonstration:overview", "rosa"),
    Page("demonstration:clock", "rosa"),
    Page("caught_mails", "rosa"),
    Page("caught_mail", "rosa", "mail"),
)
NO_PAGE: dict[str, str] = {
    "signing_keys": "a machine’s: the keys that requests are signed with",
    "logbook:head_text": "the signed head alone, as plain text",
    "caught_html": "somebody's mail in a box without scripts: not ours to look at",
}
