"""A PASSporT that is as it should be, and every way to be otherwise: each is told, and none is a crash (A1.8)."""

import json
from typing import Any

import pytest

from hopback.evidence.shaken.call import Call
from hopback.evidence.shaken.findings import Grade
from hopback.evidence.shaken.inspection import Desk
from tests.evidence.shaken.evidence import AT, CALL, CLAIMS, HEADER, NOW, URL, Pki, codes, only, packed, plain, without


def test_a_good_one_is_good_in_everything(authority: Pki) -> None:
    found = only(f"{authority.signed()};info=<{URL}>;alg=ES256;ppt=shaken", authority.desk())
    assert codes(found.findings) == set()
    assert found.grade is Grade.OK
    assert found.certificate is not None
    assert found.certificate.code == "701J"
    assert {each.code for each in found.findings} >= {
        "attestation-a", "signature-good", "signer", "held", "chain-trusted", "orig-agrees", "dest-agrees", "time-fits",
    }  # fmt: skip


def test_a_header_may_have_its_name_and_be_folded(authority: Pki) -> None:
    """RFC 3261 section 7.3.1."""
    token = authority.signed()
    header = f"Identity: {token[:80]}\r\n {token[80:]}\r\n ;info=<{URL}>"
    message = f"INVITE sip:x@y SIP/2.0\r\nFrom: <sip:a@b>\r\n{header}\r\nTo: <sip:c@d>\r\n"
    found = only(message, authority.desk())
    assert (found.kind, found.line, codes(found.findings)) == ("passport", 3, set())


CLAIM_FAULTS: list[tuple[str, Any, set[str]]] = [
    ("iat", str(CLAIMS["iat"]), {"iat-text"}),
    ("iat", True, {"iat-wrong"}),
    ("iat", CLAIMS["iat"] + 0.5, {"iat-fraction"}),
    ("iat", -1, {"iat-wrong"}),
    ("iat", 10**30, {"iat-wrong"}),
    ("iat", CLAIMS["iat"] - 3600, {"time-zone"}),
    ("iat", CLAIMS["iat"] - 7000, {"time-apart"}),
    ("orig", '{"tn":"12025550142"}', {"orig-text"}),
    ("orig", "12025550142", {"orig-text", "orig-wrong"}),
    ("orig", {"tn": ["12025550142"]}, {"orig-several"}),
    ("orig", {"tn": "+12025550142"}, {"number-form"}),
    ("orig", {"tn": "12025550143"}, {"orig-differs"}),
    ("orig", {"tn": "12000000142"}, {"orig-differs", "a-for-no-number"}),
    ("orig", {"uri": "sip:dana@harbor.example"}, {"orig-uri"}),
    ("orig", {}, {"orig-wrong"}),
    ("dest", {"tn": "15135550168"}, {"dest-not-a-list"}),
    ("dest", {"tn": []}, {"dest-wrong"}),
    ("dest", {"tn": [15135550168]}, {"dest-wrong"}),
    ("dest", {"tn": ["15135550199"]}, {"dest-differs"}),
    ("dest", {"uri": ["sip:x@y"]}, {"dest-uri"}),
    ("dest", [], {"dest-wrong"}),
    ("attest", "D", {"attestation-wrong"}),
    ("attest", ["A"], {"attestation-wrong"}),
    ("origid", "ref", {"origid-no-uuid"}),
    ("origid", 7, {"origid-wrong"}),
]


@pytest.mark.parametrize(
    ("claim", "said", "told"),
    CLAIM_FAULTS,
    ids=[f"{number} {claim}" for number, (claim, *_) in enumerate(CLAIM_FAULTS)],
)
def test_a_signed_claim_that_is_not_as_agreed(authority: Pki, claim: str, said: Any, told: set[str]) -> None:
    """The signature is good: that does not make the claims so."""
    found = only(authority.signed({**CLAIMS, claim: said}), authority.desk())
    wrong_number = {"orig-wrong"} if told == {"orig-text", "orig-wrong"} else set()
    assert codes(found.findings) - wrong_number == told - wrong_number
    assert "signature-good" in {each.code for each in found.findings}


