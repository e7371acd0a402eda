"""Ed25519 of the verifier that needs nothing but Python: the vectors of RFC 8032, and agreement with the library."""

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from hopback.wire.proofs import ORDER, signed_by

VECTORS = (  # RFC 8032, 7.1: public key, message, signature
    (
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
    ),
    (
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    ),
    (
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
    ),
)


@pytest.mark.parametrize(("key", "said", "signature"), VECTORS)
def test_the_vectors_of_the_rfc(key: str, said: str, signature: str) -> None:
    k, m, s = (bytes.fromhex(one) for one in (key, said, signature))
    assert signed_by(k, m, s)
    assert not signed_by(k, m + b"x", s)
    for at in range(0, 64, 7):
        assert not signed_by(k, m, s[:at] + bytes([s[at] ^ 1]) + s[at + 1 :])
    assert not signed_by(k[:-1], m, s)
    assert not signed_by(k, m, s + b"\0")


def test_a_signature_has_one_spelling() -> None:
    key, said, signature = (bytes.fromhex(one) for one in VECTORS[1])
    other = (int.from_bytes(signature[32:], "little") + ORDER).to_bytes(32, "little")
    assert not signed_by(key, said, signature[:32] + other)
    assert not signed_by(b"\xff" * 32, said, signature)


def test_it_agrees_with_the_library() -> None:
    for number in range(20):
        key = Ed25519PrivateKey.from_private_bytes(bytes([number]) * 32)
        said = b"head %d" % number
        assert signed_by(key.public_key().public_bytes_raw(), said, key.sign(said))
