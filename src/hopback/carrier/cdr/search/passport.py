"""What a PASSporT says, read without checking its signature: enough to tell one call from another (RFC 8225)."""

import json
from base64 import urlsafe_b64decode
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from .. import number


@dataclass(frozen=True, slots=True)
class Claims:
    token: str  # without the header's parameters
    orig: int  # number keys; 0 where it is not said
    dest: frozenset[int]
    iat: float | None  # POSIX seconds
    origid: str

    def same_call(self, other: "Claims") -> bool:
        """One signature, or one call signed twice by the same hand."""
        if self.token == other.token:
            return True
        mine, others = ((c.orig, c.dest, c.iat, c.origid) for c in (self, other))
        return bool(self.iat is not None and self.origid) and mine == others


@lru_cache(maxsize=4096)
def claims(header: str) -> Claims | None:
    """The claims in an Identity header or a bare token; None where there are none to read."""
    token = header.partition(";")[0].strip()
    parts = token.split(".")
    if len(parts) != 3:
        return None
    try:
        said = json.loads(urlsafe_b64decode(parts[1] + "=" * (-len(parts[1]) % 4)))
    except (ValueError, RecursionError):
        return Claims(token, 0, frozenset(), None, "")
    return _claims(token, said) if isinstance(said, dict) else Claims(token, 0, frozenset(), None, "")


def _claims(token: str, said: dict[str, Any]) -> Claims:
    orig, dest, iat = said.get("orig"), said.get("dest"), said.get("iat")
    tn = orig.get("tn") if isinstance(orig, dict) else ""
    called = dest.get("tn") if isinstance(dest, dict) else ()
    called = called if isinstance(called, list) else [called]
    return Claims(
        token=token,
        orig=number.key(str(tn or "")),
        dest=number.keys([str(each) for each in called if each]),
        iat=float(iat) if isinstance(iat, int | float) and not isinstance(iat, bool) and 0 < iat < 1e11 else None,
        origid=str(said.get("origid") or ""),
    )
