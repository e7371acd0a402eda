"""A signature looked at: by `hopback.evidence.shaken`, against the operator's lists; what is to be kept of it (A1.8).

The network is asked here, through a fetcher that reaches nothing but the public internet: never within a request or a
transaction.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import structlog
from django.conf import settings

from hopback.evidence.shaken.bundle import certificates_in
from hopback.evidence.shaken.cache import Cache
from hopback.evidence.shaken.call import Call
from hopback.evidence.shaken.certificate import Certificate, CertificateFaultError
from hopback.evidence.shaken.chain import Store
from hopback.evidence.shaken.fetching import Fetcher
from hopback.evidence.shaken.findings import Finding, Grade
from hopback.evidence.shaken.inspection import Desk, Inspected, inspect
from hopback.evidence.shaken.revoked import ListFaultError, Revoked
from hopback.evidence.shaken.revoked import read as read_revoked

LONGEST = 64 * 1024  # characters of what somebody gave as a PASSporT
MOST_FINDINGS = 40
_DIGITS = re.compile(r"\d{7,}|\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4}")

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Seen:
    """What is kept of one look; `unfetched`: its certificate was where nobody answered."""

    grade: str
    holds: bool
    ocn: str = ""
    organization: str = ""
    attestation: str = ""
    signed_at: datetime | None = None
    revoked_at: datetime | None = None
    certificate: str = ""
    findings: list[dict[str, str]] = field(default_factory=list)
    unfetched: bool = False


@dataclass(slots=True)
class Lists:
    """The operator's: roots that are trusted, certificates at hand, what was revoked, and how an x5u is fetched."""

    trusted: list[Certificate] = field(default_factory=list)
    certificates: list[Certificate] = field(default_factory=list)
    revoked: Revoked | None = None
    fetch: Callable[[str], bytes] | None = None

    def desk(self, call: Call, now: datetime) -> Desk:
        desk = Desk(now=now, call=call, store=Store(), revoked=self.revoked, fetch=self.fetch)
        desk.add(self.certificates)
        if self.trusted:
            desk.store.trust(self.trusted)
        return desk


def lists() -> Lists:
    """As they stand in the files now. One that cannot be read is told in the process's log, and is as if not there."""
    found = Lists(_bundle(settings.STI_TRUST), _bundle(settings.STI_CERTIFICATES))
    signers = [*found.trusted, *found.certificates, *_bundle(settings.STI_REVOCATIONS_SIGNER)]
    if settings.STI_REVOCATIONS:
        try:
            found.revoked = read_revoked(Path(settings.STI_REVOCATIONS).read_bytes(), signers)
        except (OSError, ListFaultError) as fault:
            log.warning("signatures.revocations_unread", file=settings.STI_REVOCATIONS, why=str(fault))
    if settings.STI_FETCH:
        found.fetch = Fetcher(Cache(Path(settings.STI_CACHE)))
    return found


def _bundle(path: str) -> list[Certificate]:
    if not path:
        return []
    try:
        return certificates_in(Path(path).read_bytes())
    except (OSError, CertificateFaultError) as fault:
        log.warning("signatures.certificates_unread", file=path, why=str(fault))
        return []


def look(text: str, call: Call, given: Lists, now: datetime) -> Seen:
    """What somebody gave, however malformed, beside the call. A diverted call has several: the first that attests."""
    found = [one for one in inspect(text[:LONGEST].encode(), given.desk(call, now)) if one.kind != "certificate"]
    if not found:
        missing = {"grade": "wrong", "code": "unreadable", "sentence": "There is no PASSporT in it.", "rests_on": ""}
        return Seen(Grade.WRONG.value, False, findings=[missing])
    item = next((one for one in found if one.passport and one.passport.kind == "shaken"), found[0])
    return _seen(item, call, given)


def _seen(item: Inspected, call: Call, given: Lists) -> Seen:
    certificate, passport = item.certificate, item.passport
    codes = {one.code for one in item.findings}
    holds = "signature-good" in codes and certificate is not None
    order = tuple(Grade)
    told = sorted(item.findings, key=lambda one: -order.index(one.grade))[:MOST_FINDINGS]
    return Seen(
        grade=item.grade.value,
        holds=holds,
        ocn=certificate.code[:20] if certificate else "",
        organization=certificate.organization[:200] if certificate else "",
        attestation=passport.attestation[:1] if passport and passport.attestation in ("A", "B", "C") else "",
        signed_at=passport.at if passport else None,
        revoked_at=given.revoked.at(certificate) if given.revoked and certificate else None,
        certificate=certificate.sha256 if certificate else "",
        findings=[_kept(one, call) for one in told],
        unfetched="x5u-not-fetched" in codes,
    )


def _kept(one: Finding, call: Call) -> dict[str, Any]:
    """Without the called number, and whatever else of the token might be one: that takes a reveal (XC.2)."""
    calling = re.sub(r"\D", "", call.calling)[-10:]

    def hide(found: re.Match[str]) -> str:
        digits = re.sub(r"\D", "", found[0])
        return found[0] if calling and digits[-10:] == calling else f"{found[0][:-4]}••••"

    return {
        "grade": one.grade.value,
        "code": one.code,
        "sentence": _DIGITS.sub(hide, one.sentence),
        "rests_on": one.rests_on,
    }
