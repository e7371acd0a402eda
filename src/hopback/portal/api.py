"""The API, version 1: OpenAPI 3.1 at /api/v1/openapi.json, bearer keys, problems (RFC 9457). Rooms bring routers."""

from functools import cache
from typing import Any

from django.views.decorators.http import require_safe
from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema

from hopback.portal.campaigns.api import router as campaigns
from hopback.portal.customers.api import router as customers
from hopback.portal.disclosures.api import router as disclosures
from hopback.portal.do_not_originate.api import router as do_not_originate
from hopback.portal.ground import problems
from hopback.portal.logbook.api import router as logbook
from hopback.portal.providers.api import router as providers
from hopback.portal.publication.api import router as publication
from hopback.portal.sourcing.api import router as sourcing
from hopback.portal.tracebacks.api import router as tracebacks
from hopback.portal.webhooks.api import router as webhooks

IDEMPOTENCY_KEY = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "schema": {"type": "string", "minLength": 1, "maxLength": 255},
    "description": "For a week the same key with the same body has one effect and one answer.",
}


class PortalAPI(NinjaAPI):
    """Says of every error that it is a problem, in its media type, and of every POST that it may carry a key."""

    def get_openapi_schema(self, **more: Any) -> OpenAPISchema:
        """Made once: anybody may ask for it, and it takes a tenth of a second to make."""
        return self._document(more.get("path_prefix"))

    @cache  # noqa: B019 - there is one API, as long as the process
    def _document(self, path_prefix: str | None) -> OpenAPISchema:
        schema = super().get_openapi_schema(path_prefix=path_prefix)
        for operations in schema["paths"].values():
            for verb, operation in operations.items():
                if verb == "post":
                    operation.setdefault("parameters", []).append(IDEMPOTENCY_KEY)
                for status, response in operation["responses"].items():
                    if int(status) >= 400 and "application/json" in response.get("content", {}):
                        response["content"] = {problems.MEDIA_TYPE: response["content"]["application/json"]}
        return schema


api = PortalAPI(
    title="Hopback",
    version="1",
    description="Trace a suspicious call back to its origin. Every time is RFC 3339 in UTC, every number E.164.",
    urls_namespace="v1",
    docs_url=None,
    docs_decorator=require_safe,
)
problems.install(api)
ROUTERS = (campaigns, customers, disclosures, do_not_originate, logbook, providers, publication, sourcing, tracebacks)
for router in (*ROUTERS, webhooks):
    api.add_router("", router)
