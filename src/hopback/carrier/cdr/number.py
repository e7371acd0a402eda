"""Telephone numbers as keys: the digits of E.164 as one integer, whatever form a switch wrote them in.

0 says that nobody can tell (anonymous, empty, letters). Extensions and short codes keep their own digits.
"""

import re
from collections.abc import Collection, Sequence
from functools import lru_cache

import phonenumbers

NANP = "1"
_SCHEME = re.compile(r"^\s*<?\s*(?:tel|sips?):", re.I)
_ROUTING = re.compile(r";\s*rn=\+?([0-9.()-]+)", re.I)
_NAMED = re.compile(r"<([^<>]*)>")
_PREFIXED = re.compile(r"^(?:\+?[0-9]*[#*])+")
_EXTENSION = re.compile(r"[\s,;]*(?:x|ext\.?|extension)[\s.:=]*\d+\s*$", re.I)
_TRUNK_ZERO = re.compile(r"\(0\)")
_TEN = re.compile(r"[2-9]\d{2}[2-9]\d{6}")
_LONGEST = 15  # digits of an E.164 number
_SHORTEST = 7  # digits of a number that is no extension and no short code


def key(raw: str, *, country: str = NANP, prefixes: Sequence[str] = ()) -> int:
    """The number a switch meant. `country`: calling code of numbers written without one; `prefixes`: the switch's own.

    `+12025550142`, `12025550142`, `2025550142`, `(202) 555-0142`, `0111202…`, `9#2025550142`, `92025550142`,
    `2025550142 ext. 7`, `"Ann" <sip:+1202…@host>`, `2025550142;npdi;rn=+1…` are all 12025550142.
    """
    return _key(raw, country, tuple(prefixes))


@lru_cache(maxsize=65536)
def _key(raw: str, country: str, prefixes: tuple[str, ...]) -> int:
    plain = raw.removeprefix("+")
    if plain.isascii() and plain.isdigit() and not prefixes:  # as most are written
        return int(_international(plain, plus=plain != raw, country=country)[:18])
    bare = _bare(raw)
    for prefix in prefixes:
        bare = bare.removeprefix(prefix)
    bare = _unprefixed(bare)
    digits = re.sub(r"\D", "", bare)
    if not digits or re.search(r"[A-Za-z]{3}", bare):
        return 0
    return int(_international(digits, plus=bare.startswith("+"), country=country)[:18])


def routing_key(raw: str, *, country: str = NANP) -> int:
    """The number behind `rn=`, 0 when there is none: a ported number's switch (LRN)."""
    found = _ROUTING.search(raw) if ";" in raw else None
    return key(found.group(1), country=country) if found else 0


def keys(raws: Collection[str], *, country: str = NANP, prefixes: Sequence[str] = ()) -> frozenset[int]:
    """Every key these writings can mean, without 0."""
    found = {key(raw, country=country, prefixes=prefixes) for raw in raws}
    found |= {routing_key(raw, country=country) for raw in raws}
    return frozenset(found - {0})


def _bare(raw: str) -> str:
    """What stands for the number: no display name, scheme, host, parameter, extension or closing `#`."""
    named = _NAMED.search(raw)
    text = _SCHEME.sub("", named.group(1) if named else raw).replace("%2B", "+").replace("%23", "#")
    text = _EXTENSION.sub("", text.split("@")[0]).split(";")[0].split(">")[0]
    return _TRUNK_ZERO.sub("", text).strip().rstrip("#")


def _unprefixed(bare: str) -> str:
    """Without `9#`, `10288#`, `#31#`; but `2025550142*12` is a number with something dialled after it."""
    prefix = _PREFIXED.match(bare)
    if not prefix:
        return bare
    head, rest = bare[: prefix.end()], bare[prefix.end() :].strip()
    if _length(rest) < _SHORTEST <= _length(head):
        return re.split(r"[#*]", head)[0]
    return rest


def _length(text: str) -> int:
    return len(re.sub(r"\D", "", text))


def _international(digits: str, *, plus: bool, country: str) -> str:
    if plus and not digits.startswith("0"):
        unfinished = country == NANP and _TEN.fullmatch(digits) and not _abroad(digits)
        return NANP + digits if unfinished else digits
    for abroad in ("011", "00"):
        if digits.startswith(abroad) and len(digits) > len(abroad) + 7:
            return digits.removeprefix(abroad)
    if country == NANP:
        return _north_american(digits)
    return country + digits.removeprefix("0") if digits.startswith("0") else digits


def _north_american(digits: str) -> str:
    if len(digits) == 10:
        return NANP + digits if _TEN.fullmatch(digits) else digits
    if len(digits) > 10 and not (len(digits) == 11 and digits.startswith(NANP)) and not _abroad(digits):
        for tail in (digits[-11:].removeprefix(NANP), digits[-10:]):
            if _TEN.fullmatch(tail):
                return NANP + tail
    return digits


def _abroad(digits: str) -> bool:
    """Is it a valid number with its own country code? Then its first digits are no technical prefix."""
    if len(digits) > _LONGEST:
        return False
    try:
        return phonenumbers.is_valid_number(phonenumbers.parse("+" + digits))
    except phonenumbers.NumberParseException:
        return False
