"""Whose key made this signature? ES256 and nothing else, whatever the token's header asks for."""

import jwt
from cryptography.hazmat.primitives.asymmetric import ec
from jwt.algorithms import ECAlgorithm

from .certificate import Certificate
from .token import Token

_ES256 = ECAlgorithm(ECAlgorithm.SHA256)


def made_by(token: Token, certificate: Certificate) -> bool:
    return certificate.is_p256 and made_by_key(token, certificate.key)


def made_by_key(token: Token, key: ec.EllipticCurvePublicKey) -> bool:
    """The signature covers the text as it was sent, so the token needs to be whole, not well-formed."""
    if not token.signature or token.is_compact:
        return False
    covered = token.text.rpartition(".")[0].encode("utf-8", "replace")
    try:
        return _ES256.verify(covered, key, token.signature)
    except (jwt.PyJWTError, ValueError, TypeError):
        return False
