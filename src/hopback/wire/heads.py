"""A head of the log: how many entries it has, the root of the tree over them, when; signed (c2sp.org/tlog-checkpoint).

stp.example/log
48213
qP2X…=
2026-10-20T14:00:00Z

— stp.example/log 5aT0…=
"""

import base64
import json
from collections.abc import Sequence
from datetime import UTC, datetime

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from pydantic import BaseModel

from .proofs import Note, find_head, mark_of


class NoHead(ValueError):  # noqa: N818 - it reads as what happened
    """This is not a head of the log that we signed. The message says why."""


class HeadOut(BaseModel):
    """`note` is the signed text, from which everything else here is read."""

    size: int
    root: str
    at: datetime
    note: str


class HeadsOut(BaseModel):
    items: list[HeadOut]
    next_cursor: str | None = None


class ProofOut(BaseModel):
    """Hashes in hexadecimal, in the order of RFC 6962. `first`: an index from 0, or the size of the earlier tree."""

    first: int
    size: int
    root: str
    hashes: list[str]


def signed(origin: str, size: int, root: bytes, at: datetime, key: Ed25519PrivateKey) -> str:
    moment = at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    body = f"{origin}\n{size}\n{_b64(root)}\n{moment}\n"
    mark = mark_of(origin, key.public_key().public_bytes_raw())
    return f"{body}\n— {origin} {_b64(mark + key.sign(body.encode()))}\n"


def read(text: str) -> Note:
    """A head as it stands in a file, in a mail or in what the API answered. Raises NoHead."""
    try:
        said = json.loads(text)
    except ValueError:
        said = text
    if isinstance(said, dict):
        items = said.get("items")
        said = items[0] if isinstance(items, list) and items and isinstance(items[0], dict) else said
        said = said.get("note", "")
    head = find_head(str(said))
    if head is None:
        raise NoHead("There is no head of a log in this. It begins with the log’s name and ends with a signature.")
    return head


def signer(head: Note, keys: Sequence[Ed25519PublicKey]) -> Ed25519PublicKey | None:
    """Which of these keys is named by a signature; None: none. Raises NoHead where that signature is not its."""
    for key in keys:
        for name, mark, signature in head.signatures:
            if mark == mark_of(name, key.public_bytes_raw()):
                try:
                    key.verify(signature, head.body)
                except InvalidSignature:
                    raise NoHead("The signature does not belong to this head: it was changed.") from None
                return key
    return None


def _b64(raw: bytes) -> str:
    return base64.b64encode(raw).decode()
