"""Heads of the log by mail: pages in a browser."""

from ..page import Page, wrong

PRESS = "main form .btn.p"
PAGES = (
    Page("witnesses:ask", ""),
    wrong("witnesses:ask", "", PRESS),
    Page("witnesses:asked", ""),
    Page("witnesses:confirm", "", "token:witness"),
    Page("witnesses:confirm", "", "token:witness:used", status=410),
    Page("witnesses:leave", "", "token:witness:leave"),
    Page("witnesses:list", "rosa"),
    Page("witnesses:add", "rosa"),
    wrong("witnesses:add", "rosa", PRESS),
    Page("witnesses:remove", "rosa", "witness:waits"),
)
NO_PAGE: dict[str, str] = {}
