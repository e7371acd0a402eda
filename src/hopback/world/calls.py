"""
The calls of the simulated network, each with its true path.

Every call is signed, and the signature reaches the terminating provider: by its originating provider
if that is in the US, else by the gateway where it first entered. That is this world's simplification;
on the real network a leg without SIP, or a switch that makes a new call of it, loses the signature.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from .campaigns import RealTraceback, Transcript, real_tracebacks, transcripts
from .directory import Directory
from .draws import draw
from .paths import PICTURED, Path, Shape, draw_path

UNTIL = datetime(2026, 10, 20, 18, 12, tzinfo=UTC)  # calls end before this, unless told otherwise
DAYS = 10  # calls are spread over so many days before
MOST_CALLS = 5_000

_PATHS_PER_CAMPAIGN = 6  # a campaign keeps to a few sources
_PICTURED_CAMPAIGN = "SSA-KindlyPressOne"
_PICTURED_CALLED = "+15135550168"
# Further apart than any provider searches: clocks are wrong by up to 8 hours, searches reach 12.
_AGAIN_AFTER_HOURS = (26, 50)


@dataclass(frozen=True, slots=True)
class Call:
    """One call. `path` runs from the terminating provider to the origin, as a traceback does."""

    id: str
    calling: str  # E.164, from a real traceback; mostly spoofed
    called: str  # E.164, 555-01xx: reserved for fiction
    at: datetime  # UTC, when the origin set it up
    campaign: str
    path: Path
    shape: Shape
    signed_at: int  # place of the signer on the path; it stands there once
    signer: str  # OCN
    attestation: str  # A, B or C

    @property
    def origin(self) -> str:
        """Return the key of the provider whose customer made the call."""
        return self.path[-1]

    @property
    def transcript(self) -> Transcript | None:
        """Return what a recording of this campaign says, where there is one."""
        return transcripts().get(self.campaign)


@dataclass(frozen=True, slots=True)
class Traffic:
    """The calls that are asked about, and those around them: redials and the same pair another day."""

    calls: tuple[Call, ...]
    others: tuple[Call, ...]


def place(seed: int, directory: Directory, count: int, until: datetime = UNTIL) -> Traffic:
    """Return `count` calls of real campaigns and the calls around them."""
    if not 0 < count <= MOST_CALLS:
        raise ValueError(f"A network carries 1 to {MOST_CALLS} calls, not {count}.")
    if until.utcoffset() is None:
        raise ValueError("`until` needs a time zone.")
    office = _Placement(seed, directory, until.astimezone(UTC))
    calls = tuple(office.calls(count))
    return Traffic(calls, tuple(other for call in calls for other in office.around(call)))


class _Placement:
    def __init__(self, seed: int, directory: Directory, until: datetime) -> None:
        self.directory = directory
        self.until = until
        self.chance = draw(seed, "calls")
        self.paths: dict[str, list[tuple[Shape, Path]]] = {_PICTURED_CAMPAIGN: [(Shape.FOREIGN, PICTURED)]}
        self.pairs: set[tuple[str, str]] = set()

    def calls(self, count: int) -> Iterator[Call]:
        yield self.pictured()
        for number in range(2, count + 1):
            real = self.chance.choice(real_tracebacks())
            way = self.path(real.campaign)
            while (called := self.called(real.calling, way[1][0])) is None:
                way = draw_path(self.directory, self.chance)
            yield self.call(f"call-{number:05d}", real, called, self.moment(), way)

    def pictured(self) -> Call:
        real = next(real for real in real_tracebacks() if real.campaign == _PICTURED_CAMPAIGN)
        self.pairs.add((real.calling, _PICTURED_CALLED))
        at = self.until - timedelta(hours=28, minutes=30, seconds=33)
        return self.call("call-00001", real, _PICTURED_CALLED, at, (Shape.FOREIGN, PICTURED))

    def call(self, id_: str, real: RealTraceback, called: str, at: datetime, way: tuple[Shape, Path]) -> Call:
        shape, path = way
        signed_at, signer, attestation = sign(self.directory, path, self.chance)
        return Call(id_, real.calling, called, at, real.campaign, path, shape, signed_at, signer, attestation)

    def path(self, campaign: str) -> tuple[Shape, Path]:
        known = self.paths.setdefault(campaign, [])
        if (len(known) < _PATHS_PER_CAMPAIGN and self.chance.random() < 0.5) or not known:
            known.append(draw_path(self.directory, self.chance))
            return known[-1]
        return self.chance.choice(known)

    def called(self, calling: str, terminating: str) -> str | None:
        """Return a subscriber that this calling number has not called yet; None if hardly any is left."""
        areas = self.directory.provider(terminating).area_codes
        for _ in range(100):
            # Line 99 is left to routing numbers.
            called = f"+1{self.chance.choice(areas)}55501{self.chance.randrange(99):02d}"
            if (calling, called) not in self.pairs:
                self.pairs.add((calling, called))
                return called
        return None

    def moment(self) -> datetime:
        back = timedelta(days=self.chance.randrange(DAYS), seconds=self.chance.randint(3600, 12 * 3600))
        return (self.until - back).replace(microsecond=0)

    def around(self, call: Call) -> Iterator[Call]:
        """Yield redials over the same path, and now and then the same pair on another day and path."""
        for number in range(self.chance.choice((0, 0, 1, 2, 3))):
            seconds = self.chance.choice((-1, 1)) * self.chance.randint(15, 100)
            yield replace(call, id=f"{call.id}-redial-{number + 1}", at=call.at + timedelta(seconds=seconds))
        if self.chance.random() < 0.15:
            yield self.another_day(call)

    def another_day(self, call: Call) -> Call:
        shape, path = draw_path(self.directory, self.chance, start=call.path[0])
        signed_at, signer, attestation = sign(self.directory, path, self.chance)
        at = call.at - timedelta(hours=self.chance.randint(*_AGAIN_AFTER_HOURS))
        return replace(
            call,
            id=f"{call.id}-another-day",
            at=at,
            path=path,
            shape=shape,
            signed_at=signed_at,
            signer=signer,
            attestation=attestation,
        )


def sign(directory: Directory, path: Path, chance: random.Random) -> tuple[int, str, str]:
    """Return the signer's place on the path, its OCN and the attestation it gives."""
    if not directory.provider(path[-1]).foreign:
        return len(path) - 1, directory.provider(path[-1]).ocn, chance.choice("ABB")
    place_ = max(
        place
        for place in range(len(path) - 1)
        if not directory.provider(path[place]).foreign and directory.provider(path[place + 1]).foreign
    )
    return place_, directory.provider(path[place_]).ocn, "C"
