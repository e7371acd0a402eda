"""PASSporTs that others signed: two are signed well and say malformed things."""

import json

from hopback.evidence.shaken.bundle import certificates_in
from hopback.evidence.shaken.call import Call
from hopback.evidence.shaken.inspection import Desk, inspect
from hopback.evidence.shaken.reporting import as_object, as_text
from tests.evidence.shaken.evidence import NOW, SAMPLES, codes


def desk() -> Desk:
    made = Desk(now=NOW, call=Call("01256500600", "01256700800"))
    made.add(certificates_in((SAMPLES / "sp.pem").read_bytes()))
    made.store.trust(certificates_in((SAMPLES / "ca.pem").read_bytes()))
    return made


def test_all_are_signed_by_their_signer() -> None:
    found = [
        each
        for name in ("passport.txt", "readme_identity.txt")
        for each in inspect((SAMPLES / name).read_bytes(), desk())
        if each.kind == "passport"
    ]
    assert len(found) == 4
    assert all("signature-good" in {each.code for each in one.findings} for one in found)


def test_claims_that_are_text_are_told_and_read_as_they_were_meant() -> None:
    well, badly = inspect((SAMPLES / "readme_identity.txt").read_bytes(), desk())
    assert not codes(well.findings) & {"orig-text", "dest-text"}
    assert codes(badly.findings) >= {"orig-text", "dest-text", "dest-not-a-list", "origid-no-uuid", "dest-differs"}
    assert badly.passport is not None
    assert (badly.passport.orig, badly.passport.dest) == ("01256789999", ("01256500600",))


def test_the_token_of_another_trade_and_a_request_are_told() -> None:
    """A token that asks for a certificate is no PASSporT; a signing request is no certificate."""
    (found,) = inspect((SAMPLES / "csr.pem").read_bytes(), desk())
    assert found.kind == "unreadable"
    assert "certificate request" in found.findings[0].sentence


def test_a_report_says_the_same_to_machines_and_people() -> None:
    _, badly = inspect((SAMPLES / "readme_identity.txt").read_bytes(), desk())
    made = json.loads(json.dumps(as_object(badly)))
    assert (made["kind"], made["grade"], made["line"]) == ("passport", "wrong", 2)
    assert made["summary"] == made["findings"][[each["grade"] for each in made["findings"]].index("wrong")]["sentence"]
    assert all(each["sentence"] in as_text(badly) for each in made["findings"])
