"""The little DER that is needed beside a library: one element after another, never past the end (X.690)."""

from dataclasses import dataclass

SEQUENCE, BIT_STRING, OID, NULL = 0x30, 0x03, 0x06, 0x05


class MalformedError(ValueError):
    """These bytes are no DER."""


@dataclass(frozen=True, slots=True)
class Element:
    tag: int
    body: bytes
    whole: bytes  # with tag and length


def element(data: bytes, *, clipped: bool = False) -> Element:
    """The one element that these bytes are; what follows it is malformed."""
    found = elements(data, clipped=clipped)
    if len(found) != 1:
        raise MalformedError(f"{len(found)} elements where one was expected")
    return found[0]


def elements(data: bytes, *, clipped: bool = False) -> list[Element]:
    """`clipped`: an element that claims to go on behind the end ends there."""
    found, at = [], 0
    while at < len(data):
        one = _at(data, at, clipped=clipped)
        found.append(one)
        at += len(one.whole)
    return found


def _at(data: bytes, at: int, *, clipped: bool) -> Element:
    if len(data) - at < 2:
        raise MalformedError("it ends in the middle of an element")
    tag, length, start = data[at], data[at + 1], at + 2
    if tag & 0x1F == 0x1F:
        raise MalformedError(f"tag {tag:#x} has several bytes")
    if length & 0x80:
        size = length & 0x7F
        if not 0 < size <= 4 or start + size > len(data):
            raise MalformedError("a length that cannot be read")
        length, start = int.from_bytes(data[start : start + size]), start + size
    if start + length > len(data) and not clipped:
        raise MalformedError("it ends in the middle of an element")
    return Element(tag, data[start : start + length], data[at : start + length])


def written(tag: int, *parts: bytes) -> bytes:
    body = b"".join(parts)
    if len(body) < 0x80:
        return bytes([tag, len(body)]) + body
    length = len(body).to_bytes((len(body).bit_length() + 7) // 8)
    return bytes([tag, 0x80 | len(length)]) + length + body
