"""A throw-away STIR/SHAKEN certificate authority: root, intermediate, one certificate per signing provider.

Each provider's certificate carries its OCN in a TNAuthList (RFC 8226 section 9), as the real ones do.
"""

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from hopback.evidence.shaken.authority import TN_AUTH_LIST
from hopback.evidence.shaken.der import written

SHAKEN_POLICY = x509.ObjectIdentifier("2.16.840.1.114569.1.1.3")
type Key = ec.EllipticCurvePrivateKey


def make(folder: Path, signers: Sequence[tuple[str, str]]) -> None:
    """Write `<ocn>.key` and `<ocn>.pem` (leaf, then intermediate) for each (OCN, name)."""
    folder.mkdir(parents=True, exist_ok=True)
    root, middle = _key(), _key()
    top, below = _name("Test STI-CA", "SHAKEN root"), _name("Test STI-CA", "SHAKEN intermediate")
    chain = _certificate(below, middle, top, root, authority=True)
    (folder / "root.pem").write_bytes(_pem(_certificate(top, root, top, root, authority=True)))
    for ocn, name in signers:
        own = _key()
        leaf = _certificate(_name(name, f"SHAKEN {ocn}"), own, below, middle, authority=False, ocn=ocn)
        (folder / f"{ocn}.pem").write_bytes(_pem(leaf) + _pem(chain))
        private = folder / f"{ocn}.key"
        private.touch(mode=0o600)
        private.write_bytes(
            own.private_bytes(
                serialization.Encoding.PEM, serialization.PrivateFormat.TraditionalOpenSSL, serialization.NoEncryption()
            )
        )


def tn_auth_list(ocn: str) -> bytes:
    """DER of one service provider code: SEQUENCE { [0] EXPLICIT IA5String }."""
    return written(0x30, written(0xA0, written(0x16, ocn.encode("ascii"))))


def _key() -> Key:
    return ec.generate_private_key(ec.SECP256R1())


def _name(organisation: str, common: str) -> x509.Name:
    parts = ((NameOID.COUNTRY_NAME, "US"), (NameOID.ORGANIZATION_NAME, organisation), (NameOID.COMMON_NAME, common))
    return x509.Name([x509.NameAttribute(oid, value) for oid, value in parts])


def _pem(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(serialization.Encoding.PEM)


def _certificate(
    subject: x509.Name, own: Key, issuer: x509.Name, signed_by: Key, *, authority: bool, ocn: str = ""
) -> x509.Certificate:
    since = dt.datetime.now(dt.UTC) - dt.timedelta(days=2)
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(own.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(since)
        .not_valid_after(since + dt.timedelta(days=4))
        .add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(own.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(signed_by.public_key()), critical=False)
        .add_extension(x509.CertificatePolicies([x509.PolicyInformation(SHAKEN_POLICY, None)]), critical=False)
    )
    if ocn:
        made = made.add_extension(
            x509.UnrecognizedExtension(x509.ObjectIdentifier(TN_AUTH_LIST), tn_auth_list(ocn)), critical=False
        )
    return made.sign(signed_by, hashes.SHA256())
