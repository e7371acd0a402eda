"""Harbor Voice's signatures and the authority behind them, made anew for each run."""

import json
from base64 import urlsafe_b64encode
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.serialization import load_pem_private_key
from jwt.algorithms import ECAlgorithm

from hopback.evidence.shaken.bundle import certificates_in
from hopback.evidence.shaken.call import Call
from hopback.evidence.shaken.certificate import Certificate
from hopback.evidence.shaken.findings import Finding, Grade
from hopback.evidence.shaken.inspection import Desk, Inspected, inspect

SAMPLES = Path(__file__).resolve().parents[1] / "samples" / "shaken"
NOW = datetime.now(UTC).replace(microsecond=0)
AT = NOW - timedelta(minutes=5)
URL = "https://certificates.harbor.example/701J.pem"
HEADER = {"alg": "ES256", "ppt": "shaken", "typ": "passport", "x5u": URL}
CLAIMS: dict[str, Any] = {
    "attest": "A",
    "dest": {"tn": ["15135550168"]},
    "iat": int(AT.timestamp()),
    "orig": {"tn": "12025550142"},
    "origid": "123e4567-e89b-12d3-a456-426655440000",
}
CALL = Call("(202) 555-0142", "+15135550168", AT + timedelta(seconds=2))


@dataclass(frozen=True)
class Pki:
    folder: Path

    @property
    def root(self) -> Certificate:
        return certificates_in((self.folder / "root.pem").read_bytes())[0]

    def chain(self, ocn: str = "701J") -> list[Certificate]:
        return certificates_in((self.folder / f"{ocn}.pem").read_bytes())

    def desk(self, *ocns: str, call: Call = CALL, trusted: bool = True) -> Desk:
        desk = Desk(now=NOW, call=call)
        for ocn in ocns or ("701J",):
            desk.add(self.chain(ocn))
        if trusted:
            desk.store.trust([self.root])
        return desk

    def key(self, ocn: str) -> Any:
        return load_pem_private_key((self.folder / f"{ocn}.key").read_bytes(), None)

    def signed(self, claims: Any = CLAIMS, header: Any = HEADER, ocn: str = "701J") -> str:
        return self.signed_text(packed(claims), packed(header), ocn)

    def signed_text(self, claims: str, header: str, ocn: str = "701J") -> str:
        algorithm = ECAlgorithm(ECAlgorithm.SHA256)
        signature = algorithm.sign(f"{header}.{claims}".encode(), self.key(ocn))
        return f"{header}.{claims}.{plain(signature)}"


def packed(said: Any) -> str:
    return plain(json.dumps(said, separators=(",", ":"), sort_keys=True).encode())


def plain(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()


def without(said: dict[str, Any], name: str) -> dict[str, Any]:
    return {key: value for key, value in said.items() if key != name}


def only(text: str | bytes, desk: Desk) -> Inspected:
    found = list(inspect(text if isinstance(text, bytes) else text.encode(), desk))
    assert len(found) == 1, [(each.line, each.kind) for each in found]
    return found[0]


def codes(findings: Iterable[Finding], *but: Grade) -> set[str]:
    """Codes of what is not as it should be."""
    return {each.code for each in findings if each.grade not in (Grade.OK, *but)}
