"""What is in a file: certificates in PEM or DER, JSON lines, Identity headers, tokens. Anything may be mixed.

JSON lines may carry `der_b64` (with `url`, where it was found), or `passport` or `identity_header`, with `calling`,
`called` and `at` of the call.
"""

import json
import re
from base64 import b64decode
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from .token import HEADER

LONGEST_LINE = 1 << 20  # characters
_BEGIN, _END = re.compile(r"-----BEGIN ([A-Z0-9 ]+)-----"), "-----END"
_EVIDENCE = re.compile(r"eyJ|\{|\.\.")
_BASE64 = re.compile(r"[A-Za-z0-9+/=\s]*")


@dataclass(frozen=True, slots=True)
class Item:
    """One of `der`, `text`, `fault` is said. `line` counts from 1; `url`: where the certificate was found."""

    line: int
    der: bytes = b""
    text: str = ""
    fault: str = ""
    url: str = ""
    calling: str = ""
    called: str = ""
    at: str = ""


def split(data: bytes) -> Iterator[Item]:
    """Where Identity headers are named, as in a SIP message, the other headers are passed over."""
    if data[:1] == b"\x30" and not _is_text(data):
        yield Item(1, der=data)
        return
    lines = data.decode("utf-8", "replace").split("\n")
    number, of_messages = 0, any(HEADER.match(each) for each in lines)
    while number < len(lines):
        line, at = lines[number].strip(), number + 1
        begun = _BEGIN.match(line)
        if begun:
            block, number = _block(lines, number)
            yield from _pem(begun.group(1), block, at)
            continue
        line, number = _folded(lines, number)
        if line and not line.startswith("#") and (not of_messages or _EVIDENCE.match(line) or HEADER.match(line)):
            yield _line(line, at)


def _is_text(data: bytes) -> bool:
    return all(byte >= 32 or byte in b"\t\r\n" for byte in data[:64])


def _block(lines: list[str], number: int) -> tuple[list[str], int]:
    block: list[str] = []
    for each in lines[number + 1 :]:
        if each.startswith("-----"):
            return block, number + len(block) + (2 if each.startswith(_END) else 1)
        block.append(each)
    return block, len(lines)


def _pem(kind: str, block: list[str], line: int) -> Iterator[Item]:
    if kind == "CERTIFICATE":
        yield _certificate("".join(block), line)
    elif "PRIVATE KEY" in kind:
        yield Item(line, fault="This is a private key: it belongs in nobody's evidence.")
    else:
        yield Item(line, fault=f"This is a {kind.lower()}, no certificate.")


def _certificate(text: str, line: int, url: str = "") -> Item:
    try:
        if not _BASE64.fullmatch(text):
            raise ValueError
        return Item(line, der=b64decode("".join(text.split())), url=url)
    except ValueError:
        return Item(line, fault="This certificate is not base64.", url=url)


def _folded(lines: list[str], number: int) -> tuple[str, int]:
    """A header goes on in lines that begin with a blank (RFC 3261 section 7.3.1)."""
    line, number = lines[number].strip(), number + 1
    while (
        line
        and not line.startswith("{")
        and number < len(lines)
        and lines[number][:1] in " \t"
        and lines[number].strip()
    ):
        line, number = line + lines[number].strip(), number + 1
    return line, number


def _line(line: str, number: int) -> Item:
    if len(line) > LONGEST_LINE:
        return Item(number, fault=f"This line has {len(line):,} characters; it was not read.")
    if not line.startswith("{"):
        return Item(number, text=line)
    try:
        said = json.loads(line)
    except (ValueError, RecursionError):
        return Item(number, fault="This line begins like JSON, but is none.")
    return _said(said, number)


def _said(said: dict[str, Any], number: int) -> Item:
    if isinstance(said.get("der_b64"), str):
        return _certificate(said["der_b64"], number, _text(said, "url"))
    text = _text(said, "passport") or _text(said, "identity_header")
    if not text:
        return Item(number, fault="This line has neither der_b64 nor passport nor identity_header.")
    return Item(number, text=text, calling=_text(said, "calling"), called=_text(said, "called"), at=_text(said, "at"))


def _text(said: dict[str, Any], name: str) -> str:
    return said[name] if isinstance(said.get(name), str) else ""
