"""Webhooks: of a provider's administrators; staff see that there are some."""

from typing import Any

from ..people import STAFF
from ..row import BOTH, GET, POST, PROVIDER_ADMINS, WEBHOOK_KEYS, Door, Row, api, page

WEBHOOK = {"url": "https://93.184.215.14/hopback", "events": ["hop.asked"]}

ROWS = (
    page("webhooks:list", GET, STAFF | PROVIDER_ADMINS),
    page("webhooks:add", BOTH, PROVIDER_ADMINS, proof=True),
    page("webhooks:one", GET, PROVIDER_ADMINS, "webhook:meridian", "webhook:disabled"),
    page("webhooks:test", POST, PROVIDER_ADMINS, "webhook:meridian"),
    page("webhooks:rotate", BOTH, PROVIDER_ADMINS, "webhook:meridian", proof=True),
    page("webhooks:disable", BOTH, PROVIDER_ADMINS, "webhook:meridian"),
    page("webhooks:enable", POST, PROVIDER_ADMINS, "webhook:disabled"),
    page("webhooks:remove", BOTH, PROVIDER_ADMINS, "webhook:meridian"),
    Row("v1:webhooks", ("GET", "POST"), Door.API, WEBHOOK_KEYS),
    Row("v1:add_webhook", ("GET", "POST"), Door.API, WEBHOOK_KEYS),
    Row("v1:one_webhook", ("GET", "DELETE"), Door.API, WEBHOOK_KEYS, ("webhook:meridian", "webhook:disabled")),
    Row("v1:remove_webhook", ("GET", "DELETE"), Door.API, WEBHOOK_KEYS, ("webhook:meridian", "webhook:disabled")),
    api("v1:test_webhook", "POST", WEBHOOK_KEYS, "webhook:meridian"),
    api("v1:new_secret", "POST", WEBHOOK_KEYS, "webhook:meridian"),
)

FORMS: dict[str, dict[str, Any] | None] = {
    "webhooks:test": {},
    "webhooks:disable": {},
    "webhooks:enable": {},
    "webhooks:remove": {},
}
MESSAGES: dict[str, dict[str, Any]] = {
    "v1:webhooks": WEBHOOK,
    "v1:add_webhook": WEBHOOK,
    "v1:test_webhook": {},
    "v1:new_secret": {},
}
