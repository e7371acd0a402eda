"""One X.509 certificate: what it says, kept as written, so that its signature can be checked against those bytes."""

import hashlib
import warnings
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.x509.oid import ExtensionOID, NameOID

from . import der
from .authority import TN_AUTH_LIST, Authority
from .authority import read as read_authority
from .findings import Finding, note

LONGEST = 64 * 1024  # bytes; the longest real one has under two thousand
_KNOWN_CRITICAL = frozenset(
    {
        "2.5.29.15",
        "2.5.29.19",
        "2.5.29.32",
        "2.5.29.37",
        "2.5.29.17",
        "2.5.29.14",
        "2.5.29.35",
        "2.5.29.31",
        TN_AUTH_LIST,
    }
)
_FAULTS = (
    ValueError, TypeError, KeyError, OverflowError, UnsupportedAlgorithm, x509.InvalidVersion, x509.DuplicateExtension,
    x509.UnsupportedGeneralNameType,
)  # fmt: skip


class CertificateFaultError(ValueError):
    """These bytes are no certificate; the message says why."""


@dataclass(frozen=True, eq=False)
class Certificate:
    """Times aware. `path_length` None: any. `authority` None: it has no TNAuthList."""

    sha256: str
    subject: str
    organization: str
    common_name: str
    issuer: str
    issuer_organization: str
    subject_der: bytes
    issuer_der: bytes
    serial: int
    since: datetime
    until: datetime
    is_authority: bool
    path_length: int | None
    may_sign: bool  # calls: key usage digitalSignature
    may_issue: bool  # certificates: key usage keyCertSign
    key: Any
    key_der: bytes
    authority: Authority | None
    policies: frozenset[str]
    lists: tuple[str, ...]  # where its revocation would be told
    unknown_critical: tuple[str, ...]
    written: bytes  # what its issuer signed
    signature: bytes
    digest: hashes.HashAlgorithm | None
    notes: tuple[Finding, ...]

    @property
    def code(self) -> str:
        return self.authority.code if self.authority else ""

    @property
    def issued_itself(self) -> bool:
        return self.subject_der == self.issuer_der

    @property
    def is_p256(self) -> bool:
        return isinstance(self.key, ec.EllipticCurvePublicKey) and self.key.curve.name == "secp256r1"

    def holds_at(self, moment: datetime) -> bool:
        return self.since <= moment <= self.until


def read(data: bytes) -> Certificate:
    """A certificate in DER. Raises CertificateFaultError."""
    if len(data) > LONGEST:
        raise CertificateFaultError(f"it has {len(data):,} bytes; no certificate is that long")
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        try:
            return _read(data, said)
        except _FAULTS as fault:
            raise CertificateFaultError(_words(fault)) from None


def _read(data: bytes, said: list[warnings.WarningMessage]) -> Certificate:
    written, signature = _signed(data)
    loaded, notes = _loaded(data)
    extensions = {each.oid.dotted_string: each for each in loaded.extensions}
    basic = _value(extensions, ExtensionOID.BASIC_CONSTRAINTS)
    usage = _value(extensions, ExtensionOID.KEY_USAGE)
    listed = extensions.get(TN_AUTH_LIST)
    policies = _value(extensions, ExtensionOID.CERTIFICATE_POLICIES)
    key = loaded.public_key()
    notes += [note("certificate-odd", f"The certificate is oddly written: {each.message}") for each in said[:3]]
    return Certificate(
        sha256=hashlib.sha256(data).hexdigest(),
        subject=loaded.subject.rfc4514_string(),
        organization=_part(loaded.subject, NameOID.ORGANIZATION_NAME),
        common_name=_part(loaded.subject, NameOID.COMMON_NAME),
        issuer=loaded.issuer.rfc4514_string(),
        issuer_organization=_part(loaded.issuer, NameOID.ORGANIZATION_NAME),
        subject_der=loaded.subject.public_bytes(),
        issuer_der=loaded.issuer.public_bytes(),
        serial=loaded.serial_number,
        since=loaded.not_valid_before_utc.astimezone(UTC),
        until=loaded.not_valid_after_utc.astimezone(UTC),
        is_authority=bool(basic and basic.ca),
        path_length=basic.path_length if basic else None,
        may_sign=usage is None or usage.digital_signature,
        may_issue=usage is None or usage.key_cert_sign,
        key=key,
        key_der=_key_der(written),
        authority=read_authority(listed.value.value) if listed else None,
        policies=frozenset(each.policy_identifier.dotted_string for each in policies or ()),
        lists=tuple(_lists(_value(extensions, ExtensionOID.CRL_DISTRIBUTION_POINTS))),
        unknown_critical=tuple(oid for oid, each in extensions.items() if each.critical and oid not in _KNOWN_CRITICAL),
        written=written,
        signature=signature,
        digest=loaded.signature_hash_algorithm,
        notes=tuple(notes),
    )


