"""Reaching an address that somebody else chose: only where anybody on the internet could, and not for longer than said.

Whoever connects resolves the name once, looks at every address behind it with `is_public(plain(…))`, and connects to
one of those, not to the name: nothing can change in between.
"""

import ipaddress
import socket
import threading
from ipaddress import IPv4Address, IPv6Address
from typing import Any

GLOBAL_UNICAST = ipaddress.ip_network("2000::/3")  # all of IPv6 that has been given to anybody
NAT64 = ipaddress.ip_network("64:ff9b::/96")

type Address = IPv4Address | IPv6Address


def resolve(host: str, port: int) -> list[str]:
    """Every address behind the name, each once. Raises OSError or UnicodeError."""
    answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[0]).partition("%")[0] for *_, address in answers))


def plain(address: Address) -> Address:
    """The IPv4 address that an IPv6 address only wraps, as connecting to it would."""
    if isinstance(address, IPv4Address):
        return address
    wrapped = address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)
    if wrapped is None and address in NAT64:
        wrapped = IPv4Address(int(address) & 0xFFFFFFFF)
    return wrapped or address


def is_public(address: Address) -> bool:
    """`is_global` alone says yes to multicast, to reserved blocks and to what was local once (fec0::)."""
    if isinstance(address, IPv6Address) and address not in GLOBAL_UNICAST:
        return False
    odd = address.is_multicast or address.is_reserved or address.is_unspecified or address.is_link_local
    return address.is_global and not (odd or address.is_private or address.is_loopback)


class Line:
    """The connection of one request, which is cut when its time is up, wherever the other side holds it."""

    def __init__(self, seconds: float) -> None:
        self._socket: socket.socket | None = None
        self._alarm = threading.Timer(seconds, self._cut)
        self._alarm.daemon = True

    def __enter__(self) -> None:
        self._alarm.start()

    def __exit__(self, *_: object) -> None:
        self._alarm.cancel()

    def trace(self, event: str, info: dict[str, Any]) -> None:
        """For the client's `trace` extension, which tells of each step."""
        if event in ("connection.connect_tcp.complete", "connection.start_tls.complete"):
            self._socket = info["return_value"].get_extra_info("socket")

    def _cut(self) -> None:
        """Shut, not closed: the number of a closed socket could be another's before the reader has noticed."""
        if self._socket is not None:
            try:
                socket.socket.shutdown(self._socket, socket.SHUT_RDWR)
            except OSError:
                return  # it is closed already
