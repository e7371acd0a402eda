"""The list that a verb works with: a file that somebody has, or the portal's own, checked either way."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from hopback.carrier.client import Portal, read_key
from hopback.carrier.gateway.copy import Folder, Taker
from hopback.carrier.gateway.copy.trust import Trust
from hopback.wire.do_not_originate import entries, manifest
from hopback.wire.do_not_originate.entries import NotAList, Row
from hopback.wire.signing import NotSigned


@contextmanager
def rows(
    file: Path | None, signed: Path | None, keys: Path | None, portal: str, key_file: Path | None
) -> Iterator[tuple[Iterator[Row], str]]:
    """The rows and the redress contact. Raises NotAList, NotSigned, PortalError, NotTaken."""
    if (file is None) == (not portal):
        raise NotAList("Say where the list is: --list FILE, or --portal URL.")
    if file is not None:
        redress = _checked(file, signed, keys)
        with file.open(encoding="utf-8", newline="") as text:
            yield entries.whole(text), redress
        return
    with tempfile.TemporaryDirectory(prefix="hopback-dno-") as place:
        folder = Folder(Path(place))
        with Portal(portal, read_key(key_file), timeout_s=60.0) as asked:
            trust = Trust(folder.path / "keys.json", asked.keys, keys)
            taken = Taker(asked, folder, trust, portal, lambda: datetime.now(UTC)).take(None)
        if taken is None:
            raise NotAList("The portal sent no list.")
        yield folder.rows(taken.held), taken.held.redress


def _checked(file: Path, signed: Path | None, keys: Path | None) -> str:
    """Where a manifest is given, the file has to be the one that it is about."""
    if signed is None:
        return ""
    if keys is None:
        raise NotSigned("A manifest needs --keys FILE: the portal's keys, from its /.well-known/hopback-keys.json.")
    trust = Trust(keys, dict, keys)
    said = trust.verify(signed.read_text(encoding="utf-8").strip())
    with file.open(encoding="utf-8", newline="") as text:
        if manifest.sha256_of(text) != said.sha256:
            raise NotSigned(f"{file} is not the list that the manifest is about: its hash is another.")
    return said.redress
