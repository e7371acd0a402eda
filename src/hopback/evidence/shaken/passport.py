"""What a PASSporT says, and whether it says it in the form that was agreed (RFC 8225, 8588, 8946, 9795).

Malformed claims are read as they were meant where that is plain, and told.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from .findings import Finding, note, ok, shown, warning, wrong
from .token import Token

SHAKEN, DIVERTED, RICH, PRIORITY = "shaken", "div", "rcd", "rph"
ATTESTATIONS = {
    "A": "the signer knows its customer and that the customer may use this number",
    "B": "the signer knows its customer, but not whether the customer may use this number",
    "C": "the signer only took the call in from elsewhere, as a gateway does; it knows neither customer nor number",
}
_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", re.I)
_NUMBER = re.compile(r"[0-9*#]{1,20}")
_LATEST = 4_102_444_800  # the year 2100, in POSIX seconds


@dataclass(frozen=True, slots=True)
class Passport:
    """`kind` is its ppt, '' for a plain one. What is not said is '' or empty; `at` is its iat."""

    kind: str = ""
    certificate_url: str = ""
    orig: str = ""
    dest: tuple[str, ...] = ()
    diverted_from: str = ""
    at: datetime | None = None
    attestation: str = ""
    origid: str = ""
    findings: tuple[Finding, ...] = ()


@dataclass(slots=True)
class _Reading:
    found: list[Finding] = field(default_factory=list)

    def add(self, finding: Finding) -> None:
        self.found.append(finding)


def read(token: Token) -> Passport:
    """Both halves; each may be missing."""
    reading = _Reading()
    header, claims = token.header, token.claims
    kind = _kind(header, token, reading)
    url = _certificate_url(header, token, reading)
    if header is not None:
        reading.found += _of_header(header)
    reading.found += _of_parameters(token)
    if claims is None:
        return Passport(kind=kind, certificate_url=url, findings=tuple(reading.found))
    made = Passport(
        kind=kind,
        certificate_url=url,
        orig=_orig(claims, reading),
        dest=_dest(claims, reading),
        diverted_from=_diverted(claims, kind, reading),
        at=_iat(claims, reading),
        attestation=_attestation(claims, kind, reading),
        origid=_origid(claims, kind, reading),
    )
    reading.found += _of_kind(claims, kind)
    return Passport(
        **{name: getattr(made, name) for name in made.__slots__ if name != "findings"}, findings=tuple(reading.found)
    )


def _kind(header: dict[str, Any] | None, token: Token, reading: _Reading) -> str:
    said = header.get("ppt", "") if header is not None else token.parameters.get("ppt", "")
    if not isinstance(said, str):
        reading.add(wrong("ppt-wrong", "Its ppt is no text.", "header, ppt"))
        return ""
    return said.strip('"').lower()


def _certificate_url(header: dict[str, Any] | None, token: Token, reading: _Reading) -> str:
    said = header.get("x5u") if header is not None else token.parameters.get("info")
    if not isinstance(said, str) or not said:
        reading.add(wrong("x5u-missing", "It does not say where its certificate is (x5u).", "header, x5u"))
        return ""
    if not said.lower().startswith("https://"):
        reading.add(
            warning(
                "x5u-not-https", f"Its certificate is to be had at {shown(said)}, which is not https.", "header, x5u"
            )
        )
    return said


def _of_header(header: dict[str, Any]) -> Iterator[Finding]:
    if header.get("alg") != "ES256":
        said = f"“{shown(header['alg'])}”" if "alg" in header else "nothing"
        yield wrong("alg-wrong", f"Its algorithm is {said}; a PASSporT is signed with ES256.", "header, alg")
    if header.get("typ") != "passport":
        said = f"“{shown(header['typ'])}”" if "typ" in header else "nothing"
        yield wrong("typ-wrong", f"Its type is {said}; it should say “passport”.", "header, typ")


def _of_parameters(token: Token) -> Iterator[Finding]:
    """What stands beside the token in the Identity header has to agree with it (RFC 8224 section 4.1)."""
    header = token.header or {}
    for parameter, name in (("info", "x5u"), ("alg", "alg"), ("ppt", "ppt")):
        beside, within = token.parameters.get(parameter), header.get(name)
        if beside and token.header is not None and beside != within:
            yield wrong(
                f"{parameter}-differs",
                f"The header's {parameter} says “{shown(beside)}”, the PASSporT's {name} “{shown(within or '')}”.",
                f"Identity, {parameter}",
            )


def _iat(claims: dict[str, Any], reading: _Reading) -> datetime | None:
    said, rests_on = claims.get("iat"), "claims, iat"
    if isinstance(said, str) and said.isascii() and said.isdigit() and len(said) <= 12:
        moment = _moment(int(said))
        meant = f" It was read as {_text(moment)}." if moment else ""
        reading.add(wrong("iat-text", f"Its time (iat) is written as text; it has to be a number.{meant}", rests_on))
        return moment
    if said is None:
        reading.add(wrong("iat-missing", "It does not say when it was signed (iat).", rests_on))
        return None
    if isinstance(said, bool) or not isinstance(said, int | float):
        reading.add(wrong("iat-wrong", "Its time (iat) is no number.", rests_on))
        return None
    if isinstance(said, float):
        reading.add(note("iat-fraction", "Its time (iat) is not a whole number of seconds.", rests_on))
    moment = _moment(said)
    if moment is None:
        reading.add(wrong("iat-wrong", f"Its time (iat), {shown(said, 30)}, is no time of any call.", rests_on))
    return moment


def _moment(seconds: float) -> datetime | None:
    return datetime.fromtimestamp(seconds, UTC) if 0 < seconds < _LATEST else None


def _text(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M:%S} UTC"


def _party(claims: dict[str, Any], name: str, reading: _Reading) -> dict[str, Any] | None:
    said, rests_on = claims.get(name), f"claims, {name}"
    if isinstance(said, str):
        reading.add(wrong(f"{name}-text", f"Its {name} is text that holds JSON; it has to be an object.", rests_on))
        try:
            said = json.loads(said)
        except (ValueError, RecursionError):
            return None
    if name not in claims:
        reading.add(wrong(f"{name}-missing", f"It does not say who {_who(name)} ({name}).", rests_on))
        return None
    if not isinstance(said, dict):
        reading.add(wrong(f"{name}-wrong", f"Its {name} is no object.", rests_on))
        return None
    return said


def _who(name: str) -> str:
    return "called" if name == "orig" else "was called"


def _orig(claims: dict[str, Any], reading: _Reading) -> str:
    said = _party(claims, "orig", reading)
    if said is None:
        return ""
    number = said.get("tn")
    if isinstance(number, list):
        reading.add(wrong("orig-several", "Its orig is a list; one call has one caller.", "claims, orig"))
        number = number[0] if number else None
    if isinstance(number, str) and number:
        _form(number, "orig", reading)
        return number
    if isinstance(said.get("uri"), str) and number is None:
        reading.add(note("orig-uri", f"The caller is an address, not a number: {shown(said['uri'])}.", "claims, orig"))
        return ""
    reading.add(wrong("orig-wrong", "Its orig holds no telephone number.", "claims, orig"))
    return ""


def _dest(claims: dict[str, Any], reading: _Reading) -> tuple[str, ...]:
    said = _party(claims, "dest", reading)
    if said is None:
        return ()
    numbers = said.get("tn")
    if isinstance(numbers, str):
        reading.add(wrong("dest-not-a-list", "Its dest is one number; it has to be a list.", "claims, dest"))
        numbers = [numbers]
    if numbers is None and isinstance(said.get("uri"), list | str):
        reading.add(note("dest-uri", "Whom it was sent to is an address, not a number.", "claims, dest"))
        return ()
    if not isinstance(numbers, list):
        reading.add(wrong("dest-wrong", "Its dest holds no telephone number.", "claims, dest"))
        return ()
    called = tuple(each for each in numbers if isinstance(each, str) and each)
    if not called or len(called) != len(numbers):
        reading.add(wrong("dest-wrong", "Its dest holds something that is no telephone number.", "claims, dest"))
    for each in called[:1]:
        _form(each, "dest", reading)
    return called


def _form(number: str, name: str, reading: _Reading) -> None:
    if not _NUMBER.fullmatch(number):
        reading.add(
            warning(
                "number-form", f"Its {name}, “{shown(number, 40)}”, is not written as digits alone.", f"claims, {name}"
            )
        )


def _attestation(claims: dict[str, Any], kind: str, reading: _Reading) -> str:
    said, rests_on = claims.get("attest"), "claims, attest"
    if isinstance(said, str) and said in ATTESTATIONS:
        reading.add(ok(f"attestation-{said.lower()}", f"Attestation {said}: {ATTESTATIONS[said]}.", rests_on))
        return said
    if said is None and kind != SHAKEN:
        return ""
    code = "attestation-missing" if said is None else "attestation-wrong"
    sentence = "It does not say its attestation" if said is None else f"Its attestation is “{shown(said, 20)}”"
    reading.add(wrong(code, f"{sentence}: a shaken PASSporT says A, B or C.", rests_on))
    return ""


def _origid(claims: dict[str, Any], kind: str, reading: _Reading) -> str:
    said, rests_on = claims.get("origid"), "claims, origid"
    if said is None:
        if kind == SHAKEN:
            reading.add(wrong("origid-missing", "It has no origid, by which its signer finds the customer.", rests_on))
        return ""
    if not isinstance(said, str):
        reading.add(wrong("origid-wrong", "Its origid is no text.", rests_on))
        return ""
    if not _UUID.fullmatch(said):
        reading.add(warning("origid-no-uuid", f"Its origid, “{shown(said, 40)}”, is no UUID.", rests_on))
    return said


def _diverted(claims: dict[str, Any], kind: str, reading: _Reading) -> str:
    if kind != DIVERTED:
        return ""
    said = claims.get("div")
    number = said.get("tn") if isinstance(said, dict) else None
    if not isinstance(number, str):
        reading.add(wrong("div-wrong", "It is about a diverted call, but does not say who diverted it.", "claims, div"))
        return ""
    reading.add(
        note("diverted", f"The call was diverted by {shown(number, 30)}: this signs the diversion.", "claims, div")
    )
    return number


def _of_kind(claims: dict[str, Any], kind: str) -> Iterator[Finding]:
    match kind:
        case "shaken" | "div":
            return
        case "":
            yield note("plain", "It is a plain PASSporT: it carries no attestation.", "header, ppt")
        case "rcd":
            rich = claims.get("rcd")
            name = rich.get("nam") if isinstance(rich, dict) else None
            told = f"the name “{shown(name)}”" if isinstance(name, str) else "no name"
            yield note(
                "rich-call-data", f"It claims {told} for the caller; it does not attest the number.", "claims, rcd"
            )
        case "rph":
            yield note(
                "priority", "It claims a priority for the call (rph); it does not attest the number.", "header, ppt"
            )
        case _:
            yield note("ppt-unknown", f"It is of a kind that is not known here: “{shown(kind, 30)}”.", "header, ppt")
