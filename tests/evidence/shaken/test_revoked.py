"""A certificate that was revoked before it signed says nothing; afterwards, the signature stands (A1.8)."""

from datetime import timedelta
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding

from hopback.evidence.shaken import revoked
from hopback.evidence.shaken.bundle import certificates_in
from hopback.evidence.shaken.certificate import Certificate
from tests.evidence.shaken.evidence import AT, NOW, Pki, codes, only
from tests.testbed import pki

ADMINISTRATOR, ANOTHER = pki._key(), pki._key()
NAME = pki._name("STI-PA", "STI-PA CRL")


def administrator() -> list[Certificate]:
    made = pki._certificate(NAME, ADMINISTRATOR, NAME, ADMINISTRATOR, authority=True)
    return certificates_in(made.public_bytes(Encoding.PEM))


def listed(
    authority: Pki, when: timedelta, *, named: bool = True, encoding: Encoding = Encoding.PEM, by: Any = ADMINISTRATOR
) -> bytes:
    """The administrator's list: its entries say whose certificates they mean."""
    leaf = authority.chain()[0]
    entry = x509.RevokedCertificateBuilder().serial_number(leaf.serial).revocation_date(AT + when)
    if named:
        loaded = x509.load_pem_x509_certificate((authority.folder / "701J.pem").read_bytes())
        issuer = x509.DirectoryName(loaded.issuer)
        entry = entry.add_extension(x509.CertificateIssuer([issuer]), critical=True)
    builder = x509.CertificateRevocationListBuilder().issuer_name(NAME)
    made = builder.last_update(NOW).next_update(NOW + timedelta(days=1)).add_revoked_certificate(entry.build())
    return made.sign(by, hashes.SHA256()).public_bytes(encoding)


@pytest.mark.parametrize("encoding", [Encoding.PEM, Encoding.DER])
def test_before_it_signed(authority: Pki, encoding: Encoding) -> None:
    desk = authority.desk()
    desk.revoked = revoked.read(listed(authority, timedelta(hours=-1), encoding=encoding), administrator())
    assert codes(only(authority.signed(), desk).findings) == {"revoked"}


def test_after_it_signed(authority: Pki) -> None:
    desk = authority.desk()
    desk.revoked = revoked.read(listed(authority, timedelta(minutes=1)), administrator())
    assert codes(only(authority.signed(), desk).findings) == {"revoked-later"}


def test_the_same_serial_number_of_another_issuer_is_another_certificate(authority: Pki) -> None:
    """An entry that names nobody means the list's own issuer (RFC 5280 section 5.3.3)."""
    desk = authority.desk()
    desk.revoked = revoked.read(listed(authority, timedelta(hours=-1), named=False))
    assert codes(only(authority.signed(), desk).findings) == set()


def test_a_list_that_another_signed_is_refused_and_one_of_nobody_known_is_not_proof(authority: Pki) -> None:
    """Whoever can put a file where the list is looked for could otherwise take a signer's word away."""
    before = timedelta(hours=-1)
    with pytest.raises(revoked.ListFaultError, match="not signed by whom it says"):
        revoked.read(listed(authority, before, by=ANOTHER), administrator())
    desk = authority.desk()
    desk.revoked = revoked.read(listed(authority, before))
    found = only(authority.signed(), desk)
    assert (codes(found.findings), found.grade) == ({"revoked-unproven"}, "warning")


@pytest.mark.parametrize("data", [b"", b"nothing", b"-----BEGIN X509 CRL-----\nAAAA\n-----END X509 CRL-----\n"])
def test_what_is_no_list_is_refused(data: bytes) -> None:
    with pytest.raises(revoked.ListFaultError):
        revoked.read(data)
