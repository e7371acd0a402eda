"""A PASSporT as text: an Identity header or a bare token, in its parts; nothing is believed yet (RFC 8224, 8225)."""

import binascii
import json
import re
from base64 import urlsafe_b64decode
from dataclasses import dataclass, field
from typing import Any

from .findings import Finding, note, shown, warning, wrong

LONGEST = 16 * 1024  # characters; no SIP proxy lets more through
SIGNATURE = 64  # bytes of r and s on P-256 (RFC 7518 section 3.4)
_SIGNATURE_TEXT = 86  # the same in base64url
HEADER = re.compile(r"^\s*(?:identity|y)\s*:\s*", re.I)
_PARAMETER = re.compile(r";\s*([A-Za-z0-9_-]{1,30})\s*=\s*(<[^>]*>?|\"[^\"]*\"?|[^;]*)")
_ALPHABET = re.compile(r"[A-Za-z0-9_-]*")


@dataclass(frozen=True, slots=True)
class Token:
    """`header` and `claims` are None where they are not said or cannot be read; then a finding says why."""

    text: str  # header.claims.signature, without the Identity header's parameters
    header: dict[str, Any] | None = None
    claims: dict[str, Any] | None = None
    signature: bytes = b""
    parameters: dict[str, str] = field(default_factory=dict)
    is_compact: bool = False
    findings: tuple[Finding, ...] = ()

    @property
    def is_whole(self) -> bool:
        return self.header is not None and self.claims is not None and len(self.signature) == SIGNATURE


def bare(text: str) -> str:
    """The token alone: no header name, no parameters."""
    return HEADER.sub("", text).partition(";")[0].strip()


def looks_like_one(token: str) -> bool:
    """Well-formed or not: it begins as JSON does in base64, or as the compact form, or has three parts."""
    return token.startswith(("eyJ", "..")) or (token.count(".") == 2 and len(token.split()) == 1)


def read(text: str) -> Token:
    if len(text) > LONGEST:
        return Token(
            bare(text[:80]),
            findings=(wrong("too-long", f"It has {len(text):,} characters; no PASSporT is that long."),),
        )
    line = re.sub(r"\r?\n[ \t]+", "", HEADER.sub("", text)).strip()
    token, semicolon, rest = line.partition(";")
    token = token.strip()
    parameters = {name.lower(): value.strip().strip('<>"') for name, value in _PARAMETER.findall(semicolon + rest)}
    parts = token.split(".")
    if len(parts) != 3:
        return Token(token, parameters=parameters, findings=(_not_three(token, parts),))
    return _of_parts(token, parts, parameters)


def _not_three(token: str, parts: list[str]) -> Finding:
    if len(parts) < 3 and token.startswith("eyJ"):
        return wrong(
            "cut-off",
            f"It ends after {len(token)} characters, before its signature: whoever kept it cut it off. "
            "Nothing that it says can be checked.",
        )
    return wrong("not-three-parts", f"A PASSporT has three parts divided by dots; this has {len(parts)}.")


def _of_parts(token: str, parts: list[str], parameters: dict[str, str]) -> Token:
    found: list[Finding] = []
    is_compact = not parts[1]
    header = _object(parts[0], "header", found) if parts[0] else None
    claims = _object(parts[1], "claims", found) if parts[1] else None
    signature = _signature(parts[2], token, found)
    if is_compact:
        found.append(
            warning(
                "compact-form",
                "It is the compact form: the claims were left out and have to be built again from the call's own "
                "headers. A shaken PASSporT may not be shortened so.",
                "RFC 8224 section 4.1, RFC 8588",
            )
        )
    elif not parts[0]:
        found.append(wrong("no-header", "Its header is missing: nobody can tell who signed and how."))
    return Token(token, header, claims, signature, parameters, is_compact, tuple(found))


def _object(part: str, name: str, found: list[Finding]) -> dict[str, Any] | None:
    raw = _bytes(part, name, found)
    if raw is None:
        return None
    twice: list[str] = []
    try:
        said = json.loads(
            raw.decode("utf-8"), object_pairs_hook=lambda pairs: _once(pairs, twice), parse_constant=_refuse
        )
    except (ValueError, RecursionError):
        found.append(wrong("not-json", f"Its {name} is not JSON.", name))
        return None
    if not isinstance(said, dict):
        found.append(wrong("not-json", f"Its {name} is JSON, but no object.", name))
        return None
    if twice:
        found.append(warning("said-twice", f"Its {name} says “{shown(twice[0])}” more than once.", name))
    return said


def _once(pairs: list[tuple[str, Any]], twice: list[str]) -> dict[str, Any]:
    """The last one counts, as everywhere; but it is told."""
    made: dict[str, Any] = {}
    for key, value in pairs:
        if key in made:
            twice.append(key)
        made[key] = value
    return made


def _refuse(constant: str) -> None:
    raise ValueError(f"{constant} is not JSON")


def _signature(part: str, token: str, found: list[Finding]) -> bytes:
    if not part:
        found.append(wrong("no-signature", "It carries no signature.", "signature"))
        return b""
    signature = _bytes(part, "signature", found)
    if signature is None:
        return b""
    if len(signature) == SIGNATURE:
        return signature
    if len(part) < _SIGNATURE_TEXT:
        found.append(
            wrong(
                "cut-off",
                f"It ends after {len(token)} characters, inside its signature: whoever kept it cut it off. "
                "The claims can be read, the signature cannot be checked.",
                "signature",
            )
        )
    elif signature[:1] == b"\x30" and len(signature) == signature[1] + 2:
        found.append(
            wrong(
                "signature-der", "Its signature is written in DER; ES256 wants r and s, 32 bytes each.", "RFC 7518 3.4"
            )
        )
    else:
        found.append(
            wrong("signature-length", f"Its signature has {len(signature)} bytes; ES256 has {SIGNATURE}.", "signature")
        )
    return signature


def _bytes(part: str, name: str, found: list[Finding]) -> bytes | None:
    text = part.rstrip("=")
    if text != part:
        found.append(note("padded", f"Its {name} is padded with “=”, which JWS leaves out.", "RFC 7515 section 2"))
    if not _ALPHABET.fullmatch(text):
        found.append(wrong("not-base64", f"Its {name} holds characters that base64url does not have.", name))
        return None
    if name == "signature" and len(text) % 4 == 1:
        text = text[:-1]  # cut off inside a byte; its length tells
    try:
        return urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except (binascii.Error, ValueError):
        found.append(wrong("not-base64", f"Its {name} is not base64url: it ends inside a byte.", name))
        return None
