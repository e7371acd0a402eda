"""Are two calls told of the same one, or of one text? Pure judgment over rows that were read (A1.6, A4.3).

Texts are compared without regard to case, punctuation and figures. A sketch of a text (one-permutation hashing of
its pairs of words) finds the few that may be alike among any number, and only those are compared.
"""

import re
import secrets
import zlib
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from rapidfuzz import fuzz

from hopback.policy.figures import SAME_MOMENT

FEWEST_WORDS = 12  # shorter evidence is a remark about a call, not what the call says
NEARLY = 85  # of 100: words misheard or left out, not another script
BINS = 16
_WORDS = re.compile(r"[^\W\d_]+|\d+")


def words_of(text: str) -> str:
    """The text as it is compared; "" where it is too short to tell one message from another."""
    words = ["#" if word[0].isdigit() else word for word in _WORDS.findall(text.casefold())]
    return " ".join(words) if len(words) >= FEWEST_WORDS else ""


def nearly_the_same(one: str, other: str) -> bool:
    return fuzz.ratio(one, other, score_cutoff=NEARLY) > 0


def bands(words: str) -> list[int]:
    """Eight whole numbers; texts that are nearly the same share at least one of them, all but always."""
    least: list[int | None] = [None] * BINS
    for pair in pairwise(words.split()):
        value, place = divmod(zlib.crc32(" ".join(pair).encode()), BINS)
        kept = least[place]
        least[place] = value if kept is None else min(kept, value)
    full = _filled(least)
    return [_band(place, full[place], full[place + 1]) for place in range(0, BINS, 2)]


def _filled(least: list[int | None]) -> list[int]:
    """An empty place takes what stands in the next one that is not: short texts have more places than pairs."""
    full, last = list(least), next((value for value in least if value is not None), 0)
    for place in reversed(range(len(full))):
        last = full[place] = last if full[place] is None else full[place]
    return [value or 0 for value in full]


def _band(place: int, one: int, other: int) -> int:
    return zlib.crc32(b"%d %d %d" % (place, one, other))


@dataclass(frozen=True, slots=True)
class Told:
    """One call as it was told. `calling` and `called`: E.164, or as written where that cannot be told."""

    key: Hashable
    calling: str
    is_number: bool
    called: str
    at: datetime
    call_group: int | None = None
    minute_group: int | None = None


type Groups = tuple[int | None, int | None]


def grouped(told: Iterable[Told]) -> dict[Hashable, Groups]:
    """Key → its group of the same call, and of the same number within a minute; None where it stands alone."""
    found: dict[Hashable, Groups] = {}
    for calls in _by_caller(told).values():
        for burst in _bursts(calls):
            found |= _of_one_burst(burst)
    return found


def _by_caller(told: Iterable[Told]) -> dict[Hashable, list[Told]]:
    """What is no number ("anonymous") is one caller only where the same number was called."""
    callers: dict[Hashable, list[Told]] = {}
    for call in told:
        callers.setdefault(call.calling if call.is_number else (call.calling, call.called), []).append(call)
    return callers


def _bursts(calls: list[Told]) -> Iterable[list[Told]]:
    """Calls that began less than a minute after the first of them."""
    calls.sort(key=lambda call: call.at)
    burst: list[Told] = []
    for call in calls:
        if burst and call.at - burst[0].at >= SAME_MOMENT:
            yield burst
            burst = []
        burst.append(call)
    if burst:
        yield burst


def _of_one_burst(burst: list[Told]) -> dict[Hashable, Groups]:
    together = _name([call.minute_group for call in burst]) if burst[0].is_number else None
    same: dict[str, list[Told]] = {}
    for call in burst:
        same.setdefault(call.called, []).append(call)
    names = {called: _name([call.call_group for call in calls]) for called, calls in same.items()}
    return {call.key: (names[call.called], together) for call in burst}


def _name(names: Sequence[int | None]) -> int | None:
    """The group's name so far, or a new one; none for a single call."""
    if len(names) < 2:
        return None
    return min((name for name in names if name is not None), default=None) or secrets.randbits(62) + 1
