"""How a particular is written, so that the same one is kept once: networks, point codes, addresses. Pure."""

import ipaddress
import re

from .models import Particular
from .refusals import ParticularWrong

Kind = Particular.Kind
MOST = 300


def read(kind: str, text: str) -> str:
    """One spelling of `text`; raises ParticularWrong for what is none of its kind."""
    value = " ".join(text.split())
    if not value:
        raise ParticularWrong("It is empty.")
    if len(value) > MOST:
        raise ParticularWrong(f"It has {len(value)} characters; at most {MOST} are kept.")
    if kind == Kind.NETWORK:
        return _network(value)
    if kind == Kind.POINT_CODE:
        return _point_code(value)
    return value


def _network(value: str) -> str:
    try:
        network = ipaddress.ip_network(value, strict=False)
    except ValueError:
        raise ParticularWrong(f"“{value}” is no IP address or network: write 192.0.2.7 or 192.0.2.0/28.") from None
    return str(network.network_address) if network.num_addresses == 1 else str(network)


def _point_code(value: str) -> str:
    """`244-10-3` as it is written in North America, `2-114-5` elsewhere, or one number."""
    parts = value.replace(".", "-").split("-")
    if len(parts) not in (1, 3) or not all(re.fullmatch(r"\d{1,8}", part) for part in parts):
        raise ParticularWrong(f"“{value}” is no point code: write it as 244-10-3.")
    return "-".join(str(int(part)) for part in parts)


def holds(network: str, address: str) -> bool:
    """Whether an address, or a network, lies in a network; False for what is neither."""
    try:
        inner, outer = ipaddress.ip_network(address, strict=False), ipaddress.ip_network(network, strict=False)
    except ValueError:
        return False
    return inner.version == outer.version and inner.subnet_of(outer)  # type: ignore[arg-type]
