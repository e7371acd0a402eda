"""The signature of a request: who asks, whom, what for, and about which one call (A3.2, A3.11, XC.2).

The portal signs (`sign`), a provider's machine checks (`read_keys`, `check`). Nothing here reads a clock or a file.
"""

import hashlib
import json
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from jwt.algorithms import OKPAlgorithm
from pydantic import BaseModel, ConfigDict, ValidationError

from .answers import HopOut

ALGORITHM = "EdDSA"
TYPE = "hopback-request+jwt"
KEYS_AT = "/.well-known/hopback-keys.json"
_jws = jwt.PyJWS(algorithms=[ALGORITHM])


class Request(BaseModel):
    """What is signed. `iss`: the portal's address; `provider`: prv_… of who is asked; the call as in the hop."""

    model_config = ConfigDict(frozen=True)

    iss: str
    hop: str
    provider: str
    purpose: str
    calling: str
    called: str
    called_at: datetime
    sent_to: str
    asked_at: datetime


class NotSigned(ValueError):  # noqa: N818 - it reads as what happened
    """This request is not the portal's, or not what the portal signed. The message says why."""


class UnknownKey(NotSigned):
    """Signed with a key that is not in the list at hand: read the portal's list again, then check once more."""


def sign(said: Request, key: Ed25519PrivateKey) -> str:
    """A compact JWS of the request; its header names the key by `kid`."""
    return seal(said.model_dump_json().encode(), TYPE, key)


def verify(signed: str, keys: Mapping[str, Ed25519PublicKey]) -> Request:
    """What was signed. Raises NotSigned; UnknownKey where `keys` may be older than the signature."""
    try:
        return Request.model_validate_json(unseal(signed, TYPE, keys, what="request"))
    except ValidationError:
        raise NotSigned("The signature does not belong to what it signs.") from None


def seal(body: bytes, kind: str, key: Ed25519PrivateKey) -> str:
    """A compact JWS of `body`. `kind`: its `typ`, so that nothing signed for one purpose passes for another."""
    return _jws.encode(body, key, ALGORITHM, {"kid": kid_of(key.public_key()), "typ": kind})


def unseal(signed: str, kind: str, keys: Mapping[str, Ed25519PublicKey], *, what: str) -> bytes:
    """The body of a JWS of this kind. Raises NotSigned, in words about `what`; UnknownKey as `verify` does."""
    try:
        header = jwt.get_unverified_header(signed)
    except jwt.PyJWTError:
        raise NotSigned(f"The {what} carries no signature that can be read.") from None
    if header.get("typ") != kind:
        raise NotSigned(f"The signature is one of “{header.get('typ')}”, not of a {what}.")
    key = keys.get(str(header.get("kid")))
    if key is None:
        raise UnknownKey(f"The portal does not list the key “{header.get('kid')}”.")
    try:
        body: bytes = _jws.decode(signed, key, algorithms=[ALGORITHM])
    except jwt.PyJWTError:
        raise NotSigned("The signature does not belong to what it signs.") from None
    return body


def check(hop: HopOut, keys: Mapping[str, Ed25519PublicKey], *, portal: str, provider: str = "") -> Request:
    """The signed request of a hop, when the hop asks just what was signed: by this portal, of this provider.

    `portal`: its address as we know it; `provider`: our own prv_…, "" where it is not known yet.
    """
    said = verify(hop.signed, keys)
    expected = {"iss": portal.rstrip("/"), "hop": hop.id, "provider": provider or said.provider}
    expected |= {name: getattr(hop, name) for name in ("purpose", "calling", "called", "called_at", "sent_to")}
    for name, value in expected.items():
        if getattr(said, name) != value:
            raise NotSigned(f"The request says {name} “{value}”, but signed is “{getattr(said, name)}”.")
    return said


def kid_of(key: Ed25519PublicKey) -> str:
    """The thumbprint of the key (RFC 7638, RFC 8037): the same key has the same name everywhere."""
    plain = {"crv": "Ed25519", "kty": "OKP", "x": _b64(key.public_bytes_raw())}
    return _b64(hashlib.sha256(json.dumps(plain, separators=(",", ":")).encode()).digest())


def jwk_of(key: Ed25519PublicKey) -> dict[str, str]:
    x = _b64(key.public_bytes_raw())
    return {"kty": "OKP", "crv": "Ed25519", "x": x, "kid": kid_of(key), "alg": ALGORITHM, "use": "sig"}


def read_keys(document: Mapping[str, Any]) -> dict[str, Ed25519PublicKey]:
    """The keys of a JWK set by `kid`; entries of other kinds are passed over. NotSigned where it is no such set."""
    listed = document.get("keys")
    if not isinstance(listed, list):
        raise NotSigned(f"The list of the portal's keys ({KEYS_AT}) has no “keys”.")
    found = (_read(one) for one in listed if isinstance(one, dict) and one.get("crv") == "Ed25519")
    return {kid_of(key): key for key in found}


def _read(jwk: dict[str, Any]) -> Ed25519PublicKey:
    try:
        key = OKPAlgorithm.from_jwk({name: jwk[name] for name in ("kty", "crv", "x") if name in jwk})
    except (jwt.PyJWTError, ValueError) as fault:
        raise NotSigned(f"A key of the portal cannot be read: {fault}") from fault
    if not isinstance(key, Ed25519PublicKey):
        raise NotSigned("The portal's list holds something that is no public key.")
    return key


def _b64(raw: bytes) -> str:
    return urlsafe_b64encode(raw).decode().rstrip("=")
