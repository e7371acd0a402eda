"""Requests to the portal: one kept-alive connection, patience where it helps, an idempotency key on every POST."""

import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from ipaddress import ip_address
from pathlib import Path
from typing import Any, Self
from urllib.parse import urlsplit

import httpx2
import stamina
from pydantic import SecretStr, ValidationError

from hopback.wire.answers import HopOut
from hopback.wire.providers import ProviderOut
from hopback.wire.signing import KEYS_AT

from .problems import PortalError, UnreachableError, _Status, may_repeat, of_response

API = "/api/v1"
NOT_MODIFIED = 304
PATIENCE_S = 20.0  # of trying one request again


@dataclass(frozen=True, slots=True)
class Sending:
    """A POST to the byte: what is sent again after a crash is what was sent before, under the same key."""

    key: str
    path: str  # under /api/v1
    body: str


class Portal:
    """One portal and our key to it. Not for two threads at once."""

    def __init__(
        self, url: str, key: SecretStr, *, ca_file: Path | None = None, timeout_s: float = 10.0, attempts: int = 6
    ) -> None:
        """`attempts` for each request in at most `PATIENCE_S`. ValueError where the key would travel in the open."""
        near = checked(url)
        self.url, self.attempts = url.rstrip("/"), attempts
        self._timeout_s = timeout_s
        self._http = httpx2.Client(
            base_url=self.url,
            headers={"Authorization": f"Bearer {key.get_secret_value()}", "User-Agent": "hopback-responder"},
            timeout=httpx2.Timeout(timeout_s, connect=5.0),
            limits=httpx2.Limits(max_keepalive_connections=2, keepalive_expiry=60.0),
            verify=ssl.create_default_context(cafile=str(ca_file)) if ca_file else True,
            trust_env=not near,  # no proxy stands between us and this machine
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._http.close()

    def hops(self, *, wait_s: int = 0, asked_after: datetime | None = None, state: str = "open") -> list[HopOut]:
        """Hops asked of us, all pages; with `wait_s` as soon as there is one. Tried once: the caller has a loop."""
        asked: dict[str, str] = {"state": state, "limit": "100"}
        if wait_s:
            asked["wait"] = str(wait_s)
        if asked_after:
            asked["asked_after"] = asked_after.isoformat()
        found: list[HopOut] = []
        while True:
            page = self._get("/hops", asked, timeout_s=wait_s + self._timeout_s, attempts=1)
            found += [_hop(each) for each in _items(page)]
            if not page.get("next_cursor"):
                return found
            asked = {name: value for name, value in asked.items() if name != "wait"} | {"cursor": page["next_cursor"]}

    def hop(self, hop: str) -> HopOut:
        return _hop(self._get(f"/hops/{hop}", {}))

    def providers(self, name: str) -> list[ProviderOut]:
        """Listed providers whose name is like this one, the first page."""
        return [_provider(each) for each in _items(self._get("/providers", {"q": name}))]

    def keys(self) -> dict[str, Any]:
        """The portal's public keys, as a JWK set (RFC 7517)."""
        return self._get(KEYS_AT, {}, at="")

    def post(self, sending: Sending) -> tuple[int, str]:
        """Status and body of what the portal accepted; raises the portal's refusal otherwise."""
        headers = {"Idempotency-Key": sending.key, "Content-Type": "application/json"}
        request = self._http.build_request("POST", API + sending.path, content=sending.body, headers=headers)
        response = self._send(request, self.attempts)
        return response.status_code, response.text

    @contextmanager
    def stream(
        self, path: str, asked: Mapping[str, str], headers: Mapping[str, str], *, wait_s: int = 0
    ) -> Iterator[httpx2.Response]:
        """A GET whose body is read piece by piece; 304 is an answer like any. Tried once: the caller has a loop."""
        timeout = httpx2.Timeout(wait_s + self._timeout_s, connect=5.0)
        try:
            with self._http.stream("GET", API + path, params=dict(asked), headers=headers, timeout=timeout) as response:
                if response.status_code != NOT_MODIFIED and not response.is_success:
                    response.read()
                    raise of_response(response) or PortalError("?")
                yield response
        except httpx2.TransportError as problem:
            raise UnreachableError(f"{self.url} does not answer: {problem or type(problem).__name__}") from None

    def _get(
        self, path: str, asked: Mapping[str, str], *, timeout_s: float = 0, attempts: int = 0, at: str = API
    ) -> dict[str, Any]:
        timeout = httpx2.Timeout(timeout_s or self._timeout_s, connect=5.0)
        request = self._http.build_request("GET", at + path, params=dict(asked), timeout=timeout)
        found = _json(self._send(request, attempts or self.attempts))
        if not isinstance(found, dict):
            raise UnreachableError(f"{self.url} answers, but not as a portal does. Is the URL right?")
        return found

    def _send(self, request: httpx2.Request, attempts: int) -> httpx2.Response:
        """Raises the problem that is left when patience is over."""
        try:
            for attempt in _patience(attempts):
                with attempt:
                    response = self._http.send(request)
                    if not response.is_success:
                        raise _Status(response)
                    return response
        except _Status as problem:
            raise of_response(problem.response) or PortalError("?") from None
        except httpx2.TransportError as problem:
            raise UnreachableError(f"{self.url} does not answer: {problem or type(problem).__name__}") from None
        raise AssertionError("stamina returns or raises")


def _patience(attempts: int) -> Iterator[Any]:
    return iter(
        stamina.retry_context(
            on=may_repeat, attempts=attempts, timeout=PATIENCE_S, wait_initial=0.2, wait_max=5.0, wait_jitter=0.3
        )
    )


def checked(url: str) -> bool:
    """Whether the portal is on this machine; elsewhere only https will do. ValueError says what is wrong."""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError(f"{url!r} is no address of a portal: it begins with https://")
    near = _loopback(parts.hostname)
    if parts.scheme == "http" and not near:
        raise ValueError(f"{url} is not https: the key and what we answer would travel in the open.")
    return near


def _loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _hop(row: Any) -> HopOut:
    try:
        return HopOut.model_validate(row)
    except ValidationError as problem:
        raise UnreachableError(f"The portal sent a hop that cannot be read: {problem.errors()[0]['msg']}") from None


def _provider(row: Any) -> ProviderOut:
    try:
        return ProviderOut.model_validate(row)
    except ValidationError as problem:
        raise UnreachableError(f"A provider that cannot be read came: {problem.errors()[0]['msg']}") from None


def _items(page: dict[str, Any]) -> list[Any]:
    items = page.get("items")
    if not isinstance(items, list):
        raise UnreachableError("The portal sent a list without items. Is the URL right?")
    return items


def _json(response: httpx2.Response) -> Any:
    try:
        return response.json()
    except ValueError:
        return None
