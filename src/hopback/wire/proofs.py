"""What anybody can check of the log with the standard library alone: its tree, Ed25519 signatures, signed heads."""

import base64
import hashlib
import re
from typing import NamedTuple

# ---- the tree over the log (RFC 6962) ----------------------------------------


def leaf(data: bytes) -> bytes:
    return hashlib.sha256(b"\0" + data).digest()


def node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\1" + left + right).digest()


def root_of_path(leaf_hash: bytes, index: int, size: int, path: list[bytes]) -> bytes | None:
    """The root that this path leads to from leaf `index` (from 0) of a tree of `size`; None where it does not fit."""
    if not 0 <= index < size:
        return None
    at, last, found = index, size - 1, leaf_hash
    for step in path:
        if last == 0:
            return None
        if at % 2 or at == last:
            found = node(step, found)
            while at and at % 2 == 0:
                at, last = at >> 1, last >> 1
        else:
            found = node(found, step)
        at, last = at >> 1, last >> 1
    return found if last == 0 else None


# ---- signatures (Ed25519, RFC 8032) ------------------------------------------

P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
Point = tuple[int, int, int, int]  # extended coordinates: X, Y, Z, T


def _add(a: Point, b: Point) -> Point:
    s, t = (a[1] - a[0]) * (b[1] - b[0]) % P, (a[1] + a[0]) * (b[1] + b[0]) % P
    u, v = 2 * a[3] * b[3] * D % P, 2 * a[2] * b[2] % P
    e, f, g, h = t - s, v - u, v + u, t + s
    return e * f % P, g * h % P, f * g % P, e * h % P


def _times(scalar: int, point: Point) -> Point:
    found: Point = (0, 1, 1, 0)
    while scalar:
        if scalar & 1:
            found = _add(found, point)
        point, scalar = _add(point, point), scalar >> 1
    return found


def _same(a: Point, b: Point) -> bool:
    return (a[0] * b[2] - b[0] * a[2]) % P == 0 and (a[1] * b[2] - b[1] * a[2]) % P == 0


def _point(raw: bytes) -> Point | None:
    """The point that these 32 bytes are, in their one valid spelling."""
    y = int.from_bytes(raw, "little")
    sign, y = y >> 255, y & (2**255 - 1)
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if x * x % P != square:
        x = x * pow(2, (P - 1) // 4, P) % P
    if x * x % P != square or (x == 0 and sign):
        return None
    x = P - x if x & 1 != sign else x
    return x, y, 1, x * y % P


BASE = _point((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))


def signed_by(key: bytes, said: bytes, signature: bytes) -> bool:
    """Whether this is the signature of `key` (32 bytes) over `said`."""
    if len(key) != 32 or len(signature) != 64 or BASE is None:
        return False
    a, r, s = _point(key), _point(signature[:32]), int.from_bytes(signature[32:], "little")
    if a is None or r is None or s >= ORDER:
        return False
    k = int.from_bytes(hashlib.sha512(signature[:32] + key + said).digest(), "little") % ORDER
    return _same(_times(s, BASE), _add(r, _times(k, a)))


# ---- heads of the log: signed notes (c2sp.org/tlog-checkpoint) ---------------


class Note(NamedTuple):
    """A head as it was signed. `body` is what the signatures are over; each is (name, key's mark, signature)."""

    origin: str
    size: int
    root: bytes
    more: tuple[str, ...]
    body: bytes
    signatures: tuple[tuple[str, bytes, bytes], ...]


# Blanks stand for the ends of lines as well: whoever copies a head out of a mail may get it in one line.
HEAD_TEXT = re.compile(
    r"(?P<origin>\S+)\s+(?P<size>0|[1-9][0-9]{0,17})\s+(?P<root>[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=)\s+"
    r"(?P<more>(?:[^\s—]\S*\s+){0,4})(?P<signatures>(?:—\s+\S+\s+[A-Za-z0-9+/]{90}[AEIMQUYcgkosw048]=\s*)+)"
)


def find_head(text: str) -> Note | None:
    """The first head in a text; a mail may hold it among other words."""
    found = HEAD_TEXT.search(text)
    if not found:
        return None
    lines = [found["origin"], found["size"], found["root"], *found["more"].split()]
    told = found["signatures"].split()
    raw = [(name, base64.b64decode(signature)) for name, signature in zip(told[1::3], told[2::3], strict=True)]
    return Note(
        origin=found["origin"],
        size=int(found["size"]),
        root=base64.b64decode(found["root"]),
        more=tuple(lines[3:]),
        body="".join(line + "\n" for line in lines).encode(),
        signatures=tuple((name, signature[:4], signature[4:]) for name, signature in raw),
    )


def mark_of(name: str, key: bytes) -> bytes:
    """The four bytes by which a signature line names its key."""
    return hashlib.sha256(name.encode() + b"\n\x01" + key).digest()[:4]


def head_holds(head: Note, keys: list[bytes]) -> bool:
    """Whether one of these keys signed it."""
    return any(
        mark == mark_of(name, key) and signed_by(key, head.body, signature)
        for name, mark, signature in head.signatures
        for key in keys
    )