@lru_cache(maxsize=16384)
def issued(issuer: Certificate, certificate: Certificate) -> bool:
    """Did the issuer's key sign this certificate?"""
    key, digest = issuer.key, certificate.digest
    if digest is None:
        return False
    try:
        if isinstance(key, ec.EllipticCurvePublicKey):
            key.verify(certificate.signature, certificate.written, ec.ECDSA(digest))
        elif isinstance(key, rsa.RSAPublicKey):
            key.verify(certificate.signature, certificate.written, padding.PKCS1v15(), digest)
        else:
            return False
    except (InvalidSignature, *_FAULTS):
        return False
    return True


def _signed(data: bytes) -> tuple[bytes, bytes]:
    """What was signed, and the signature."""
    written, _, signature = der.elements(der.element(data).body)
    if signature.tag != der.BIT_STRING or signature.body[:1] != b"\0":
        raise der.MalformedError("its signature is no string of whole bytes")
    return written.whole, signature.body[1:]


def _loaded(data: bytes) -> tuple[x509.Certificate, list[Finding]]:
    """Some authorities write NULL where ECDSA has no parameters (RFC 5758 section 3.2.1); the library refuses that."""
    try:
        return x509.load_der_x509_certificate(data), []
    except ValueError:
        repaired = _without_null(data)
        if repaired == data:
            raise
        loaded = x509.load_der_x509_certificate(repaired)
    sentence = "Its signature algorithm has a parameter where RFC 5758 allows none; it was read without."
    return loaded, [note("algorithm-parameter", sentence, "certificate, signatureAlgorithm")]


def _without_null(data: bytes) -> bytes:
    body, algorithm, signature = der.elements(der.element(data).body)
    parts = [_bare(each) for each in der.elements(body.body)]
    return der.written(der.SEQUENCE, der.written(body.tag, *parts), _bare(algorithm), signature.whole)


def _bare(part: der.Element) -> bytes:
    """The same element; an algorithm without its NULL."""
    if part.tag != der.SEQUENCE:
        return part.whole
    inner = der.elements(part.body)
    if [each.tag for each in inner] != [der.OID, der.NULL]:
        return part.whole
    return der.written(der.SEQUENCE, inner[0].whole)


def _key_der(written: bytes) -> bytes:
    """The public key as it stands in the certificate: the sequence after the subject."""
    sequences = [each for each in der.elements(der.element(written).body) if each.tag == der.SEQUENCE]
    return sequences[4].whole if len(sequences) > 4 else b""


def _value(extensions: dict[str, Any], oid: x509.ObjectIdentifier) -> Any:
    found = extensions.get(oid.dotted_string)
    return found.value if found else None


def _part(name: x509.Name, oid: x509.ObjectIdentifier) -> str:
    found = name.get_attributes_for_oid(oid)
    return str(found[0].value) if found else ""


def _lists(points: Any) -> list[str]:
    names = [name for point in points or () for name in point.full_name or ()]
    return [name.value for name in names if isinstance(name, x509.UniformResourceIdentifier)]


def _words(fault: BaseException) -> str:
    text = str(fault).splitlines()
    return (text[0] if text else type(fault).__name__)[:200].rstrip(".")
