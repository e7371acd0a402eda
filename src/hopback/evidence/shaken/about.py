"""A certificate judged: for whom it may sign, whether it held at a moment, how it is made."""

import re
from collections.abc import Iterator
from datetime import datetime

from .certificate import Certificate
from .findings import Finding, note, ok, shown, warning, wrong

_SHAKEN_POLICIES = "2.16.840.1.114569.1.1."  # of the policy administrator (STI-PA), by version
_NAMED = re.compile(r"\bSHAKEN ([A-Za-z0-9]{4})\b", re.I)


def of(certificate: Certificate) -> Iterator[Finding]:
    """All but its times and its chain."""
    yield from certificate.notes
    if certificate.is_authority:
        yield ok("authority", f"An authority's certificate: {shown(certificate.common_name)}.", "certificate")
        return
    yield from _signs_for(certificate)
    if not certificate.is_p256:
        yield wrong("key-wrong", "Its key is not on P-256, so it cannot sign with ES256.", "certificate, public key")
    if not certificate.may_sign:
        yield warning("usage-wrong", "Its key usage does not allow signatures.", "certificate, key usage")
    if not any(policy.startswith(_SHAKEN_POLICIES) for policy in certificate.policies):
        yield note("no-policy", "It names no SHAKEN certificate policy.", "certificate, policies")


def _signs_for(certificate: Certificate) -> Iterator[Finding]:
    authority = certificate.authority
    if authority is None:
        yield wrong(
            "no-authority-list",
            "It has no TNAuthList: it does not say for which provider it may sign.",
            "certificate, TNAuthList",
        )
        return
    yield from authority.findings
    if authority.code:
        whose = f", {shown(certificate.organization)}" if certificate.organization else ""
        yield ok(
            "signer",
            f"It signs for the provider with the code {shown(authority.code)}{whose}.",
            "certificate, TNAuthList",
        )
    named = _NAMED.search(certificate.common_name)
    if named and authority.code and named.group(1).upper() != authority.code.upper():
        yield warning(
            "name-differs",
            f"Its name says {shown(certificate.common_name)}, its TNAuthList {shown(authority.code)}.",
            "certificate, subject",
        )


def held_at(certificate: Certificate, at: datetime, *, of_call: bool) -> Finding:
    """`of_call`: the moment is a call's. Otherwise it is now, and a certificate that ended is evidence all the same."""
    span, day = (
        f"{certificate.since:%Y-%m-%d %H:%M} to {certificate.until:%Y-%m-%d %H:%M} UTC",
        f"{at:%Y-%m-%d %H:%M} UTC",
    )
    if certificate.holds_at(at):
        return ok("held", f"It held from {span}, so also on {day}.", "certificate, validity")
    if of_call:
        return wrong("not-held", f"It held from {span}, not when the call was signed, {day}.", "certificate, validity")
    word = "is not valid yet" if at < certificate.since else "has ended"
    return note(
        "ended", f"It {word}: it held from {span}. A call of that time may still rest on it.", "certificate, validity"
    )
