"""Names that mail systems hand back: reply addresses, envelope senders, Message-IDs. All survive lower-casing."""

import base64
import binascii
import re
from typing import NamedTuple

from django.conf import settings

LOCAL_PART = re.compile(r"(hop|ntc)-([a-z2-7]{10,60})(?:-(\d{1,15}))?")


class Recipient(NamedTuple):
    """Whom a notice goes to. `role` is `primary` or `back-up`."""

    address: str
    name: str = ""
    role: str = "primary"


class ReplyTo(NamedTuple):
    """What a reply address says: the public id of a hop or notice, and the delivery that was bounced."""

    public_id: str
    delivery: int | None = None


def token(public_id: str) -> str:
    """`hop_8Qd2…` as `hop-ha4wimq…`: public ids tell cases apart and mail systems may not, base 32 does not."""
    prefix, _, rest = public_id.partition("_")
    return f"{prefix}-{base64.b32encode(rest.encode()).decode().rstrip('=').lower()}"


def reply_address(public_id: str) -> str:
    return f"{token(public_id)}@{settings.REPLY_DOMAIN}"


def envelope_sender(reply_to: str, delivery: int) -> str:
    """Where a bounce goes: the reply address, marked with the delivery it is about."""
    local, _, domain = reply_to.partition("@")
    return f"{local}-{delivery}@{domain}"


def read_reply_address(address: str) -> ReplyTo | None:
    """The reverse of the two above; None for an address that is none of ours."""
    local, _, domain = address.strip().strip("<>").lower().rpartition("@")
    found = LOCAL_PART.fullmatch(local)
    if domain != settings.REPLY_DOMAIN.lower() or not found:
        return None
    prefix, encoded, delivery = found.groups()
    try:
        rest = base64.b32decode(encoded.upper() + "=" * (-len(encoded) % 8)).decode("ascii")
    except (binascii.Error, UnicodeDecodeError):
        return None
    if not rest.isalnum():
        return None  # whatever it is, it is no public id, and no database has to look
    return ReplyTo(f"{prefix}_{rest}", int(delivery) if delivery else None)


def message_id(public_id: str, kind: str, number: int) -> str:
    return f"<{token(public_id)}.{kind}.{number}@{settings.MAIL_DOMAIN}>"


def thread_id(public_id: str) -> str:
    """The root that every mail about one hop refers to; no mail has it."""
    return f"<{token(public_id)}@{settings.MAIL_DOMAIN}>"
