"""Whose lists we take: the portal's keys as we first saw them, or as a file says. A new key is taken by a person."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from hopback.wire.do_not_originate import manifest
from hopback.wire.do_not_originate.manifest import Manifest
from hopback.wire.signing import NotSigned, UnknownKey, read_keys

from .folder import write


class Trust:
    """`fetch`: the portal's list of keys. `given`: a file with them, which is never written."""

    def __init__(self, file: Path, fetch: Callable[[], dict[str, Any]], given: Path | None = None) -> None:
        self._file, self._fetch, self._given = file, fetch, given
        self._keys = self._read()

    def verify(self, signed: str) -> Manifest:
        """Raises NotSigned."""
        if not self._keys:
            self.pin()
        try:
            return manifest.verify(signed, self._keys)
        except UnknownKey as unknown:
            raise NotSigned(
                f"{unknown} It is not one of the keys we hold. If the portal's team announced a new one, compare and "
                "take it: hopback dno sync --take-keys"
            ) from None

    def pin(self) -> list[str]:
        """Take the portal's list as it is now; the names of its keys."""
        document = self._fetch()
        keys = read_keys(document)
        if not keys:
            raise NotSigned("The portal lists no key that signs.")
        if self._given is None:
            write(self._file, json.dumps(document))
        self._keys = keys
        return sorted(keys)

    def _read(self) -> dict[str, Ed25519PublicKey]:
        try:
            return read_keys(json.loads((self._given or self._file).read_text(encoding="utf-8")))
        except FileNotFoundError:
            if self._given:
                raise NotSigned(f"{self._given} is not there: it should hold the portal's keys.") from None
            return {}
        except (OSError, ValueError, AttributeError) as problem:
            raise NotSigned(f"{self._given or self._file} is no list of keys: {problem}") from None
