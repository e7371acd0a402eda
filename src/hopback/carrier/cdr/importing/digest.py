"""What a file holds, by its bytes: the same file again, and a file that has grown since, are told by this."""

import hashlib
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from ..dialects import text
from ..reading import UnreadableError

_CHUNK = 1 << 20
_SQLITE = b"SQLite format 3\0"
_PARQUET = b"PAR1"


@dataclass(frozen=True, slots=True)
class Digest:
    """Of the bytes unpacked, so that a file and its .gz are the same. `lines`: those that are ended; a file that has
    none, being no text, cannot grow."""

    sha256: str
    size: int
    lines: int | None
    before: dict[int, str]  # the SHA-256 of the first so many bytes, for the sizes that were asked


def is_database(path: Path) -> bool:
    """A SQLite file: it changes in place, so its bytes say nothing about which rows are new."""
    return text.head(path, len(_SQLITE)) == _SQLITE


def digest(path: Path, sizes: Iterable[int] = ()) -> Digest:
    """Reads the file once. Raises `UnreadableError`."""
    hashed, done, lines = hashlib.sha256(), 0, 0
    last = b""
    before: dict[int, str] = {}
    stops = sorted(set(sizes))
    try:
        with text.opened(path) as file:
            while chunk := file.read(min(_CHUNK, stops[0] - done) if stops else _CHUNK):
                hashed.update(chunk)
                done += len(chunk)
                lines += text.line_ends(chunk) - (last == b"\r" and chunk.startswith(b"\n"))
                last = chunk[-1:]
                if stops and done == stops[0]:
                    before[stops.pop(0)] = hashed.hexdigest()
    except (OSError, EOFError, zlib.error) as error:
        raise UnreadableError(f"{path} cannot be read to its end: {error}") from error
    return Digest(hashed.hexdigest(), done, None if text.head(path, len(_PARQUET)) == _PARQUET else lines, before)
