"""A certificate that was revoked before it signed says nothing; afterwards, the signature stands (A1.8)."""

from datetime import timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding

from hopback.carrier.shaken import revoked
from tests.carrier.shaken.evidence import AT, NOW, Pki, codes, only
from tests.testbed import pki


def listed(authority: Pki, when: timedelta, *, named: bool = True, encoding: Encoding = Encoding.PEM) -> bytes:
    """The administrator's list: its entries say whose certificates they mean."""
    leaf = authority.chain()[0]
    entry = x509.RevokedCertificateBuilder().serial_number(leaf.serial).revocation_date(AT + when)
    if named:
        loaded = x509.load_pem_x509_certificate((authority.folder / "701J.pem").read_bytes())
        issuer = x509.DirectoryName(loaded.issuer)
        entry = entry.add_extension(x509.CertificateIssuer([issuer]), critical=True)
    builder = x509.CertificateRevocationListBuilder().issuer_name(pki._name("STI-PA", "STI-PA CRL"))
    made = builder.last_update(NOW).next_update(NOW + timedelta(days=1)).add_revoked_certificate(entry.build())
    return made.sign(pki._key(), hashes.SHA256()).public_bytes(encoding)


@pytest.mark.parametrize("encoding", [Encoding.PEM, Encoding.DER])
def test_before_it_signed(authority: Pki, encoding: Encoding) -> None:
    desk = authority.desk()
    desk.revoked = revoked.read(listed(authority, timedelta(hours=-1), encoding=encoding))
    assert codes(only(authority.signed(), desk).findings) == {"revoked"}


def test_after_it_signed(authority: Pki) -> None:
    desk = authority.desk()
    desk.revoked = revoked.read(listed(authority, timedelta(minutes=1)))
    assert codes(only(authority.signed(), desk).findings) == {"revoked-later"}


def test_the_same_serial_number_of_another_issuer_is_another_certificate(authority: Pki) -> None:
    """An entry that names nobody means the list's own issuer (RFC 5280 section 5.3.3)."""
    desk = authority.desk()
    desk.revoked = revoked.read(listed(authority, timedelta(hours=-1), named=False))
    assert codes(only(authority.signed(), desk).findings) == set()


@pytest.mark.parametrize("data", [b"", b"nothing", b"-----BEGIN X509 CRL-----\nAAAA\n-----END X509 CRL-----\n"])
def test_what_is_no_list_is_refused(data: bytes) -> None:
    with pytest.raises(revoked.ListFaultError):
        revoked.read(data)
