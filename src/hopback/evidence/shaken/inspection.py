"""Each item of a file, judged with what else is at hand: the other certificates, a trust list, the call."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime

from hopback.policy.article_3_traceback.comparing import Times, times

from . import about, call, passport, revoked, signature, token
from .bundle import certificates_in
from .call import Call
from .certificate import Certificate, CertificateFaultError
from .certificate import read as read_certificate
from .chain import Store, follow
from .fetching import FetchRefusedError
from .findings import Finding, Grade, gravest, note, shown, warning, wrong
from .items import Item, split
from .passport import Passport
from .revoked import Revoked
from .token import Token

type Fetch = Callable[[str], bytes]


@dataclass(slots=True)
class Desk:
    """What an inspection has at hand. `fetch` None: nothing is fetched. `now`: for a certificate alone."""

    now: datetime
    call: Call = field(default_factory=Call)
    store: Store = field(default_factory=Store)
    revoked: Revoked | None = None
    fetch: Fetch | None = None
    signers: list[Certificate] = field(default_factory=list)
    _by_url: dict[str, list[Certificate]] = field(default_factory=dict)

    def add(self, certificates: Iterable[Certificate], url: str = "") -> None:
        for each in certificates:
            self.store.add([each])
            if not each.is_authority:
                self.signers.append(each)
            if url:
                self._by_url.setdefault(url, []).append(each)

    def at_url(self, url: str) -> list[Certificate]:
        return self._by_url.get(url, [])


@dataclass(frozen=True, slots=True)
class Inspected:
    """`kind`: certificate, passport or unreadable. `certificate`: the one that signed, or the item itself."""

    line: int
    kind: str
    findings: tuple[Finding, ...]
    certificate: Certificate | None = None
    passport: Passport | None = None

    @property
    def gravest(self) -> Finding | None:
        return gravest(self.findings)

    @property
    def grade(self) -> Grade:
        return self.gravest.grade if self.gravest else Grade.OK


def inspect(data: bytes, desk: Desk) -> Iterator[Inspected]:
    """Certificates may stand before or behind the PASSporTs that they signed."""
    read: list[tuple[Item, Certificate | str]] = []
    for item in split(data):
        read.append((item, _certificate(item)))
        if isinstance(read[-1][1], Certificate):
            desk.add([read[-1][1]], item.url)
    for item, made in read:
        if isinstance(made, Certificate):
            yield of_certificate(made, desk, item.line)
        elif item.text:
            yield of_text(item, desk)
        else:
            yield Inspected(item.line, "unreadable", (wrong("unreadable", made or item.fault),))


def _certificate(item: Item) -> Certificate | str:
    if item.fault or item.text:
        return item.fault
    try:
        return read_certificate(item.der)
    except CertificateFaultError as fault:
        return f"This is no certificate: {shown(fault, 200)}."


def of_certificate(certificate: Certificate, desk: Desk, line: int = 1) -> Inspected:
    """By itself: at the call's time, or now."""
    at = desk.call.at or desk.now
    return Inspected(
        line, "certificate", tuple(_of_certificate(certificate, desk, at, of_call=bool(desk.call.at))), certificate
    )


def _of_certificate(certificate: Certificate, desk: Desk, at: datetime, *, of_call: bool) -> Iterator[Finding]:
    yield from about.of(certificate)
    yield about.held_at(certificate, at, of_call=of_call)
    chained_at = at if of_call or certificate.holds_at(at) else certificate.since
    yield from follow(certificate, desk.store, chained_at).findings
    if desk.revoked is not None:
        yield revoked.told(certificate, desk.revoked, at if of_call else None)


def of_text(item: Item, desk: Desk) -> Inspected:
    """A PASSporT or an Identity header; what a line of JSON says of the call goes before what was said for all."""
    made = token.read(item.text)
    if not token.looks_like_one(made.text):
        told = wrong("unreadable", "This is neither a certificate nor a PASSporT nor an Identity header.")
        return Inspected(item.line, "unreadable", (told,))
    said = passport.read(made)
    of_call, faults = _call(item, desk.call)
    found = [*made.findings, *said.findings, *faults]
    certificate, signed = _signer(made, said, desk)
    found += signed
    if certificate is not None:
        found += _signed_with(certificate, said, of_call, desk)
    found += call.beside(said, of_call)
    return Inspected(item.line, "passport", tuple(found), certificate, said)


def _signed_with(certificate: Certificate, said: Passport, of_call: Call, desk: Desk) -> Iterator[Finding]:
    """At the call's time where it is known: a PASSporT says its own."""
    at = of_call.at or said.at
    if certificate.is_authority:
        yield wrong(
            "signed-by-authority", "It was signed with an authority's key; those sign certificates, not calls.", "chain"
        )
    if at is None:
        yield warning(
            "time-unknown",
            "Neither the call nor the PASSporT says a time to hold its certificate against.",
            "claims, iat",
        )
    elif of_call.at and said.at and times(said.at - of_call.at) is Times.FIT:
        at = said.at
    yield from _of_certificate(certificate, desk, at or desk.now, of_call=at is not None)


def _call(item: Item, given: Call) -> tuple[Call, list[Finding]]:
    at, faults = given.at, []
    if item.at:
        try:
            at = datetime.fromisoformat(item.at)
        except ValueError:
            at = None
        if at is None or at.tzinfo is None:
            at, faults = (
                given.at,
                [note("call-time-unread", f"The call's time, “{shown(item.at, 40)}”, has no zone or is none.", "at")],
            )
    return Call(item.calling or given.calling, item.called or given.called, at.astimezone(UTC) if at else None), faults


def _signer(made: Token, said: Passport, desk: Desk) -> tuple[Certificate | None, list[Finding]]:
    """The certificate that signed, and how it was found."""
    if not made.signature or made.is_compact:
        return None, []
    published, found = _published(said.certificate_url, desk)
    if published:
        certificate = published[0]
        if signature.made_by(made, certificate):
            return certificate, [*found, _good("the certificate that its x5u leads to")]
        return None, [
            *found,
            wrong("signature-wrong", "The certificate that its x5u leads to did not sign it.", "signature, x5u"),
        ]
    at_hand = next((each for each in desk.signers if signature.made_by(made, each)), None)
    if at_hand:
        return at_hand, [*found, _good("a certificate that was given; whether its x5u leads there was not looked up")]
    if desk.signers:
        return None, [
            *found,
            wrong(
                "signature-wrong",
                "None of the certificates that were given signed it: it was changed, or its signer's is missing.",
                "signature",
            ),
        ]
    hint = "" if desk.fetch else " (--certificates gives some, --fetch asks its x5u)"
    return None, [
        *found,
        warning("signature-unchecked", f"No certificate is at hand: its signature was not checked{hint}.", "signature"),
    ]


def _good(how: str) -> Finding:
    return Finding(Grade.OK, "signature-good", f"Signed with the key of {how}.", "signature")


def _published(url: str, desk: Desk) -> tuple[list[Certificate], list[Finding]]:
    known = desk.at_url(url) if url else []
    if known or not url or desk.fetch is None:
        return known, []
    try:
        fetched = certificates_in(desk.fetch(url))
    except (FetchRefusedError, CertificateFaultError) as fault:
        return [], [
            warning("x5u-not-fetched", f"Its certificate could not be fetched: {shown(fault, 200)}", "header, x5u")
        ]
    desk.add(fetched, url)
    return fetched, []
