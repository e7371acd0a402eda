"""Files that a switch reads, each replaced in one step, and the program that tells the switch so."""

import hashlib
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from hopback.wire.do_not_originate.entries import Row
from hopback.wire.do_not_originate.renderings import FORMATS

from .feed import Feed, FeedError

PATIENCE_S: Final = 120.0


class File:
    """`after`: run once the file was replaced; where it fails, it is run again next time."""

    def __init__(self, form: str, path: Path, after: Sequence[str] = ()) -> None:
        self.name, self.form, self.path, self.after = f"{form} {path.name}", form, path, list(after)
        self._told = ""

    def take(self, feed: Feed) -> str:
        if self._told == feed.mark:
            return "nothing new"
        try:
            self._write(feed)
        except OSError as problem:
            raise FeedError(f"{self.path}: {problem.strerror}.") from None
        if self.after:
            self._run()
        self._told = feed.mark
        return "written"

    def _write(self, feed: Feed) -> None:
        beside = self.path.with_name(self.path.name + ".new")
        rows = (row for row in feed.chosen() if not self._passes(row, feed))
        with beside.open("w", encoding="utf-8", newline="\n") as file:
            for chunk in FORMATS[self.form].chunks(rows, answer=feed.choice.answer):
                file.write(chunk)
        if self.path.exists() and _same(beside, self.path):
            beside.unlink()
        else:
            beside.replace(self.path)

    @staticmethod
    def _passes(row: Row, feed: Feed) -> bool:
        return not row.entry.block and row.entry.number in feed.choice.allowed

    def _run(self) -> None:
        try:
            ran = subprocess.run(self.after, capture_output=True, text=True, timeout=PATIENCE_S, check=False)  # noqa: S603
        except (OSError, subprocess.TimeoutExpired) as problem:
            raise FeedError(f"{self.after[0]} could not be run: {problem}") from None
        if ran.returncode:
            raise FeedError(f"{self.after[0]} ended with {ran.returncode}: {(ran.stderr or ran.stdout).strip()[:300]}")


def _same(one: Path, other: Path) -> bool:
    with one.open("rb") as first, other.open("rb") as second:
        return hashlib.file_digest(first, "sha256").digest() == hashlib.file_digest(second, "sha256").digest()
