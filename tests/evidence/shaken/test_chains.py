"""Who vouches for a signer: link by link, at the time of the call, up to the trust list (A1.8)."""

from datetime import timedelta

import pytest
from jwt.algorithms import ECAlgorithm

from hopback.evidence.shaken import authority as authorities
from hopback.evidence.shaken.bundle import certificates_in
from hopback.evidence.shaken.chain import End, Store, follow
from hopback.evidence.shaken.findings import Grade
from hopback.evidence.shaken.inspection import Desk
from tests.evidence.shaken.evidence import CLAIMS, HEADER, NOW, SAMPLES, Pki, codes, only, packed, plain
from tests.testbed import pki


def test_up_to_the_trust_list(authority: Pki) -> None:
    leaf, middle = authority.chain()
    store = Store()
    store.add([middle])
    store.trust([authority.root])
    chain = follow(leaf, store, NOW)
    assert (chain.end, len(chain.links), codes(chain.findings)) == (End.TRUSTED, 3, set())


def test_without_a_trust_list_nobody_says_that_the_root_may_issue(authority: Pki) -> None:
    store = Store()
    store.add([*authority.chain(), authority.root])
    assert codes(follow(authority.chain()[0], store, NOW).findings) == {"trust-not-asked"}


def test_another_root_is_not_trusted(authority: Pki, tmp_path_factory: pytest.TempPathFactory) -> None:
    """It has the same name; the name is not what is trusted."""
    folder = tmp_path_factory.mktemp("other")
    pki.make(folder, [("701J", "Harbor Voice LLC")])
    store = Store()
    store.add([*authority.chain(), authority.root])
    store.trust([Pki(folder).root])
    found = follow(authority.chain()[0], store, NOW)
    assert (found.end, codes(found.findings)) == (End.WHOLE, {"root-not-trusted"})
    store = Store()
    store.add(authority.chain())
    store.trust([Pki(folder).root])
    assert follow(authority.chain()[0], store, NOW).end is End.BROKEN


def test_an_issuer_that_is_not_at_hand(authority: Pki) -> None:
    found = follow(authority.chain()[0], Store(), NOW)
    assert (found.end, codes(found.findings)) == (End.MISSING, {"issuer-missing"})


def test_a_provider_s_certificate_may_not_issue(authority: Pki) -> None:
    """Harbor Voice signs a certificate for somebody else with its own."""
    key, name = authority.key("701J"), pki._name("Harbor Voice LLC", "SHAKEN 701J")
    forged = pki._certificate(
        pki._name("Sable Route", "SHAKEN 999Z"), pki._key(), name, key, authority=False, ocn="999Z"
    )
    desk = authority.desk()
    found = only(pki._pem(forged), desk)
    assert codes(found.findings) == {"issuer-no-authority"}
    assert found.grade is Grade.WRONG


def test_an_authority_s_key_signs_no_calls(authority: Pki) -> None:
    """Its certificate lies where the x5u leads."""
    key, name = pki._key(), pki._name("Test STI-CA", "SHAKEN root")
    desk = authority.desk()
    desk.add(certificates_in(pki._pem(pki._certificate(name, key, name, key, authority=True))), HEADER["x5u"])
    covered = f"{packed(HEADER)}.{packed(CLAIMS)}"
    signature = ECAlgorithm(ECAlgorithm.SHA256).sign(covered.encode(), key)
    assert "signed-by-authority" in codes(only(f"{covered}.{plain(signature)}", desk).findings)


def test_a_chain_is_held_against_the_call_s_time(authority: Pki) -> None:
    store = Store()
    store.add(authority.chain())
    store.trust([authority.root])
    assert codes(follow(authority.chain()[0], store, NOW - timedelta(days=30)).findings) == {"issuer-not-valid"}


def test_a_certificate_alone_is_evidence_also_when_it_has_ended(authority: Pki) -> None:
    desk = authority.desk(call=Desk(now=NOW).call)
    desk.now = NOW + timedelta(days=30)
    found = only(
        (authority.folder / "701J.pem").read_bytes().split(b"-----END")[0] + b"-----END CERTIFICATE-----\n", desk
    )
    assert codes(found.findings) == {"ended"}


def test_the_published_samples_chain_to_their_own_authority_and_to_no_other() -> None:
    """Of libstirshaken: `wrongsp.pem` was issued by somebody else."""
    desk = Desk(now=NOW)
    desk.store.trust(certificates_in((SAMPLES / "ca.pem").read_bytes()))
    good, bad = (only((SAMPLES / name).read_bytes(), desk) for name in ("sp.pem", "wrongsp.pem"))
    assert "chain-trusted" in {each.code for each in good.findings}
    assert codes(bad.findings) >= {"issuer-missing", "authority-list-misshapen"}


@pytest.mark.parametrize(
    ("value", "read", "told"),
    [
        ("3008a00616043730314a", ("701J",), set()),
        ("300613043633334b", ("633K",), {"authority-list-misshapen"}),
        ("3008a0061638363735"[:-2] + "4a", ("67J",), {"authority-list-misshapen", "code-odd"}),
        ("16013a", (":",), {"authority-list-misshapen", "code-odd"}),
        ("3010a00616043730314aa0061604313134 43".replace(" ", ""), ("701J", "114C"), {"codes-several"}),
        ("3000", (), {"authority-list-empty"}),
        ("", (), {"authority-list-unreadable"}),
        ("3003020101", (), {"authority-list-unreadable"}),
        ("3004a0020500", (), {"authority-list-unreadable", "authority-list-misshapen"}),
        ("30803000", (), {"authority-list-unreadable"}),
    ],
)
def test_a_list_of_authorities_in_every_shape(value: str, read: tuple[str, ...], told: set[str]) -> None:
    """RFC 8226 section 9."""
    found = authorities.read(bytes.fromhex(value))
    assert (found.codes, codes(found.findings)) == (read, told)


def test_numbers_and_ranges_are_read() -> None:
    one, several = "a20d160b" + b"12025550142".hex(), "a1123010160b" + b"12025550100".hex() + "020164"
    body = bytes.fromhex(one + several)
    found = authorities.read(bytes([0x30, len(body)]) + body)
    assert (found.numbers, found.ranges, found.findings) == (("12025550142",), (("12025550100", 100),), ())
