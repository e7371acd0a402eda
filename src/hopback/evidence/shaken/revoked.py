"""Lists of revoked certificates, as the policy administrator (STI-PA) publishes one for all authorities (RFC 5280 5).

It lists certificates of many issuers: each entry says whose, or means the issuer of the entry before it. Anybody can
write one: it is believed where a certificate that is trusted for it signed it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm

from hopback.policy.article_3_traceback.signing import Revocation, revocation

from .certificate import Certificate
from .findings import Finding, note, ok, warning, wrong

_FAULTS = (ValueError, TypeError, UnsupportedAlgorithm, InvalidSignature, x509.DuplicateExtension)


class ListFaultError(ValueError):
    """These bytes are no list of revoked certificates."""


@dataclass(frozen=True, slots=True)
class Revoked:
    """When each (issuer's name, serial number) was revoked. `until`: when the list should have been renewed.

    `proven`: one that is trusted for it signed it; otherwise nobody was at hand who could have."""

    entries: dict[tuple[bytes, int], datetime] = field(default_factory=dict)
    until: datetime | None = None
    proven: bool = False

    def at(self, certificate: Certificate) -> datetime | None:
        return self.entries.get((certificate.issuer_der, certificate.serial))


def read(data: bytes, signers: Sequence[Certificate] = ()) -> Revoked:
    """A list in PEM or DER. `signers`: trusted to sign one. Raises ListFaultError, also where another signed it."""
    try:
        load = x509.load_pem_x509_crl if b"-----BEGIN" in data else x509.load_der_x509_crl
        listed = load(data)
        return _read(listed, proven=_proven(listed, signers))
    except _FAULTS as fault:
        text = str(fault).splitlines()
        raise ListFaultError(text[0][:200] if text else "it cannot be read") from None


def _proven(listed: x509.CertificateRevocationList, signers: Sequence[Certificate]) -> bool:
    """False where nobody of its issuer's name is at hand."""
    issuer = listed.issuer.public_bytes()
    named = [each for each in signers if each.subject_der == issuer]
    if named and not any(listed.is_signature_valid(each.key) for each in named):
        raise ValueError("it was not signed by whom it says: it was changed, or it is somebody else's")
    return bool(named)


def _read(listed: x509.CertificateRevocationList, *, proven: bool) -> Revoked:
    issuer, entries = listed.issuer.public_bytes(), {}
    for each in listed:
        named = _named(each)
        issuer = named or issuer
        entries[(issuer, each.serial_number)] = each.revocation_date_utc.astimezone(UTC)
    until = listed.next_update_utc
    return Revoked(entries, until.astimezone(UTC) if until else None, proven)


def _named(entry: x509.RevokedCertificate) -> bytes:
    try:
        names = entry.extensions.get_extension_for_class(x509.CertificateIssuer).value
    except x509.ExtensionNotFound:
        return b""
    return next((name.value.public_bytes() for name in names if isinstance(name, x509.DirectoryName)), b"")


def told(certificate: Certificate, revoked: Revoked, signed_at: datetime | None) -> Finding:
    """(A1.8)"""
    when, rests_on = revoked.at(certificate), "list of revoked certificates"
    match revocation(when, signed_at):
        case Revocation.BEFORE if not revoked.proven:
            return warning(
                "revoked-unproven",
                f"A list says that its certificate was revoked on {when:%Y-%m-%d %H:%M} UTC; who signed that list was "
                "not checked.",
                rests_on,
            )
        case Revocation.BEFORE:
            return wrong(
                "revoked", f"Its certificate was revoked on {when:%Y-%m-%d %H:%M} UTC: it says nothing.", rests_on
            )
        case Revocation.AFTERWARDS:
            return note(
                "revoked-later", f"Its certificate was revoked on {when:%Y-%m-%d %H:%M} UTC, after it signed.", rests_on
            )
        case Revocation.NEVER:
            return ok("not-revoked", "Its certificate is not on the list of revoked ones.", rests_on)
