"""The API, version 1: OpenAPI 3.1 at /api/v1/openapi.json, bearer keys, problems (RFC 9457). Rooms bring routers."""

from typing import Any

from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema

from hopback.portal.ground import problems
from hopback.portal.providers.api import router as providers
from hopback.portal.sourcing.api import router as sourcing


class PortalAPI(NinjaAPI):
    """Says of every error that it is a problem, in the media type it really has."""

    def get_openapi_schema(self, **more: Any) -> OpenAPISchema:
        schema = super().get_openapi_schema(**more)
        for operations in schema["paths"].values():
            for operation in operations.values():
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
)
problems.install(api)
for router in (providers, sourcing):
    api.add_router("", router)
