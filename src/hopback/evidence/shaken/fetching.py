"""The certificate that an x5u leads to, fetched from an address that whoever made the call chose.

https only, on the ports that STI certificates are published on; every address behind the name has to be on the
public internet, and the connection goes to one that was looked at; no redirects, no proxy, no cookie; little data,
little time.
"""

import ipaddress
import ssl
from collections.abc import Callable
from dataclasses import dataclass, field

import httpx2

from hopback.wire.reaching import Address, Line, is_public, plain, resolve

from .cache import Cache
from .findings import shown

LONGEST = 64 * 1024  # bytes of an answer; real ones have two to five thousand
LONGEST_URL = 2000  # characters
ALTOGETHER, CONNECT = 8.0, 4.0  # seconds
PORTS = frozenset({443, 8443})  # ATIS-1000074


class FetchRefusedError(Exception):
    """Nothing was fetched. The message says why."""


@dataclass(slots=True)
class Fetcher:
    """Asks each address once; what it answered may be kept in a folder for the next time."""

    cache: Cache | None = None
    is_allowed: Callable[[Address], bool] = is_public
    ports: frozenset[int] = PORTS
    tls: ssl.SSLContext = field(default_factory=ssl.create_default_context)
    _asked: dict[str, bytes | FetchRefusedError] = field(default_factory=dict)

    def __call__(self, url: str) -> bytes:
        """Raises FetchRefusedError."""
        if url not in self._asked:
            try:
                self._asked[url] = self._cached(url)
            except FetchRefusedError as refused:
                self._asked[url] = refused
        found = self._asked[url]
        if isinstance(found, FetchRefusedError):
            raise found
        return found

    def _cached(self, url: str) -> bytes:
        kept = self.cache.get(url) if self.cache else None
        if kept is not None:
            return kept
        try:
            fetched = self._fetch(url)
        except FetchRefusedError:
            last = self.cache.last(url) if self.cache else None
            if last is None:
                raise
            return last
        if self.cache:
            self.cache.put(url, fetched)
        return fetched

    def _fetch(self, text: str) -> bytes:
        url = _read(text, self.ports)
        *others, last = self._addresses(url)
        for address in others:
            try:
                return self._get(url, address)
            except (httpx2.ConnectError, httpx2.ConnectTimeout):
                continue  # another address of the same name may answer
            except httpx2.HTTPError as failure:
                raise FetchRefusedError(_words(url, failure)) from None
        try:
            return self._get(url, last)
        except httpx2.HTTPError as failure:
            raise FetchRefusedError(_words(url, failure)) from None

    def _addresses(self, url: httpx2.URL) -> list[str]:
        """All of them, each allowed: a name that leads anywhere else besides is refused."""
        host = url.raw_host.decode("ascii")
        try:
            found = resolve(host, url.port or 443)
        except (OSError, UnicodeError):
            raise FetchRefusedError(f"the name {shown(host)} leads nowhere.") from None
        for each in found:
            if not self.is_allowed(plain(ipaddress.ip_address(each))):
                raise FetchRefusedError(f"{shown(host)} leads to {each}, which is not on the public internet.")
        if not found:
            raise FetchRefusedError(f"the name {shown(host)} leads nowhere.")
        return found

    def _get(self, url: httpx2.URL, address: str) -> bytes:
        """To the address, in the name of the host: TLS verifies the name, and nobody is asked for it a second time."""
        line = Line(ALTOGETHER)
        told = {"Host": url.netloc.decode("ascii"), "User-Agent": "Hopback-Shaken/1", "Accept-Encoding": "identity"}
        with (
            httpx2.Client(
                verify=self.tls,
                trust_env=False,
                follow_redirects=False,
                timeout=httpx2.Timeout(ALTOGETHER, connect=CONNECT),
            ) as client,
            line,
            client.stream(
                "GET",
                url.copy_with(host=address),
                headers=told,
                extensions={"trace": line.trace, "sni_hostname": url.raw_host.decode("ascii")},
            ) as response,
        ):
            return _body(response)


def _read(text: str, ports: frozenset[int]) -> httpx2.URL:
    if len(text) > LONGEST_URL:
        raise FetchRefusedError(f"its address has more than {LONGEST_URL:,} characters.")
    try:
        url = httpx2.URL(text)
        port = url.port or 443
    except (httpx2.InvalidURL, ValueError):
        raise FetchRefusedError("its address is none.") from None
    if url.scheme != "https" or not url.host:
        raise FetchRefusedError("only https is fetched.")
    if port not in ports:
        raise FetchRefusedError(f"port {port} is not one that certificates are published on.")
    if url.userinfo:
        raise FetchRefusedError("its address carries a user name.")
    return url


def _body(response: httpx2.Response) -> bytes:
    if response.has_redirect_location:
        raise FetchRefusedError(f"it answered {response.status_code}: redirects are not followed.")
    if response.status_code != 200:
        raise FetchRefusedError(f"it answered {response.status_code}.")
    body = bytearray()
    for part in response.iter_raw():
        body += part
        if len(body) > LONGEST:
            raise FetchRefusedError(f"its answer has more than {LONGEST:,} bytes.")
    return bytes(body)


def _words(url: httpx2.URL, failure: httpx2.HTTPError) -> str:
    host = shown(url.host)
    if isinstance(failure, httpx2.TimeoutException):
        return f"{host} did not answer in time."
    if isinstance(failure, httpx2.ConnectError):
        return f"{host} cannot be connected to, or its own certificate is not valid."
    return f"the connection to {host} broke."
