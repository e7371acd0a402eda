"""What a signature says of a path (A1.8)."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from hopback.policy.article_3_traceback.contradictions import Evidence, Kind, Severity, contradictions
from hopback.policy.article_3_traceback.initiation_and_tracking import AnswerKind
from hopback.policy.article_3_traceback.signing import (
    Relation,
    Revocation,
    attested_in_vain,
    relation,
    revocation,
    second_end,
    signing_hops,
)
from tests.policy.article_3.paths import ended, us

AT = datetime(2026, 10, 19, 13, 41, 27, tzinfo=UTC)
PATH = ["hop_1", "hop_2", "hop_3"]  # from the called party upward; the last one is the origin
SIGNS = {"hop_1": frozenset({"114C"}), "hop_3": frozenset({"701J", "702J"})}
CARDINAL, HARBOR = us("Cardinal Wireless"), us("Harbor Voice LLC")
FOUND = [CARDINAL, ended(HARBOR, AnswerKind.ORIGINATED)]
CALL = Evidence(called_at=AT, signer="701J", attestation="A", signs_as={HARBOR.id: frozenset({"701J"})})


@pytest.mark.parametrize(
    ("signer", "is_"),
    [
        ("", Relation.UNSIGNED),
        ("701J", Relation.AT_ORIGIN),
        ("702J", Relation.AT_ORIGIN),
        ("114C", Relation.DOWNSTREAM),
        ("888X", Relation.UNPLACED),
        ("999Z", Relation.NOT_ON_PATH),
    ],
)
def test_where_the_signer_stands(signer: str, is_: Relation) -> None:
    assert relation(signer, PATH, SIGNS, frozenset({"888X"})) is is_


def test_who_signs_at_two_hops_and_at_the_origin_signed_at_the_origin() -> None:
    loop = {**SIGNS, "hop_1": frozenset({"701J"})}
    assert relation("701J", PATH, loop) is Relation.AT_ORIGIN
    assert signing_hops("701J", PATH, loop) == ["hop_1", "hop_3"]
    assert signing_hops("", PATH, {"hop_1": frozenset({""})}) == []


@pytest.mark.parametrize(
    ("revoked_at", "signed_at", "is_"),
    [
        (None, AT, Revocation.NEVER),
        (AT, AT, Revocation.BEFORE),
        (AT - timedelta(days=1), AT, Revocation.BEFORE),
        (AT + timedelta(seconds=1), AT, Revocation.AFTERWARDS),
        (AT, None, Revocation.BEFORE),
    ],
)
def test_revoked_before_or_after_it_signed(
    revoked_at: datetime | None, signed_at: datetime | None, is_: Revocation
) -> None:
    assert revocation(revoked_at, signed_at) is is_


def test_only_an_a_vouches_for_the_number() -> None:
    assert [
        attestation for attestation in ("A", "B", "C", "") if attested_in_vain(attestation, "its holder denies it")
    ] == ["A"]
    assert not attested_in_vain("A", "")


def test_the_signer_is_asked_beside_the_chain_and_once() -> None:
    listed = {"701J": "prv_harbor"}
    assert second_end("701J", listed, frozenset({"prv_cardinal"})) == "prv_harbor"
    assert second_end("701J", listed, frozenset({"prv_harbor"})) == ""
    assert second_end("999Z", listed, frozenset()) == ""


def test_a_signature_under_a_revoked_certificate_says_nothing() -> None:
    (found,) = contradictions(FOUND, replace(CALL, revoked_at=AT - timedelta(days=2)))
    assert (found.kind, found.hops, found.severity) == (Kind.SIGNER_REVOKED, (HARBOR.id,), Severity.NOTE)
    assert "701J" in found.sentence
    assert contradictions(FOUND, replace(CALL, revoked_at=AT + timedelta(days=2))) == []


def test_an_a_for_a_spoofed_number_is_told() -> None:
    why = "its holder says that it never made the call"
    (found,) = contradictions(FOUND, replace(CALL, spoofed=why))
    assert (found.kind, found.hops) == (Kind.ATTESTED_IN_VAIN, (HARBOR.id,))
    assert why in found.sentence
    assert contradictions(FOUND, replace(CALL, spoofed=why, attestation="C")) == []
