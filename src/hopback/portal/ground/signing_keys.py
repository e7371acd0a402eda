"""The keys by which the portal signs its requests: a PEM file, the newest key first, older ones still listed.

A private key on top signs. Below it may stand earlier keys, private or public, whose signatures are still about.
"""

import os
import re
import tempfile
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings

from hopback.wire.signing import jwk_of, kid_of

BLOCK = re.compile(rb"-----BEGIN ([A-Z ]+)-----.+?-----END \1-----", re.S)
OPEN_TO_OTHERS = 0o077


class NoSigningKey(RuntimeError):  # noqa: N818 - it reads as what happened
    """The file of the signing key is missing, cannot be read, or holds something else. The message says which."""


@dataclass(frozen=True, slots=True)
class Keyring:
    """`signs` is the newest key; `listed` are the public keys of all, the newest first."""

    signs: Ed25519PrivateKey
    listed: tuple[Ed25519PublicKey, ...]

    def document(self) -> dict[str, list[dict[str, str]]]:
        """The JWK set that anybody may read."""
        return {"keys": [jwk_of(key) for key in self.listed]}


def keyring() -> Keyring:
    """As the file is now: a key put on top of it is used from the next request on."""
    path = Path(settings.SIGNING_KEY_FILE)
    try:
        changed = path.stat().st_mtime_ns
    except OSError as fault:
        raise NoSigningKey(
            f"There is no signing key at {path} ({fault.strerror}). It is made by: hopback serve"
        ) from None
    return _read(path, changed)


@lru_cache(maxsize=4)
def _read(path: Path, changed: int) -> Keyring:
    try:
        pem = path.read_bytes()
    except OSError as fault:
        raise NoSigningKey(f"The signing key at {path} cannot be read: {fault.strerror}.") from None
    keys = [_key(block[0], path) for block in BLOCK.finditer(pem)]
    if not keys or not isinstance(keys[0], Ed25519PrivateKey):
        raise NoSigningKey(f"{path} does not begin with a private key (PEM).")
    public = (key.public_key() if isinstance(key, Ed25519PrivateKey) else key for key in keys)
    return Keyring(keys[0], tuple({kid_of(key): key for key in public}.values()))


def _key(block: bytes, path: Path) -> Ed25519PrivateKey | Ed25519PublicKey:
    private = b"PRIVATE" in block.partition(b"\n")[0]
    try:
        if private:
            key = serialization.load_pem_private_key(block, password=None)
        else:
            key = serialization.load_pem_public_key(block)
    except (ValueError, TypeError) as fault:
        raise NoSigningKey(f"{path} holds a key that cannot be read: {fault}.") from None
    if not isinstance(key, Ed25519PrivateKey | Ed25519PublicKey):
        raise NoSigningKey(f"{path} holds a key that is not Ed25519.")
    return key


def make_where_missing(path: Path) -> bool:
    """A new key, for its owner's eyes only. Whole or not there; of two that make one at once, the first stays."""
    if path.exists():
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    pem = Ed25519PrivateKey.generate().private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".signing-key-")  # 0600 from the beginning
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(pem)
        os.link(name, path)
    except FileExistsError:
        return False
    finally:
        Path(name).unlink()
    return True


def is_open_to_others(path: Path) -> bool:
    """Whether group or others may read it."""
    return bool(path.stat().st_mode & OPEN_TO_OTHERS)
