"""What was found of one item, as one line: an object for machines, a sentence or several for people."""

from typing import Any

from .certificate import Certificate
from .findings import Finding, Grade
from .inspection import Inspected
from .passport import Passport

_MARKS = {Grade.OK: "ok", Grade.NOTE: "note", Grade.WARNING: "warning", Grade.WRONG: "WRONG"}
_FINE = "Everything that was looked at is as it should be."


def as_object(item: Inspected) -> dict[str, Any]:
    """`ocn` is the signer's, from its certificate alone: nothing else is proof of it."""
    worst = item.gravest
    certificate, passport = item.certificate, item.passport
    made: dict[str, Any] = {
        "line": item.line,
        "kind": item.kind,
        "grade": item.grade.value,
        "summary": worst.sentence if worst and worst.grade is not Grade.OK else _FINE,
        "ocn": certificate.code if certificate else "",
    }
    if passport is not None:
        made["passport"] = _passport(passport)
    if certificate is not None:
        made["certificate"] = _certificate(certificate)
    made["findings"] = [_finding(each) for each in item.findings]
    return made


def as_text(item: Inspected) -> str:
    """A heading, then what is not as it should be; what is fine follows in short."""
    head = f"line {item.line}: {item.kind}"
    if item.certificate and item.certificate.code:
        head += f", signed for {item.certificate.code}" if item.passport else f" of {item.certificate.code}"
    lines = [f"{head}: {_MARKS[item.grade]}"]
    order = tuple(Grade)
    for each in sorted(item.findings, key=lambda one: -order.index(one.grade)):
        rests_on = f" [{each.rests_on}]" if each.rests_on else ""
        lines.append(f"  {_MARKS[each.grade]:<8}{each.sentence}{rests_on}")
    return "\n".join(lines)


def _finding(each: Finding) -> dict[str, str]:
    return {"grade": each.grade.value, "code": each.code, "sentence": each.sentence, "rests_on": each.rests_on}


def _passport(passport: Passport) -> dict[str, Any]:
    return {
        "ppt": passport.kind,
        "attest": passport.attestation,
        "orig": passport.orig,
        "dest": list(passport.dest),
        "div": passport.diverted_from,
        "iat": passport.at.isoformat() if passport.at else None,
        "origid": passport.origid,
        "x5u": passport.certificate_url,
    }


def _certificate(certificate: Certificate) -> dict[str, Any]:
    authority = certificate.authority
    return {
        "sha256": certificate.sha256,
        "subject": certificate.subject,
        "organization": certificate.organization,
        "issuer": certificate.issuer,
        "not_before": certificate.since.isoformat(),
        "not_after": certificate.until.isoformat(),
        "authority": certificate.is_authority,
        "codes": list(authority.codes) if authority else [],
        "numbers": list(authority.numbers) if authority else [],
        "ranges": [list(each) for each in authority.ranges] if authority else [],
    }
