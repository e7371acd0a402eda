"""A request is signed by the portal, and a provider's machine can tell (A3.2, A3.11, XC.2)."""

from datetime import UTC, datetime, timedelta

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as some

from hopback.wire.answers import HopOut
from hopback.wire.signing import (
    TYPE,
    NotSigned,
    Request,
    UnknownKey,
    check,
    jwk_of,
    kid_of,
    read_keys,
    sign,
    verify,
)

PORTAL = "https://stp.example"
CALLED_AT = datetime(2026, 10, 19, 13, 41, 27, 250_000, tzinfo=UTC)
KEY, OTHER = Ed25519PrivateKey.generate(), Ed25519PrivateKey.generate()
KEYS = read_keys({"keys": [jwk_of(KEY.public_key())]})
REQUEST = Request(
    iss=PORTAL,
    hop="hop_7Qk2mVbnRtLw",
    provider="prv_Meridian2222",
    purpose="traceback",
    calling="+12025550142",
    called="+15135550168",
    called_at=CALLED_AT,
    sent_to="Blue Ridge Telecom",
    asked_at=CALLED_AT + timedelta(days=1),
)


def hop(**more: object) -> HopOut:
    fields = {
        "id": REQUEST.hop, "traceback": "TB-2026-04182", "purpose": "traceback", "state": "asked", "campaign": "",
        "calling": REQUEST.calling, "called": REQUEST.called, "called_at": CALLED_AT, "sent_to": REQUEST.sent_to,
        "received_at": None, "due_at": None, "closes_at": None, "late": False, "certification": "", "answer": None,
        "end": "", "signed": sign(REQUEST, KEY),
    }  # fmt: skip
    return HopOut.model_validate(fields | more)


def test_what_the_portal_signed_is_read_back_as_it_was() -> None:
    assert verify(sign(REQUEST, KEY), KEYS) == REQUEST


def test_a_hop_that_asks_what_was_signed_is_the_portals() -> None:
    assert check(hop(), KEYS, portal=f"{PORTAL}/", provider=REQUEST.provider) == REQUEST


@pytest.mark.parametrize(
    "forged",
    [
        {"called": "+15135550199"},
        {"calling": "+12025550199"},
        {"called_at": CALLED_AT + timedelta(seconds=1)},
        {"purpose": "trace_forward"},
        {"sent_to": "Harbor Voice LLC"},
        {"id": "hop_222222222222"},
    ],
    ids=lambda forged: next(iter(forged)),
)
def test_a_hop_that_asks_anything_else_than_what_was_signed_is_not(forged: dict[str, object]) -> None:
    """One call, one purpose (XC.2)."""
    with pytest.raises(NotSigned, match="but signed is"):
        check(hop(**forged), KEYS, portal=PORTAL)


def test_a_request_to_somebody_else_or_of_another_portal_is_not_ours() -> None:
    with pytest.raises(NotSigned, match="provider"):
        check(hop(), KEYS, portal=PORTAL, provider="prv_Harbor222222")
    with pytest.raises(NotSigned, match="iss"):
        check(hop(), KEYS, portal="https://elsewhere.example")


def test_an_unknown_key_is_told_from_a_wrong_signature_so_that_the_list_can_be_read_again() -> None:
    with pytest.raises(UnknownKey, match="does not list"):
        verify(sign(REQUEST, OTHER), KEYS)
    forged = jwt.PyJWS(algorithms=["EdDSA"]).encode(
        REQUEST.model_dump_json().encode(), OTHER, "EdDSA", {"kid": kid_of(KEY.public_key()), "typ": TYPE}
    )
    with pytest.raises(NotSigned, match="does not belong") as refused:
        verify(forged, KEYS)
    assert refused.type is NotSigned


def test_another_kind_of_token_no_token_and_no_signature_at_all_are_refused() -> None:
    kid = kid_of(KEY.public_key())
    jws = jwt.PyJWS(algorithms=["EdDSA"])
    said = REQUEST.model_dump_json().encode()
    with pytest.raises(NotSigned, match="not of a request"):
        verify(jws.encode(said, KEY, "EdDSA", {"kid": kid}), KEYS)
    for text in ("", "a.b.c", "é", sign(REQUEST, KEY).rpartition(".")[0]):
        with pytest.raises(NotSigned):
            verify(text, KEYS)
    unsigned = jwt.PyJWS().encode(said, None, None, {"kid": kid, "typ": TYPE})
    with pytest.raises(NotSigned):
        verify(unsigned, KEYS)


@given(place=some.integers(0, 10_000), letter=some.sampled_from("Aab-_9."))
def test_a_signature_that_was_touched_anywhere_is_refused(place: int, letter: str) -> None:
    signed = sign(REQUEST, KEY)
    at = place % (len(signed) - 1)  # the last letter carries bits that mean nothing
    touched = signed[:at] + letter + signed[at + 1 :]
    if touched == signed:
        return
    with pytest.raises(NotSigned):
        verify(touched, KEYS)


def test_the_list_of_keys_tells_no_secret_and_passes_over_what_it_does_not_know() -> None:
    listed = jwk_of(KEY.public_key())
    assert set(listed) == {"kty", "crv", "x", "kid", "alg", "use"}
    assert list(read_keys({"keys": [{"kty": "RSA", "n": "…"}, listed, {"crv": "P-256"}]})) == [listed["kid"]]


@pytest.mark.parametrize("document", [{}, {"keys": "none"}, {"keys": [{"kty": "OKP", "crv": "Ed25519", "x": "AAAA"}]}])
def test_a_list_that_cannot_be_read_says_so(document: dict[str, object]) -> None:
    with pytest.raises(NotSigned):
        read_keys(document)


def test_a_key_is_called_by_its_thumbprint() -> None:
    """RFC 8037, appendix A.3."""
    raw = bytes.fromhex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a")
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    assert kid_of(Ed25519PublicKey.from_public_bytes(raw)) == "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k"
