"""From a certificate to a root: who vouches for it, link by link, and does the trust list know the last one?

An STI certificate has no subjectAltName and names no server, so verifiers made for the web refuse it. This follows
RFC 5280's path by its own means: names, signatures, times, who may issue, how deep, and nothing critical unknown.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from .certificate import Certificate, issued
from .findings import Finding, note, ok, shown, warning, wrong

DEEPEST = 8  # links; real chains have two


class End(StrEnum):
    TRUSTED = "trusted"  # a root of the trust list
    WHOLE = "whole"  # a root that issued itself; not on the list, or no list was given
    MISSING = "missing"  # the next issuer is not at hand
    BROKEN = "broken"  # not issued by whom it says


@dataclass(slots=True)
class Store:
    """Certificates at hand, and those that are trusted."""

    has_trust_list: bool = False
    _by_subject: dict[bytes, list[Certificate]] = field(default_factory=lambda: defaultdict(list))
    _trusted: set[tuple[bytes, bytes]] = field(default_factory=set)
    _seen: set[str] = field(default_factory=set)

    def add(self, certificates: Iterable[Certificate]) -> None:
        for each in certificates:
            if each.sha256 not in self._seen:
                self._seen.add(each.sha256)
                self._by_subject[each.subject_der].append(each)

    def trust(self, roots: Iterable[Certificate]) -> None:
        self.has_trust_list = True
        for each in roots:
            self.add([each])
            self._trusted.add((each.subject_der, each.key_der))

    def trusts(self, certificate: Certificate) -> bool:
        return (certificate.subject_der, certificate.key_der) in self._trusted

    def named(self, subject: bytes) -> list[Certificate]:
        return self._by_subject.get(subject, [])


@dataclass(frozen=True, slots=True)
class Chain:
    """The certificate first. `findings` are ready to be shown."""

    links: tuple[Certificate, ...]
    end: End
    findings: tuple[Finding, ...]


def follow(certificate: Certificate, store: Store, at: datetime) -> Chain:
    """The chain as it stood at that moment."""
    links = [certificate]
    while True:
        end = _end(links, store)
        if end is None and len(links) < DEEPEST:
            named = store.named(links[-1].issuer_der)
            signing = [each for each in named if issued(each, links[-1]) and each not in links]
            if signing:
                links.append(max(signing, key=lambda each: _fitness(each, store, at)))
                continue
            end = End.BROKEN if named else End.MISSING
        told = (*_links(links, at), _told(links, end or End.BROKEN, store))
        return Chain(tuple(links), end or End.BROKEN, told)


def _end(links: list[Certificate], store: Store) -> End | None:
    last = links[-1]
    if store.trusts(last):
        return End.TRUSTED
    return End.WHOLE if last.issued_itself and issued(last, last) else None


def _fitness(issuer: Certificate, store: Store, at: datetime) -> tuple[bool, bool, bool]:
    """Of several certificates for one key: a trusted one, one that may issue, one of that time."""
    return store.trusts(issuer), issuer.is_authority and issuer.may_issue, issuer.holds_at(at)


def _links(links: list[Certificate], at: datetime) -> Iterator[Finding]:
    for below, issuer in enumerate(links[1:]):
        yield from _issuer(issuer, below, at)
    for each in links:
        if each.unknown_critical:
            yield wrong(
                "critical-unknown",
                f"The certificate of {_name(each)} has a critical part that is not known here: "
                f"{shown(', '.join(each.unknown_critical))}.",
                "RFC 5280 section 4.2",
            )


def _issuer(issuer: Certificate, below: int, at: datetime) -> Iterator[Finding]:
    """`below`: how many authorities stand between this one and the signer's certificate."""
    name = _name(issuer)
    if not (issuer.is_authority and issuer.may_issue):
        yield wrong("issuer-no-authority", f"{name} signed it, but may not issue certificates.", "chain")
    if issuer.path_length is not None and below > issuer.path_length:
        yield wrong("chain-too-deep", f"{name} may not have that many authorities below it.", "chain")
    if not issuer.holds_at(at):
        span = f"{issuer.since:%Y-%m-%d} to {issuer.until:%Y-%m-%d}"
        yield wrong("issuer-not-valid", f"The certificate of {name} held from {span}, not on {at:%Y-%m-%d}.", "chain")


def _told(links: list[Certificate], end: End, store: Store) -> Finding:
    last, issuer = links[-1], shown(links[-1].issuer)
    match end:
        case End.TRUSTED if len(links) == 1:
            return ok("chain-trusted", "It is itself on the trust list.", "trust list")
        case End.TRUSTED:
            return ok(
                "chain-trusted",
                f"Issued by {_name(links[1])}; its root, {_name(last)}, is on the trust list.",
                "trust list",
            )
        case End.WHOLE if len(links) == 1 and not last.is_authority:
            return wrong("issued-itself", "It issued itself: nobody vouches for it.", "chain")
        case End.WHOLE if store.has_trust_list:
            return wrong("root-not-trusted", f"Its root, {_name(last)}, is not on the trust list.", "trust list")
        case End.WHOLE:
            return note("trust-not-asked", f"Its chain is whole up to {_name(last)}; no trust list was given.", "chain")
        case End.MISSING:
            return warning("issuer-missing", f"The certificate of its issuer is not at hand: {issuer}.", "chain")
        case End.BROKEN:
            return wrong(
                "not-issued", f"{_name(last)} says that {issuer} issued it, but no key of that name did.", "chain"
            )


def _name(certificate: Certificate) -> str:
    return shown(certificate.common_name or certificate.subject or "a certificate without a name")
