"""A security key as somebody registered it: readable to the library, of use to nobody."""

import json
from hashlib import sha256
from typing import Any

from fido2.utils import websafe_encode
from fido2.webauthn import Aaguid, AttestationObject, AttestedCredentialData, AuthenticatorData

ID = b"a blue key"
PUBLIC_KEY = {1: 2, 3: -7, -1: 1, -2: bytes(32), -3: bytes(32)}  # COSE: a point on P-256 that nobody checks
FLAGS = AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.AT


def registered() -> dict[str, Any]:
    """What the browser sent when the key was added."""
    key = AttestedCredentialData.create(Aaguid(bytes(16)), ID, PUBLIC_KEY)
    told = AuthenticatorData.create(sha256(b"127.0.0.1").digest(), FLAGS, 1, bytes(key))
    client = {"type": "webauthn.create", "challenge": websafe_encode(b"challenge"), "origin": "http://127.0.0.1"}
    response = {
        "clientDataJSON": websafe_encode(json.dumps(client).encode()),
        "attestationObject": websafe_encode(bytes(AttestationObject.create("none", told, {}))),
    }
    return {"id": websafe_encode(ID), "rawId": websafe_encode(ID), "type": "public-key", "response": response}
