"""Webhooks: pages in a browser."""

from ..page import Page, wrong

PAGES = (
    Page("webhooks:list", "rosa"),
    Page("webhooks:list", "dana"),
    Page("webhooks:list", "odile"),
    Page("webhooks:add", "dana"),
    wrong("webhooks:add", "dana", "main form .btn.p"),
    wrong("webhooks:add", "dana", "main form .btn.p", fill=(("#id_url", "https://10.1.2.3/"),)),
    *(Page("webhooks:one", "dana", one) for one in ("webhook", "webhook:new", "webhook:gone")),
    Page("webhooks:rotate", "dana", "webhook"),
    Page("webhooks:rotate", "dana", "webhook", press="main form .btn.p"),
    Page("webhooks:disable", "dana", "webhook"),
    Page("webhooks:remove", "dana", "webhook"),
)
NO_PAGE: dict[str, str] = {
    "webhooks:test": "a button's",
    "webhooks:enable": "a button's",
}
