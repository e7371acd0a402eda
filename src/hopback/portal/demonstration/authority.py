"""The demonstration's own STI authority: its root, the providers' certificates, and the signatures of its calls.

Nothing outside trusts it. The portal reads its files as an operator's: the trust list, and certificates at hand.
"""

import json
from base64 import urlsafe_b64encode
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

from hopback.evidence.shaken.authority import TN_AUTH_LIST
from hopback.evidence.shaken.der import written
from hopback.world import Call

POLICY = x509.ObjectIdentifier("2.16.840.1.114569.1.1.3")
HELD = timedelta(days=1500), timedelta(days=400)  # before and after it is made: for calls of the past, too
SIGNED = timedelta(seconds=1)  # before the call arrived

type Key = ec.EllipticCurvePrivateKey


class Authority:
    """`folder` takes `roots.pem` and `certificates.pem`; keys are never written down."""

    def __init__(self, folder: Path, now: datetime) -> None:
        self.folder, self.now = folder, now
        self._key, self._name = _key(), _name("Demonstration STI-CA", "SHAKEN root of a demonstration")
        self._root = self._certificate(self._name, self._key)
        self._keys: dict[str, Key] = {}
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "roots.pem").write_bytes(_pem(self._root))
        (folder / "certificates.pem").write_bytes(_pem(self._root))

    def identity_header(self, call: Call, organization: str) -> str:
        """As the signer put it into the call; '' for one that nobody signed."""
        if not (call.signer and call.attestation):
            return ""
        url = f"https://certificates.example/{call.signer}.pem"
        claims = {
            "attest": call.attestation,
            "dest": {"tn": [call.called.lstrip("+")]},
            "iat": int((call.at - SIGNED).timestamp()),
            "orig": {"tn": call.calling.lstrip("+")},
            "origid": str(uuid5(NAMESPACE_URL, url)),
        }
        header = {"alg": "ES256", "ppt": "shaken", "typ": "passport", "x5u": url}
        text = f"{_packed(header)}.{_packed(claims)}"
        made = self._signer(call.signer, organization).sign(text.encode(), ec.ECDSA(hashes.SHA256()))
        r, s = decode_dss_signature(made)
        signature = _plain(r.to_bytes(32) + s.to_bytes(32))
        return f"{text}.{signature};info=<{url}>;alg=ES256;ppt=shaken"

    def _signer(self, ocn: str, organization: str) -> Key:
        if ocn not in self._keys:
            self._keys[ocn] = _key()
            certificate = self._certificate(_name(organization, f"SHAKEN {ocn}"), self._keys[ocn], ocn)
            with (self.folder / "certificates.pem").open("ab") as file:
                file.write(_pem(certificate))
        return self._keys[ocn]

    def _certificate(self, subject: x509.Name, own: Key, ocn: str = "") -> x509.Certificate:
        made = (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(self._name)
            .public_key(own.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(self.now.astimezone(UTC) - HELD[0])
            .not_valid_after(self.now.astimezone(UTC) + HELD[1])
            .add_extension(x509.BasicConstraints(ca=not ocn, path_length=None), critical=True)
            .add_extension(x509.CertificatePolicies([x509.PolicyInformation(POLICY, None)]), critical=False)
        )
        if ocn:
            listed = written(0x30, written(0xA0, written(0x16, ocn.encode("ascii"))))
            made = made.add_extension(
                x509.UnrecognizedExtension(x509.ObjectIdentifier(TN_AUTH_LIST), listed), critical=False
            )
        return made.sign(self._key, hashes.SHA256())


def _key() -> Key:
    return ec.generate_private_key(ec.SECP256R1())


def _name(organization: str, common: str) -> x509.Name:
    parts = ((NameOID.COUNTRY_NAME, "US"), (NameOID.ORGANIZATION_NAME, organization), (NameOID.COMMON_NAME, common))
    return x509.Name([x509.NameAttribute(oid, value) for oid, value in parts])


def _pem(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(Encoding.PEM)


def _packed(said: dict[str, object]) -> str:
    return _plain(json.dumps(said, separators=(",", ":"), sort_keys=True).encode())


def _plain(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()
