"""Real certificates: each parses, its code is the table's, its chain ends where the table says.

A cut stands in the repository. `HOPBACK_SHAKEN_DATA` names a folder with all of them (certificates.jsonl.gz,
providers.csv): then all are read.
"""

import csv
import gzip
import json
import os
from base64 import b64decode
from collections import Counter
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.x509 import verification

from hopback.evidence.shaken.certificate import Certificate, issued, read
from hopback.evidence.shaken.chain import Chain, End, Store, follow
from hopback.evidence.shaken.findings import Grade
from hopback.evidence.shaken.inspection import Desk, inspect
from tests.evidence.shaken.evidence import NOW, SAMPLES, codes

WHOLE = os.environ.get("HOPBACK_SHAKEN_DATA", "")
ODD_CODES = {"67J"}


def _text(name: str) -> str:
    if not WHOLE:
        return (SAMPLES / name).read_text(encoding="utf-8")
    folder = Path(WHOLE)
    packed = folder / f"{name}.gz"
    return gzip.decompress(packed.read_bytes()).decode() if packed.exists() else (folder / name).read_text("utf-8")


@cache
def table() -> list[tuple[dict[str, Any], Certificate]]:
    rows = [json.loads(line) for line in _text("certificates.jsonl").splitlines()]
    return [(row, read(b64decode(row["der_b64"]))) for row in rows]


@cache
def chains() -> list[tuple[dict[str, Any], Chain]]:
    """Against the roots that are in the table, at a time when the certificate held."""
    store = Store()
    store.trust(made for row, made in table() if row["ca"] and made.issued_itself)
    store.add(made for _, made in table())
    return [(row, follow(made, store, made.until)) for row, made in table()]


def test_all_of_them_are_here() -> None:
    assert len(table()) == (6052 if WHOLE else 88)


def test_each_says_what_the_table_says() -> None:
    for row, made in table():
        assert (made.sha256, made.code or None, made.is_authority) == (row["sha256"], row["spc"], row["ca"])
        assert (made.organization or None, made.common_name or None) == (row["subject_o"], row["subject_cn"])
        assert made.issuer_organization == (row["issuer_o"] or "")
        assert (made.since, made.until) == tuple(
            datetime.fromisoformat(row[name]) for name in ("not_before", "not_after")
        )


def test_codes_issuers_and_names_agree_with_the_table_of_providers() -> None:
    listed = {row["ocn_spc"]: row for row in csv.DictReader(_text("providers.csv").splitlines())}
    counted = Counter(made.code for _, made in table() if made.code)
    assert set(counted) <= set(listed)
    for row, made in table():
        if made.code:
            provider = listed[made.code]
            assert made.organization in provider["org_names"].split("|")
            assert (row["issuer_o"] or row["issuer_cn"]) in provider["issuers"].split("|")
    assert all(count <= int(listed[code]["certificates"]) for code, count in counted.items())


def test_each_chain_ends_where_the_table_says() -> None:
    """At the root that the table holds; where it holds no issuer of that name, at the last one that it does."""
    held = {(row["subject_o"], row["subject_cn"]) for row, _ in table() if row["ca"]}
    for row, chain in chains():
        names = [(row["issuer_o"], row["issuer_cn"])]
        by_name = {(each["subject_o"], each["subject_cn"]): each for each, _ in table() if each["ca"]}
        while (
            names[-1] in held
            and (above := (by_name[names[-1]]["issuer_o"], by_name[names[-1]]["issuer_cn"])) not in names
        ):
            names.append(above)
        alone = row["subject_cn"] == row["issuer_cn"] and not row["ca"]
        expected = End.WHOLE if alone else End.TRUSTED if names[-1] in held else End.MISSING
        assert chain.end is expected, (row["subject_cn"], row["issuer_cn"], chain.findings)
        assert issued(chain.links[1], chain.links[0]) if len(chain.links) > 1 else True
        if chain.end is End.TRUSTED:
            assert codes(chain.findings) <= {"issuer-not-valid"}, row


@pytest.mark.parametrize("tampered", ["written", "signature"])
def test_a_certificate_that_was_changed_is_nobody_s(tampered: str) -> None:
    row, chain = next((row, chain) for row, chain in chains() if row["spc"] and chain.end is End.TRUSTED)
    data = bytearray(b64decode(row["der_b64"]))
    place = data.index(row["spc"].encode()) if tampered == "written" else len(data) - 1
    data[place] ^= 1
    store = Store()
    store.add(chain.links[1:])
    assert follow(read(bytes(data)), store, chain.links[0].until).end is End.BROKEN


def test_a_verifier_by_others_agrees() -> None:
    """It has to be told that STI certificates name no server. It refuses what is not on P-256, P-384 or RSA, and what
    it cannot parse; everything that it accepts we accept, and all else that we accept is one of those."""
    agnostic = verification.Criticality.AGNOSTIC
    permissive = verification.ExtensionPolicy.permit_all().may_be_present(x509.CertificatePolicies, agnostic, None)
    of_authorities = permissive.require_present(x509.BasicConstraints, agnostic, None)
    refused = 0
    for row, chain in chains()[:400]:
        if row["ca"] or chain.end is not End.TRUSTED:
            continue
        root, held = chain.links[-1], {each.sha256: b64decode(known["der_b64"]) for known, each in table()}
        loaded = [
            x509.load_der_x509_certificate(held[each.sha256])
            for each in chain.links
            if "algorithm-parameter" not in codes(each.notes)
        ]
        if len(loaded) != len(chain.links):
            continue
        builder = verification.PolicyBuilder().store(verification.Store([loaded[-1]])).time(chain.links[0].until)
        verifier = builder.extension_policies(ca_policy=of_authorities, ee_policy=permissive).build_client_verifier()
        try:
            verifier.verify(loaded[0], loaded[1:])
        except verification.VerificationError:
            refused += 1
            assert not root.is_p256 or any(not each.holds_at(chain.links[0].until) for each in chain.links), row
    assert refused < len(chains()) / 4


def test_what_is_odd_about_them_is_told_and_nothing_else_is_wrong() -> None:
    lines = _text("certificates.jsonl")
    told: Counter[str] = Counter()
    for found in inspect(lines.encode(), Desk(now=NOW)):
        told.update(each.code for each in found.findings if each.grade is Grade.WRONG)
    assert told == {"no-authority-list": 1, "issued-itself": 1}


@pytest.mark.parametrize(
    ("code", "told"),
    [("633K", "authority-list-misshapen"), ("755J", "authority-list-misshapen"), ("67J", "code-odd")],
)
def test_a_code_that_is_written_oddly_is_read_and_told(code: str, told: str) -> None:
    found = [made.authority for row, made in table() if row["spc"] == code and made.authority]
    assert any(told in codes(each.findings) for each in found)
    assert {each.code for each in found} == {code}


def test_an_authority_that_a_library_refuses_is_read_and_vouches() -> None:
    """T-Mobile's authorities write NULL where ECDSA has no parameters; its root still signed the one below."""
    odd = [made for _, made in table() if "algorithm-parameter" in codes(made.notes)]
    assert len(odd) == 3
    root = next(each for each in odd if each.issued_itself)
    assert all(issued(root, each) for each in odd)
