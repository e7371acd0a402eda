"""Where events may go: https, and addresses that anybody on the internet could reach.

A webhook makes the portal call an address that somebody else chose. So each try resolves the name, looks at every
address behind it, and connects to one of those, not to the name: nothing can change in between.
"""

import ipaddress
import re
import socket
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotInTime
from ipaddress import IPv4Address, IPv6Address
from typing import NamedTuple

import httpx2
from django.conf import settings

from .refusals import UrlRefused

LONGEST = 500
PATIENCE = 2.0  # seconds that somebody who adds a webhook waits for the name to be looked up
HOST = re.compile(r"[A-Za-z0-9]([A-Za-z0-9._-]{0,252})|[0-9A-Fa-f:.]+(%[A-Za-z0-9]+)?")
GLOBAL_UNICAST = ipaddress.ip_network("2000::/3")  # all of IPv6 that has been given to anybody
NAT64 = ipaddress.ip_network("64:ff9b::/96")
_looking_up = ThreadPoolExecutor(max_workers=4, thread_name_prefix="webhook-names")

type Address = IPv4Address | IPv6Address


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
        _allow(url, _plain(ipaddress.ip_address(text)), text)
    return Target(url, found)


def _resolve(host: str, port: int) -> list[str]:
    try:
        answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except socket.gaierror as failure:
        if failure.errno == socket.EAI_AGAIN:
            raise HostUnknown(f"The name {host} cannot be looked up just now.") from None
        raise NoSuchHost(f"There is no host {host}.") from None
    except (UnicodeError, OSError):
        raise NoSuchHost(f"There is no host {host}.") from None
    return list(dict.fromkeys(str(address[0]).partition("%")[0] for *_, address in answers))


def _plain(address: Address) -> Address:
    """The IPv4 address that an IPv6 address only wraps, as connecting to it would."""
    if isinstance(address, IPv4Address):
        return address
    wrapped = address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)
    if wrapped is None and address in NAT64:
        wrapped = IPv4Address(int(address) & 0xFFFFFFFF)
    return wrapped or address


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


def is_public(address: Address) -> bool:
    """`is_global` alone says yes to multicast, to reserved blocks and to what was local once (fec0::)."""
    if isinstance(address, IPv6Address) and address not in GLOBAL_UNICAST:
        return False
    odd = address.is_multicast or address.is_reserved or address.is_unspecified or address.is_link_local
    return address.is_global and not (odd or address.is_private or address.is_loopback)