@pytest.mark.parametrize(
    ("claim", "told"),
    [
        ("iat", "iat-missing"),
        ("orig", "orig-missing"),
        ("dest", "dest-missing"),
        ("attest", "attestation-missing"),
        ("origid", "origid-missing"),
    ],
)
def test_a_claim_that_is_missing(authority: Pki, claim: str, told: str) -> None:
    assert told in codes(only(authority.signed(without(CLAIMS, claim)), authority.desk()).findings)


@pytest.mark.parametrize(
    ("header", "told"),
    [
        ({**HEADER, "alg": "none"}, {"alg-wrong"}),
        ({**HEADER, "alg": "HS256"}, {"alg-wrong"}),
        ({**HEADER, "typ": "JWT"}, {"typ-wrong"}),
        ({**HEADER, "x5u": "http://harbor.example/x.pem"}, {"x5u-not-https"}),
        (without(HEADER, "x5u"), {"x5u-missing"}),
        ({**HEADER, "ppt": ["shaken"]}, {"ppt-wrong", "plain"}),
        ({**HEADER, "ppt": "mystery"}, {"ppt-unknown"}),
        (without(HEADER, "ppt"), {"plain"}),
    ],
)
def test_a_header_that_is_not_as_agreed(authority: Pki, header: dict[str, Any], told: set[str]) -> None:
    assert codes(only(authority.signed(header=header), authority.desk()).findings) == told


@pytest.mark.parametrize(
    ("parameters", "told"),
    [
        (";info=<https://other.example/x.pem>", {"info-differs"}),
        (f";info=<{URL}>;alg=HS256", {"alg-differs"}),
        (";ppt=div", {"ppt-differs"}),
        (';ppt="shaken";info=<' + URL, set()),
    ],
)
def test_what_stands_beside_the_token_has_to_agree(authority: Pki, parameters: str, told: set[str]) -> None:
    """RFC 8224 section 4.1."""
    assert codes(only(authority.signed() + parameters, authority.desk()).findings) == told


def test_diverted_and_rich_call_data_are_told_apart(authority: Pki) -> None:
    """RFC 8946 and RFC 9795: neither attests the number."""
    bare = without(without(CLAIMS, "attest"), "origid")
    diverted = {**bare, "div": {"tn": "15135550100", "hi": "abc"}}
    assert codes(only(authority.signed(diverted, {**HEADER, "ppt": "div"}), authority.desk()).findings) == {"diverted"}
    assert codes(only(authority.signed(bare, {**HEADER, "ppt": "div"}), authority.desk()).findings) == {"div-wrong"}
    rich = {**bare, "rcd": {"nam": "Amazon\x1b[31m Support"}}
    found = only(authority.signed(rich, {**HEADER, "ppt": "rcd"}), authority.desk())
    assert codes(found.findings) == {"rich-call-data"}
    assert "\x1b" not in next(each.sentence for each in found.findings if each.code == "rich-call-data")


def test_the_compact_form_and_missing_parts(authority: Pki) -> None:
    header, claims, signature = authority.signed().split(".")
    told = {
        f"..{signature};info=<{URL}>;alg=ES256;ppt=shaken": {"compact-form"},
        f"{header}..{signature}": {"compact-form"},
        f".{claims}.{signature}": {"no-header", "signature-wrong", "x5u-missing", "plain"},
        f"{header}.{claims}.": {"no-signature"},
        f"{header}.{claims}": {"cut-off"},
        f"{header}.{claims}.{signature}.more": {"not-three-parts"},
        f"{header}.{claims}!.{signature}": {"not-base64", "signature-wrong"},
        f"{header}.{claims}.{signature[:-1]}ö": {"not-base64"},
        f"{header}.{plain(b'[1]')}.{signature}": {"not-json", "signature-wrong"},
        f"{header}.{plain(b'{')}.{signature}": {"not-json", "signature-wrong"},
        f"{header}.{plain(b'[' * 9000)}.{signature}": {"not-json", "signature-wrong"},
        f"{header}.{plain(b'{"iat": NaN}')}.{signature}": {"not-json", "signature-wrong"},
        f"{header}.{claims}.{signature}==": {"padded"},
        "eyJ" * 9000: {"too-long"},
    }
    for text, expected in told.items():
        assert codes(only(text, authority.desk()).findings) - {"x5u-missing"} == expected - {"x5u-missing"}, text[:60]


