"""Where events may go: https, and addresses that anybody on the internet could reach.

A webhook makes the portal call an address that somebody else chose. So each try resolves the name, looks at every
address behind it, and connects to one of those, not to the name: nothing can change in between.
"""

import ipaddress
import re
import socket
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotInTime
from typing import NamedTuple

import httpx2
from django.conf import settings

from hopback.wire.reaching import Address, is_public, plain, resolve

from .refusals import UrlRefused

LONGEST = 500
PATIENCE = 2.0  # seconds that somebody who adds a webhook waits for the name to be looked up
HOST = re.compile(r"[A-Za-z0-9]([A-Za-z0-9._-]{0,252})|[0-9A-Fa-f:.]+(%[A-Za-z0-9]+)?")
_looking_up = ThreadPoolExecutor(max_workers=4, thread_name_prefix="webhook-names")


class Target(NamedTuple):
    """Where to connect, and as whom. `addresses` have all been checked."""

    url: httpx2.URL
    addresses: list[str]


class NoSuchHost(UrlRefused):
    """The name leads nowhere."""


class HostUnknown(UrlRefused):
    """Whether the name leads somewhere cannot be found out just now."""


def read(url: str) -> httpx2.URL:
    """What can be said of an address without asking anybody. Raises UrlRefused."""
    text = url.strip()
    if len(text) > LONGEST:
        raise UrlRefused(f"This address is longer than {LONGEST} characters.")
    try:
        found = httpx2.URL(text)
    except (httpx2.InvalidURL, ValueError):
        raise UrlRefused(f"“{text}” is no address. Write it like https://hooks.example.net/hopback.") from None
    if found.scheme not in ("https", "http") or not found.host:
        raise UrlRefused("Write the whole address, like https://hooks.example.net/hopback.")
    if not HOST.fullmatch(name(found)) or found.port == 0 or (found.port or 1) > 65535:
        raise UrlRefused(f"“{text}” is no address. Write it like https://hooks.example.net/hopback.")
    if found.scheme == "http" and not settings.WEBHOOK_LOOPBACK:
        raise UrlRefused("https is needed: events are not sent in the clear.")
    if found.userinfo:
        raise UrlRefused("No user name or password in the address: the signature says that it is us.")
    if found.fragment:
        raise UrlRefused("Leave out what follows the #: it is never sent.")
    return found


def check(url: str) -> None:
    """All that can be said when somebody adds it. A slow name server is let pass: each try looks again."""
    found = read(url)
    looking: Future[Target] = _looking_up.submit(look_up, found)
    try:
        looking.result(timeout=PATIENCE)
    except (NotInTime, HostUnknown):
        return


def name(url: httpx2.URL) -> str:
    """The host as it is looked up, shown in TLS and written into `Host`: in ASCII, whatever its alphabet."""
    return url.raw_host.decode("ascii")


def look_up(url: httpx2.URL) -> Target:
    """Every address behind the name, each of them allowed. Raises UrlRefused."""
    found = _resolve(name(url), url.port or (443 if url.scheme == "https" else 80))
    for text in found:
        _allow(url, plain(ipaddress.ip_address(text)), text)
    return Target(url, found)


def _resolve(host: str, port: int) -> list[str]:
    try:
        return resolve(host, port)
    except socket.gaierror as failure:
        if failure.errno == socket.EAI_AGAIN:
            raise HostUnknown(f"The name {host} cannot be looked up just now.") from None
        raise NoSuchHost(f"There is no host {host}.") from None
    except (UnicodeError, OSError):
        raise NoSuchHost(f"There is no host {host}.") from None


def _allow(url: httpx2.URL, address: Address, text: str) -> None:
    if address.is_loopback and settings.WEBHOOK_LOOPBACK:
        return
    if settings.DEMONSTRATION:
        raise UrlRefused("A demonstration sends events to this machine only, such as http://127.0.0.1:9000/.")
    if url.scheme != "https":
        raise UrlRefused("https is needed: events are not sent in the clear.")
    if any(address in network for network in settings.WEBHOOK_NETWORKS):
        return
    if not is_public(address):
        raise UrlRefused(f"This address is private: {name(url)} leads to {text}, which is not on the public internet.")
