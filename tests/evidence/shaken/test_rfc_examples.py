"""The examples of RFC 8225, RFC 8588 and RFC 7515, errata included."""

import json
from datetime import UTC, datetime

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import load_pem_public_key
from jwt.algorithms import ECAlgorithm

from hopback.evidence.shaken import passport, signature, token
from hopback.evidence.shaken.inspection import Desk
from tests.evidence.shaken.evidence import NOW, codes, only, plain

# RFC 8225 Appendix A.2
KEY = load_pem_public_key(
    b"""-----BEGIN PUBLIC KEY-----
MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE8HNbQd/TmvCKwPKHkMF9fScavGeH
78YTU8qLS8I5HLHSSmlATLcslQMhNC/OhlWBYC626nIlo7XeebYS7Sb37g==
-----END PUBLIC KEY-----
"""
)
HEADER = "eyJhbGciOiJFUzI1NiIsInR5cCI6InBhc3Nwb3J0IiwieDV1IjoiaHR0cHM6Ly9jZXJ0LmV4YW1wbGUub3JnL3Bhc3Nwb3J0LmNlciJ9"
# Section 7.1: signed as it stands there, with a time in quotes (erratum 5985)
SIGNED = (
    HEADER + ".eyJkZXN0Ijp7InVyaSI6WyJzaXA6YWxpY2VAZXhhbXBsZS5jb20iXX0sImlhdCI6IjE0NDMyMDgzNDUiLCJvcmlnIjp7InRuIjoi"
    "MTIxNTU1NTEyMTIifX0.rq3pjT1hoRwakEGjHCnWSwUnshd0-zJ6F1VOgFWSjHBr8Qjpjlk-cpFYpFYsojNCpTzO3QfPOlckGaS6hEck7w"
)
# Appendix A
CLAIMS = (
    "eyJkZXN0Ijp7InVyaSI6WyJzaXA6YWxpY2VAZXhhbXBsZS5jb20iXX0sImlhdCI6MTQ3MTM3NTQxOCwib3JpZyI6eyJ0biI6IjEyMTU1NTUxMjEy"
    "In19"
)
APPENDIX = "VLBCIVDCaeK6M4hLJb6SHQvacAQVvoiiEOWQ_iUkqk79UD81fHQ0E1b3_GluIkba7UWYRM47ZbNFdOJquE35cw"


def test_signed_well_and_said_badly() -> None:
    """RFC 8225 section 7.1: the signature is good under the published key, the time is text."""
    read = token.read(SIGNED)
    assert isinstance(KEY, ec.EllipticCurvePublicKey)
    assert signature.made_by_key(read, KEY)
    assert not signature.made_by_key(token.read(SIGNED.replace("rq3p", "rq3q")), KEY)
    said = passport.read(read)
    assert codes(said.findings) == {"iat-text", "dest-uri", "plain"}
    assert said.at == datetime(2015, 9, 25, 19, 12, 25, tzinfo=UTC)
    assert (said.orig, said.certificate_url) == ("12155551212", "https://cert.example.org/passport.cer")


def test_the_compact_form_of_the_same() -> None:
    """RFC 8225 section 7: two dots stand where header and claims were."""
    found = only(f"..{SIGNED.rpartition('.')[2]};info=<https://cert.example.org/passport.cer>;alg=ES256", Desk(now=NOW))
    assert "compact-form" in codes(found.findings)
    assert found.passport is not None
    assert found.passport.certificate_url == "https://cert.example.org/passport.cer"


def test_the_encoding_of_appendix_a() -> None:
    header = {"alg": "ES256", "typ": "passport", "x5u": "https://cert.example.org/passport.cer"}
    claims = {"dest": {"uri": ["sip:alice@example.com"]}, "iat": 1471375418, "orig": {"tn": "12155551212"}}
    assert plain(json.dumps(header, separators=(",", ":")).encode()) == HEADER
    assert plain(json.dumps(claims, separators=(",", ":")).encode()) == CLAIMS
    said = passport.read(token.read(f"{HEADER}.{CLAIMS}.{APPENDIX}"))
    assert codes(said.findings) == {"dest-uri", "plain"}
    assert said.at == datetime(2016, 8, 16, 19, 23, 38, tzinfo=UTC)


def test_the_shaken_example() -> None:
    """RFC 8588 section 6, whose time is text too (erratum 6656)."""
    header = {"alg": "ES256", "typ": "passport", "ppt": "shaken", "x5u": "https://cert.example.org/passport.cer"}
    claims = {
        "attest": "A",
        "dest": {"tn": ["12155550131"]},
        "iat": "1443208345",
        "orig": {"tn": "12155550121"},
        "origid": "123e4567-e89b-12d3-a456-426655440000",
    }
    for iat, told in (("1443208345", {"iat-text"}), (1443208345, set())):
        text = ".".join([plain(json.dumps(each).encode()) for each in (header, {**claims, "iat": iat})])
        said = passport.read(token.read(f"{text}.{APPENDIX}"))
        assert codes(said.findings) == told
        assert (said.kind, said.attestation, said.orig, said.dest) == ("shaken", "A", "12155550121", ("12155550131",))
        assert said.origid == "123e4567-e89b-12d3-a456-426655440000"


def test_es256_as_the_signature_s_own_standard_shows_it() -> None:
    """RFC 7515 Appendix A.3: an oracle from elsewhere."""
    key = ECAlgorithm.from_jwk(
        {
            "kty": "EC",
            "crv": "P-256",
            "x": "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
            "y": "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0",
        }
    )
    text = (
        "eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0"
        "cnVlfQ.DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q"
    )
    assert isinstance(key, ec.EllipticCurvePublicKey)
    assert signature.made_by_key(token.read(text), key)
