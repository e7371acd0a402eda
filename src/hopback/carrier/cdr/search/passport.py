"""What a PASSporT says, read without checking its signature: enough to tell one call from another (RFC 8225)."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from hopback.evidence.shaken import token as tokens

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
    read = tokens.read(header)
    if read.text.count(".") != 2:
        return None
    return _claims(read.text, read.claims or {})


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
