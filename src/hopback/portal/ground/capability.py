"""Unguessable links. The token is derived when a mail leaves and is stored nowhere; its digest is."""

import base64
import hashlib
import hmac
import secrets

from django.conf import settings


def new_nonce() -> str:
    return secrets.token_urlsafe(18)


def token_for(nonce: str) -> str:
    """160 bits in base 32, in groups that can be read aloud: `k3hf-…`."""
    digest = hmac.digest(settings.SECRET_KEY.encode(), b"one-hop link\0" + nonce.encode(), "sha256")
    text = base64.b32encode(digest[:20]).decode().lower()
    return "-".join(text[i : i + 4] for i in range(0, len(text), 4))


def digest(token: str) -> str:
    return hashlib.sha256(token.strip().lower().encode()).hexdigest()
