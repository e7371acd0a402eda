"""A program of a provider's, with its key, at the door of the API."""

import json

from django.test import Client

from hopback.portal.accounts.models import Scope
from tests.portal.factories import make_key


class Machine:
    """A provider's machine with its key."""

    def __init__(self, person, *scopes: str) -> None:
        _, secret = make_key(person, *(scopes or (Scope.HOPS,)))
        self.client, self.headers = Client(), {"Authorization": f"Bearer {secret}"}

    def get(self, path: str):
        return self.client.get(f"/api/v1{path}", headers=self.headers)

    def post(self, path: str, body: object = None, key: str = "", raw: bytes | None = None):
        headers = self.headers | ({"Idempotency-Key": key} if key else {})
        data = raw if raw is not None else json.dumps(body or {})
        return self.client.post(f"/api/v1{path}", data, content_type="application/json", headers=headers)
