"""What was learned about clocks: for each switch and neighbour, how far its records are from what is asked."""

import json
import os
from bisect import bisect_left, insort
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from statistics import median

from .drift import FARTHEST_H, Clock, Drift, split, zones_seen

type Key = tuple[str, str]  # switch, neighbour
type Seen = tuple[float, float]  # when (POSIX seconds), how far off (seconds)

_NEAREST = 40  # observations that speak for a moment: those nearest to it in time
_KEPT = 400  # of each pair
_OLDEST_S = 400 * 86400.0
_HALF_LIFE_S = 45 * 86400.0
_ENOUGH = 5
_FINEST_S = 0.35
_BORROWED_S = 1.5  # what one neighbour's clock may differ from another's
_FILE = 1
FILE_NAME = "clocks.json"  # beside an archive
BETWEEN_OWN = "our switch "  # how a neighbour's name begins where one own switch is compared with another


class SkewsFileError(Exception):
    """The file of learned clocks cannot be read; it holds nothing that cannot be learned again: move it away."""


class Skews:
    """Offsets of past calls that were found beyond doubt by numbers alone. Not for several threads."""

    def __init__(self) -> None:
        self._seen: dict[Key, list[Seen]] = {}
        self._moments: set[float] = set()  # when something was asked that taught
        self._clocks: dict[tuple[str, str, int], Clock] = {}

    def __len__(self) -> int:
        return sum(len(seen) for seen in self._seen.values())

    def learn(self, *, switch: str, neighbour: str, off_s: float, at: datetime) -> bool:
        """`off_s`: the record's time less the asked one, as written. Only of a pair of numbers that occurs once. Was it
        anything new?"""
        if abs(off_s) > FARTHEST_H * 3600 + 900:
            return False
        seen = self._seen.setdefault((switch, neighbour), [])
        lesson = (_moment(at), round(float(off_s), 3))
        if lesson in seen:  # the same call, looked for again
            return False
        insort(seen, lesson)
        self._moments.add(lesson[0])
        newest = seen[-1][0]
        del seen[: max(len(seen) - _KEPT, bisect_left(seen, (newest - _OLDEST_S, 0.0)))]
        self._clocks.clear()
        return True

    def clock(self, switch: str, neighbour: str, at: datetime) -> Clock:
        """The clock of a switch at a moment, against this neighbour's; unknown where nothing was learned. What the call
        of this very moment taught is left out: no call is its own witness."""
        hour, moment = int(at.timestamp() // 3600), _moment(at)
        if moment in self._moments:
            return self._learned(switch, neighbour, hour * 3600.0 + 1800, but=moment)
        known = self._clocks.get((switch, neighbour, hour))
        if known is None:
            known = self._clocks[switch, neighbour, hour] = self._learned(switch, neighbour, hour * 3600.0 + 1800)
        return known

    def offsets(self, neighbour: str, at: datetime) -> list[float]:
        """Where records of a moment are to be looked for, other than at the moment itself."""
        switches = {switch for switch, _ in self._seen}
        return sorted({self.clock(switch, neighbour, at).off_s for switch in switches})

    def _learned(self, switch: str, neighbour: str, at: float, *, but: float | None = None) -> Clock:
        own = _without(self._seen.get((switch, neighbour), []), but)
        if len(own) >= _ENOUGH:
            return _clock(own, at, _FINEST_S, 1.0)
        for lent in (self._pooled(switch=switch), self._by_sister(switch), self._pooled(neighbour=neighbour)):
            borrowed = _without(lent, but)
            if len(borrowed) >= _ENOUGH:
                return _clock(sorted(borrowed), at, _BORROWED_S, 0.95)
        return _clock(own, at, _BORROWED_S, 0.95) if own else Clock()

    def _pooled(self, *, switch: str = "", neighbour: str = "") -> list[Seen]:
        """Of one switch against any neighbour, or of any switch against one neighbour."""
        return [
            seen
            for key, each in self._seen.items()
            if not key[1].startswith(BETWEEN_OWN)
            and ((switch and key[0] == switch) or (neighbour and key[1] == neighbour))
            for seen in each
        ]

    def _by_sister(self, switch: str) -> list[Seen]:
        """Of another switch of the house, moved by what the two were seen to differ."""
        found: list[Seen] = []
        for key, each in self._seen.items():
            if key[0] == switch and key[1].startswith(BETWEEN_OWN) and len(each) >= _ENOUGH:
                apart = median(off for _, off in each)
                sister = self._pooled(switch=key[1].removeprefix(BETWEEN_OWN))
                found += [(at, off + apart) for at, off in sister]
        return found

    def save(self, path: Path) -> None:
        """Written beside and then put in place, so that a reader finds the old file or the new one."""
        clocks = [
            {"switch": switch, "neighbour": neighbour, "seen": [[at, off] for at, off in seen]}
            for (switch, neighbour), seen in sorted(self._seen.items())
        ]
        written = path.with_name(path.name + ".new")
        written.write_text(json.dumps({"version": _FILE, "clocks": clocks}), encoding="utf-8")
        os.replace(written, path)

    @classmethod
    def load(cls, path: Path) -> "Skews":
        """Empty where there is no file. Raises `SkewsFileError`."""
        skews = cls()
        try:
            for key, seen in _read(json.loads(path.read_text(encoding="utf-8"))):
                skews._seen[key] = seen
                skews._moments.update(when for when, _ in seen)
        except FileNotFoundError:
            return skews
        except (ValueError, TypeError, KeyError, AttributeError) as wrong:
            raise SkewsFileError(
                f"{path} is no file of learned clocks ({wrong}); move it away to begin anew."
            ) from wrong
        return skews


def _read(said: dict[str, object]) -> Iterator[tuple[Key, list[Seen]]]:
    clocks = said["clocks"]
    if said.get("version") != _FILE or not isinstance(clocks, list):
        raise ValueError(f"version {said.get('version')!r}")
    for each in clocks:
        yield (str(each["switch"]), str(each["neighbour"])), sorted((float(at), float(off)) for at, off in each["seen"])


def _moment(at: datetime) -> float:
    """As exact as the file."""
    return round(at.timestamp(), 3)


def _without(seen: Sequence[Seen], but: float | None) -> Sequence[Seen]:
    return seen if but is None else [each for each in seen if each[0] != but]


def _clock(seen: Sequence[Seen], at: float, finest_s: float, most: float) -> Clock:
    near = sorted(sorted(seen, key=lambda each: abs(each[0] - at))[:_NEAREST])
    zones, drifts = [], []
    for when, off in near:
        zone, drift = split(off)
        zones.append(zone)
        drifts.append((when, drift))
    slope = _slope(drifts)
    brought = sorted(drift + slope * (at - when) for when, drift in drifts)
    middle = median(brought)
    age_s = abs(median(when for when, _ in near) - at)
    n = len(seen) * 0.5 ** (age_s / _HALF_LIFE_S)
    width = max(finest_s, 0.9 * _spread(brought, middle) * len(brought) ** -0.2)
    trust = most * (1 - 0.5 / (n + 1) ** 1.3)
    known, likely = Drift(tuple(brought), width, middle), zones_seen(zones)
    usual = max(likely, key=lambda zone: likely[zone])
    return Clock(len(seen), known, likely, trust, slope * 86400, usual, _to_the_minute(seen))


def _to_the_minute(seen: Sequence[Seen]) -> float:
    """Do askers tell minutes? One time in sixty is a whole minute by chance."""
    whole = sum(at % 60 == 0 for at, _ in seen)
    return (max(0.0, whole - len(seen) / 30) + 0.5) / (len(seen) + 1)


def _spread(values: Sequence[float], middle: float) -> float:
    return 1.4826 * median(abs(value - middle) for value in values)


def _slope(drifts: Sequence[Seen]) -> float:
    """Seconds per second, the median between all pairs (Theil and Sen); 0 unless it explains most of the spread."""
    if len(drifts) < 8 or drifts[-1][0] - drifts[0][0] < 7200:
        return 0.0
    slopes = [
        (later[1] - earlier[1]) / (later[0] - earlier[0])
        for place, earlier in enumerate(drifts)
        for later in drifts[place + 1 :]
        if later[0] - earlier[0] > 600
    ]
    slope = median(slopes) if slopes else 0.0
    still = [drift for _, drift in drifts]
    moved = [drift - slope * when for when, drift in drifts]
    return slope if _spread(moved, median(moved)) < 0.6 * _spread(still, median(still)) else 0.0
