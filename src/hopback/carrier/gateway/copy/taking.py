"""The list from the portal: a difference where there is a copy, else the whole; signed, hashed, then kept (XB.6)."""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Final

from hopback.carrier.client import Portal, RefusedError
from hopback.carrier.client.portal import NOT_MODIFIED
from hopback.wire.do_not_originate import entries, manifest
from hopback.wire.do_not_originate.entries import NotAList, Row
from hopback.wire.do_not_originate.manifest import Manifest
from hopback.wire.signing import NotSigned

from .folder import Folder, Held
from .merging import Drifted, merged
from .trust import Trust

CONFLICT: Final = 409
WHOLE_S: Final = 120  # the portal reads a whole list once before it says the first word of it
SMALL: Final = 200_000  # changes of one difference: more are taken as a whole list


class NotTaken(Exception):  # noqa: N818 - it reads as what happened
    """What the portal sent is not a list that can be trusted. The copy stays as it was."""


@dataclass(frozen=True, slots=True)
class Taken:
    """`changes`: what is different from the copy before; None where a full copy took its place."""

    held: Held
    changes: list[Row] | None


@dataclass
class Taker:
    """`take` asks once. `issuer`: the portal's address as it signs."""

    portal: Portal
    folder: Folder
    trust: Trust
    issuer: str
    clock: Callable[[], datetime]
    _whole: bool = field(default=False, init=False)

    def take(self, held: Held | None, *, wait_s: int = 0) -> Taken | None:
        """What is new; None where nothing is. Raises PortalError, NotTaken; the copy is untouched then."""
        held = None if self._whole else held
        asked, headers, patience_s = {"format": "csv"}, {"Accept-Encoding": "gzip"}, wait_s if held else WHOLE_S
        if held:
            asked |= {"since": str(held.version), "wait": str(wait_s)}
            headers["If-None-Match"] = f"{manifest.etag(held.version)}, {manifest.etag(held.version, held.version)}"
        try:
            taken = self._asked(asked, headers, held, patience_s)
        except RefusedError as refused:
            if refused.status != CONFLICT or held is None:
                raise
            return self.take(None)
        except (NotSigned, NotAList) as problem:
            raise NotTaken(str(problem)) from None
        except Drifted as problem:
            self._whole = True
            raise NotTaken(f"{problem} The whole list is taken next.") from None
        self._whole = False
        return taken

    def _asked(self, asked: dict[str, str], headers: dict[str, str], held: Held | None, wait_s: int) -> Taken | None:
        part = self.folder.path / "taken-body.part"
        with self.portal.stream(manifest.PATH, asked, headers, wait_s=wait_s) as response:
            if response.status_code == NOT_MODIFIED:
                return None
            said = self.trust.verify(response.headers.get(manifest.MANIFEST_HEADER, ""))
            digest = hashlib.sha256()
            with part.open("wb") as file:
                for some in response.iter_bytes(1 << 18):
                    file.write(some)
                    digest.update(some)
        try:
            self._check(said, held, digest.hexdigest())
            if held and said.version == held.version:
                return None
            return self._changed(part, said, held) if held and said.since is not None else self._replaced(part, said)
        finally:
            with suppress(OSError):
                part.unlink()

    def _check(self, said: Manifest, held: Held | None, sha256: str) -> None:
        """This portal's, this body's, what was asked for, and not older than what we hold."""
        if said.iss.rstrip("/") != self.issuer.rstrip("/"):
            raise NotTaken(f"The list is signed by {said.iss}, not by {self.issuer}.")
        if said.sha256 != sha256:
            raise NotTaken("The list is not the one that was signed: its hash is another. It may have been cut off.")
        if said.since is not None and (held is None or said.since != held.version):
            raise NotTaken(f"The portal sent a difference from version {said.since}, which is not ours.")
        known = self.folder.held()
        if known and said.made_at < known.made_at:
            raise NotTaken(f"The list was made {said.made_at:%Y-%m-%d %H:%M:%S} UTC, before the one we hold.")

    def _changed(self, part: Path, said: Manifest, held: Held) -> Taken:
        changes = []
        for row in _rows(part):
            changes.append(row)
            if len(changes) > SMALL:
                self._whole = True
                raise NotTaken("The difference is so large that the whole list is taken next.")
        _count(said, sum(row.change == "listed" for row in changes), len(changes))
        kept = self.folder.keep(merged(self.folder.lines(held), changes), self._held(said))
        return Taken(kept, changes)

    def _replaced(self, part: Path, said: Manifest) -> Taken:
        """Every line is read before any is kept."""
        rows, before = 0, ""
        for row in _rows(part):
            if row.change != "listed" or row.entry.number <= before:
                raise NotTaken(f"{row.entry.number} stands out of order in the list, or is listed twice.")
            rows, before = rows + 1, row.entry.number
        _count(said, rows, rows)
        return Taken(self.folder.adopt(part, replace(self._held(said), sha256=said.sha256, listed=rows)), None)

    def _held(self, said: Manifest) -> Held:
        return Held(said.version, "", "", 0, said.made_at, self.clock(), said.redress, said.iss)


def _rows(part: Path) -> Iterator[Row]:
    with part.open(encoding="utf-8", newline="") as text:
        yield from entries.whole(text)


def _count(said: Manifest, listed: int, rows: int) -> None:
    if (said.listed, said.removed) != (listed, rows - listed):
        raise NotTaken(
            f"The manifest speaks of {said.listed:,} listed and {said.removed:,} removed; "
            f"there are {listed:,} and {rows - listed:,}."
        )