@pytest.mark.parametrize("length", [454, 300, 120, 40])
def test_a_header_cut_off_by_whoever_kept_it(authority: Pki, length: int) -> None:
    """Some switches keep 454 characters of it. What is left is read."""
    long = authority.signed(
        header={**HEADER, "x5u": f"https://certificates.harbor.example/{'0123456789' * 5}/701J.pem"}
    )
    found = only(long[:length], authority.desk())
    assert found.grade is Grade.WRONG
    told = next(each for each in found.findings if each.code == "cut-off")
    assert f"after {length} characters" in told.sentence
    if length == 454:
        assert found.passport is not None
        assert (found.passport.attestation, found.passport.orig) == ("A", "12025550142")


def test_a_name_said_twice_is_told_and_the_last_one_counts(authority: Pki) -> None:
    text = json.dumps(CLAIMS)[:-1] + ', "attest": "C"}'
    found = only(authority.signed_text(plain(text.encode()), packed(HEADER)), authority.desk())
    assert codes(found.findings) == {"said-twice"}
    assert found.passport is not None
    assert found.passport.attestation == "C"


@pytest.mark.parametrize("what", ["claims", "another signer", "DER"])
def test_a_signature_that_is_not_its_signer_s(authority: Pki, what: str) -> None:
    header, claims, signature = authority.signed().split(".")
    if what == "claims":
        text, told = f"{header}.{packed({**CLAIMS, 'attest': 'B'})}.{signature}", "signature-wrong"
    elif what == "another signer":
        text, told = authority.signed(ocn="114C"), "signature-wrong"
    else:
        from cryptography.hazmat.primitives import hashes
        from cryptography.hazmat.primitives.asymmetric import ec

        made = authority.key("701J").sign(f"{header}.{claims}".encode(), ec.ECDSA(hashes.SHA256()))
        text, told = f"{header}.{claims}.{plain(made)}", "signature-der"
    found = only(text, authority.desk())
    assert told in codes(found.findings)
    assert "signature-good" not in {each.code for each in found.findings}
    assert found.certificate is None


def test_the_one_that_its_x5u_leads_to_decides(authority: Pki) -> None:
    """A certificate of somebody else that happens to lie there does not help."""
    desk = authority.desk("114C", "701J")
    desk.add(authority.chain("114C"), URL)
    assert "signature-wrong" in codes(only(authority.signed(), desk).findings)


def test_without_a_certificate_the_signature_is_not_checked(authority: Pki) -> None:
    found = only(authority.signed(), Desk(now=NOW))
    assert codes(found.findings) == {"signature-unchecked"}


def test_a_line_may_say_which_call_it_was(authority: Pki) -> None:
    line = {
        "identity_header": authority.signed(),
        "calling": "12025550142",
        "called": "15135550199",
        "at": AT.isoformat(),
    }
    assert codes(only(json.dumps(line), authority.desk(call=Call())).findings) == {"dest-differs"}
    assert codes(only(json.dumps({**line, "called": "", "at": "noon"}), authority.desk(call=Call())).findings) == {
        "call-time-unread"
    }


@pytest.mark.parametrize(
    "text",
    [
        "hello",
        "{",
        '{"a": 1}',
        "[1]",
        "-----BEGIN CERTIFICATE-----\nx!\n-----END CERTIFICATE-----",
        '{"der_b64": "AAAA"}',
    ],
)
def test_what_is_no_evidence_is_told(authority: Pki, text: str) -> None:
    found = only(text, authority.desk())
    assert (found.kind, found.grade) == ("unreadable", Grade.WRONG)


def test_a_private_key_is_told(authority: Pki) -> None:
    found = only((authority.folder / "701J.key").read_bytes(), authority.desk())
    assert "private key" in found.findings[0].sentence


def test_times_are_held_against_the_call_s_time(authority: Pki) -> None:
    """The certificate holds for four days; the call was ten days ago."""
    from datetime import timedelta

    then = AT - timedelta(days=10)
    found = only(
        authority.signed({**CLAIMS, "iat": int(then.timestamp())}),
        authority.desk(call=Call(CALL.calling, CALL.called, then)),
    )
    assert codes(found.findings) == {"not-held", "issuer-not-valid"}
