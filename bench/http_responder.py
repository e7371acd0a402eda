"""One provider's machine, as small as it can be: wait for hops, answer each, say when the answer was taken.

`python -m bench.http_responder URL KEY UPSTREAM` names UPSTREAM (prv_…) for every call, or with `-` says that its own
customer made it. For each answer it prints the traceback's number, the moment of the monotonic clock, and the end.
"""

import http.client
import json
import sys
from time import monotonic
from typing import Any
from urllib.parse import urlsplit

CUSTOMER = {"name": "Northgate Outreach LLC", "email": "ops@northgate.example", "contact": "J. Pruitt"}


def main(url: str, key: str, upstream: str) -> None:
    door = http.client.HTTPConnection(urlsplit(url).netloc, timeout=90)
    headers = {"Authorization": f"Bearer {key}", "Content-Type": "application/json"}
    while True:
        for hop in _asked(door, "GET", "/api/v1/hops?wait=30", None, headers)["items"]:
            path = f"/api/v1/hops/{hop['id']}/answer"
            taken = _asked(door, "POST", path, _said(upstream), headers | {"Idempotency-Key": hop["id"]})
            print(hop["traceback"], monotonic(), taken["end"] or "-", flush=True)


def _said(upstream: str) -> dict[str, Any]:
    """As full as a real answer: the leg as it arrived, so that the next provider finds it."""
    if upstream == "-":
        return {"kind": "originated", "customer": CUSTOMER, "mitigation": "terminated"}
    return {
        "kind": "upstream",
        "upstream": upstream,
        "trunk": "MIA-SBR-02",
        "source_ip": "198.51.100.7",
        "call_id": "a84b4c76e66710@sbc.example",
        "calling_as_received": "+12025550142",
        "called_as_received": "+15135550163",
        "called_at_as_recorded": "2026-03-01T15:00:02Z",
    }


def _asked(door: http.client.HTTPConnection, method: str, path: str, body: Any, headers: dict[str, str]) -> Any:
    door.request(method, path, json.dumps(body) if body else None, headers)
    response = door.getresponse()
    said = response.read()
    if response.status != 200:
        raise RuntimeError(f"{method} {path}: {response.status} {said[:300]!r}")
    return json.loads(said)


if __name__ == "__main__":
    main(*sys.argv[1:])
