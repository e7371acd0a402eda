"""Secrets that have to be read again: encrypted where they are stored, with a key of their purpose."""

import base64
import hashlib

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings


class Unreadable(ValueError):  # noqa: N818 - it reads as what happened
    """What was sealed cannot be read: HOPBACK_SECRET_KEY has changed since."""


def seal(text: str, *, purpose: str) -> str:
    return _fernet(purpose).encrypt(text.encode()).decode()


def unseal(sealed: str, *, purpose: str) -> str:
    try:
        return _fernet(purpose).decrypt(sealed.encode()).decode()
    except InvalidToken:
        raise Unreadable("This secret was sealed under another HOPBACK_SECRET_KEY.") from None


def _fernet(purpose: str) -> Fernet:
    key = hashlib.sha256(purpose.encode() + b"\0" + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))
