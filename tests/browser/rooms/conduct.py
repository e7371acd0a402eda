"""Conduct: pages in a browser."""

from ..page import Page, wrong

PAGES = (
    Page("conduct:groups", "rosa"),
    Page("conduct:groups", "rosa", query="?role=foreign&q=nobody"),
    Page("conduct:groups", "rosa", query="?since=2026-05-01&until=2026-04-01", status=422),
    Page("conduct:sheet", "rosa", "meridian"),
    Page("conduct:sheet", "rosa", "provider:found"),
    Page("conduct:own", "dana"),
    Page("conduct:own", "odile"),
    Page("conduct:findings", "rosa"),
    Page("conduct:findings", "rosa", query="?state=dropped"),
    Page("conduct:finding", "rosa", "finding:proposed"),
    Page("conduct:finding", "rosa", "finding:contested"),
    Page("conduct:finding", "dana", "finding:proposed"),
    Page("conduct:answer", "dana", "finding:proposed"),
    wrong("conduct:answer", "dana", "main form .btn.p", "finding:proposed"),
    Page("conduct:contest", "rosa", "finding:contested"),
    Page("conduct:propose", "rosa", "sable"),
    Page("conduct:propose", "rosa", "meridian"),
    wrong("conduct:propose", "rosa", "main form .btn.d", "meridian"),
    Page("conduct:confirm", "rosa", "finding:proposed"),
    Page("conduct:drop", "rosa", "finding:proposed"),
    Page("conduct:review", "rosa", "finding:contested"),
    Page("conduct:lift", "rosa", "provider:found"),
    Page("conduct:confirm_lifting", "rosa", "lifting:open"),
    Page("conduct:drop_lifting", "rosa", "lifting:open"),
    Page("conduct:link", "", "token:finding"),
    wrong("conduct:link", "", "main form .btn.p", "token:finding"),
)
NO_PAGE = {"conduct:printed": "a printed document"}
