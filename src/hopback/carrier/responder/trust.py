"""Is this request the portal's, meant for us, and about one call for one purpose? Only then is anything searched."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from hopback.wire.answers import HopOut
from hopback.wire.signing import NotSigned, Request, UnknownKey, check, read_keys

from .asking import PURPOSES
from .journal import Entry, Journal, Kind
from .past import Past
from .settings import PortalTable, SettingsError

KEYS, PROVIDER = "keys", "provider"
ONE_CALL = ("purpose", "calling", "called", "called_at")


class Trust:
    """The portal's keys and our own name: from the settings, or as first seen, and from then on held fast."""

    def __init__(self, portal: PortalTable, journal: Journal, fetch: Callable[[], dict[str, Any]]) -> None:
        self._portal, self._journal, self._fetch = portal, journal, fetch
        self._document = _from_file(portal) or _pinned(journal, KEYS)
        self._keys = read_keys(self._document) if self._document else {}
        self.provider = portal.provider or (_pinned(journal, PROVIDER) or {}).get("id", "")

    def check(self, hop: HopOut, past: Past, now: datetime) -> Request | None:
        """What was signed; None where nothing was and the settings allow that. Raises NotSigned."""
        _in_scope(hop, past)
        if not hop.signed:
            if self._portal.signatures == "required":
                raise NotSigned("The request is not signed. Settings: portal.signatures.")
            return None
        said = self._signed(hop, now)
        if not self.provider:
            self.provider = said.provider
            self._journal.write([_pin(PROVIDER, {"id": said.provider}, now)])
        return said

    def _signed(self, hop: HopOut, now: datetime) -> Request:
        portal = self._portal.issuer or self._portal.url
        if not self._keys:
            self.pin(now)
        try:
            return check(hop, self._keys, portal=portal, provider=self.provider)
        except UnknownKey as unknown:
            raise UnknownKey(
                f"{unknown} It is not one of the keys we hold. If the portal's team announced a new one, "
                "compare and take it: hopback respond trust"
            ) from None

    def pin(self, now: datetime) -> list[str]:
        """Take the portal's list as it is now; the names of its keys."""
        document = self._fetch()
        self._keys = read_keys(document)
        if not self._keys:
            raise NotSigned("The portal lists no key that signs requests.")
        self._journal.write([_pin(KEYS, document, now)])
        return sorted(self._keys)


@dataclass(frozen=True, slots=True)
class Listed:
    """A key of the portal, beside what we hold."""

    kid: str
    held: bool


def compared(portal: PortalTable, journal: Journal, document: dict[str, Any]) -> list[Listed]:
    """The portal's keys as it lists them now, and which of them we hold already."""
    held = _from_file(portal) or _pinned(journal, KEYS)
    ours = read_keys(held) if held else {}
    return [Listed(kid, kid in ours) for kid in sorted(read_keys(document))]


def _in_scope(hop: HopOut, past: Past) -> None:
    """One call and one purpose, the same ones as long as the hop lives."""
    if hop.purpose not in PURPOSES:
        raise NotSigned(f"The request is for “{hop.purpose}”; we answer for {' and '.join(PURPOSES)}.")
    if not hop.called:
        raise NotSigned("The request names no called number: it is not about one call.")
    before = past.request
    changed = [name for name in ONE_CALL if before and getattr(before, name) != getattr(hop, name)]
    if changed:
        raise NotSigned(f"The request changed its {' and '.join(changed)}: a hop is about one call.")


def _from_file(portal: PortalTable) -> dict[str, Any] | None:
    if portal.keys_file is None:
        return None
    try:
        document = json.loads(portal.keys_file.read_text(encoding="utf-8"))
        read_keys(document)
    except (OSError, ValueError, AttributeError) as problem:
        raise SettingsError(f"portal.keys_file: {portal.keys_file} is no list of keys: {problem}") from None
    return dict(document)


def _pinned(journal: Journal, what: str) -> dict[str, Any] | None:
    for entry in journal.newest(Kind.PINNED, limit=50):
        if entry.body["what"] == what:
            return dict(entry.body["is"])
    return None


def _pin(what: str, said: dict[str, Any], now: datetime) -> Entry:
    return Entry(Kind.PINNED, "", now, {"what": what, "is": said})
