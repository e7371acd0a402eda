"""What was fetched, kept in a folder: one file for each address, for as long as is said.

Certificates end and are taken down within days; evidence is looked at weeks later. So nothing is deleted here: what is
too old is asked for again, and kept as it was when nobody answers.
"""

import hashlib
import os
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Cache:
    folder: Path
    seconds: float = 86_400.0

    def get(self, url: str) -> bytes | None:
        """None where it is not held, or not fresh."""
        path = self._path(url)
        try:
            if not 0 <= time.time() - path.stat().st_mtime <= self.seconds:
                return None
            return path.read_bytes()
        except OSError:
            return None

    def last(self, url: str) -> bytes | None:
        """However old it is."""
        try:
            return self._path(url).read_bytes()
        except OSError:
            return None

    def put(self, url: str, data: bytes) -> None:
        """Whole or not at all, whoever else writes."""
        self.folder.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=self.folder)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(name).replace(self._path(url))

    def _path(self, url: str) -> Path:
        return self.folder / hashlib.sha256(url.encode("utf-8", "replace")).hexdigest()
