"""Finding canaries in whatever was sent: in any case, escaped, encoded, quoted, or set with any punctuation."""

import base64
import binascii
import html
import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from urllib.parse import unquote

from .birds import Aviary, Canary

WORD = re.compile(r"xq[a-z]{4}qx")
ADDRESS = re.compile(r"(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d.])")
BETWEEN_DIGITS = re.compile(r"(?<=\d)(?:[\s().\-/·‑–\u00a0_]|&nbsp;){1,4}(?=\d)")
DIGITS = re.compile(r"\d{10,}")
ENCODED = re.compile(r"[A-Za-z0-9+/_-]{20,}={0,2}")
SOFT_BREAK = re.compile(r"=\r?\n")
JSON_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})")


def found(aviary: Aviary, text: str) -> set[Canary]:
    """Every canary that can be heard in this text."""
    heard: set[str] = set()
    for form in forms(text):
        lower = form.lower()
        heard.update(WORD.findall(lower), ADDRESS.findall(lower))
        heard.update(_numbers(BETWEEN_DIGITS.sub("", lower)))
    return {aviary.birds[text] for text in heard if text in aviary.birds}


def forms(text: str) -> Iterator[str]:
    """The text as it is, and as a browser, a mail program or a script would read it."""
    plain = unquote(html.unescape(html.unescape(text)).replace("\u200b", ""))
    plain = JSON_ESCAPE.sub(lambda match: chr(int(match[1], 16)), plain)
    yield plain
    if "=\n" in text or "=\r\n" in text:
        yield SOFT_BREAK.sub("", plain)
    yield " ".join(_decoded(plain))


def _decoded(text: str) -> Iterator[str]:
    for run in ENCODED.findall(text):
        standard = run.rstrip("=").replace("-", "+").replace("_", "/")
        try:
            raw = base64.b64decode(standard + "=" * (-len(standard) % 4))
        except binascii.Error:
            continue
        said = raw.decode("latin-1")
        if sum(sign.isascii() and sign.isprintable() for sign in said) > 0.9 * len(said):
            yield said


def _numbers(text: str) -> Iterator[str]:
    for run in DIGITS.findall(text):
        yield from (run[start : start + 10] for start in range(len(run) - 9))


def of_mail(raw: bytes) -> str:
    """A mail as it leaves and as it is read: headers, plain text and HTML decoded."""
    mail = message_from_bytes(raw, policy=policy.default)
    parts = [raw.decode("utf-8", "replace"), *(f"{name}: {text}" for name, text in mail.items())]
    for part in mail.walk():
        if part.get_content_maintype() == "text":
            parts.append(part.get_content())
    return "\n".join(parts)
