"""A calling number in any writing, as the digits of E.164 in one integer. Display names are never looked at."""

import re
from functools import lru_cache
from typing import Final

from hopback.carrier.cdr import number

INVALID: Final = -1  # digits, but none of a number: 0000000000
_NAMED = re.compile(r"<([^<>]*)>")
_DIGITS = 7


def key(raw: str) -> int:
    """`+18008291040`, `18008291040`, `8008291040`, `011 1 800…`, `<tel:+1…>`, `sip:+1…;npdi;rn=+1…@host` are one.

    0: there is no number. -1: digits that can be no number. Otherwise the digits of E.164.
    """
    return _key(raw)


@lru_cache(maxsize=65536)
def _key(raw: str) -> int:
    if '"' in raw or "<" in raw:
        named = _NAMED.search(raw)
        if named is None:
            return 0
        raw = named.group(1)
    found = number.key(raw)
    if found:
        return found
    digits = re.sub(r"\D", "", raw.split("@")[0].split(";")[0])
    return INVALID if len(digits) >= _DIGITS else 0
