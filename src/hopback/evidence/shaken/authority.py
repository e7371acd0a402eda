"""TNAuthList, 1.3.6.1.5.5.7.1.26: for which provider and which numbers a certificate may sign (RFC 8226 section 9).

    TNAuthorizationList ::= SEQUENCE OF CHOICE {
        spc [0] IA5String,  range [1] SEQUENCE { start IA5String, count INTEGER },  one [2] IA5String }

Two makers write the code as a bare string instead. It is read, and said.
"""

from dataclasses import dataclass
from functools import partial

from . import der
from .findings import Finding, note, shown, warning, wrong

TN_AUTH_LIST = "1.3.6.1.5.5.7.1.26"
OCN_LENGTH = 4  # the company codes of NECA have four characters
_RESTS_ON = "certificate, TNAuthList"
_STRINGS = frozenset({0x0C, 0x13, 0x16, 0x1A})  # UTF8String, PrintableString, IA5String, VisibleString
_IA5, _INTEGER = 0x16, 0x02
_CODE, _RANGE, _ONE = 0xA0, 0xA1, 0xA2
_note, _warning, _wrong = (partial(kind, rests_on=_RESTS_ON) for kind in (note, warning, wrong))


@dataclass(frozen=True, slots=True)
class Authority:
    """Service provider codes (an OCN in the United States), single numbers, and (first number, how many)."""

    codes: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    ranges: tuple[tuple[str, int], ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def code(self) -> str:
        return self.codes[0] if self.codes else ""


def read(value: bytes) -> Authority:
    """The value of the extension. What cannot be read is a finding."""
    try:
        return _read(value, clipped=False)
    except der.MalformedError as fault:
        reason = str(fault)
    try:
        return _read(value, clipped=True)
    except der.MalformedError:
        return Authority(findings=(_wrong("authority-list-unreadable", f"Its TNAuthList cannot be read: {reason}."),))


def _read(value: bytes, *, clipped: bool) -> Authority:
    """`clipped`: its lengths are wrong, and what is there is taken for what was meant."""
    outer = der.element(value, clipped=clipped)
    reading = _Reading(misshapen=clipped or outer.tag != der.SEQUENCE, clipped=clipped)
    for entry in der.elements(outer.body, clipped=clipped) if outer.tag == der.SEQUENCE else [outer]:
        reading.take(entry)
    return reading.result()


class _Reading:
    """One entry after another."""

    def __init__(self, *, misshapen: bool, clipped: bool) -> None:
        self.misshapen, self.clipped = misshapen, clipped
        self.codes: list[str] = []
        self.numbers: list[str] = []
        self.ranges: list[tuple[str, int]] = []
        self.unread = 0

    def take(self, entry: der.Element) -> None:
        try:
            self._take(entry)
        except ValueError:
            self.unread += 1

    def _take(self, entry: der.Element) -> None:
        match entry.tag:
            case der.SEQUENCE | 0x31:
                raise der.MalformedError("nested")
            case tag if tag in _STRINGS:
                self.misshapen = True
                self.codes.append(_text(entry.body))
            case tag if tag == _CODE:
                self.codes.append(self._string(entry.body))
            case tag if tag == _ONE:
                self.numbers.append(self._string(entry.body))
            case tag if tag == _RANGE:
                self.ranges.append(self._range(entry.body))
            case _:
                self.unread += 1

    def _string(self, body: bytes) -> str:
        inner = der.element(body, clipped=self.clipped)
        self.misshapen |= inner.tag != _IA5
        return _text(inner.body)

    def _range(self, body: bytes) -> tuple[str, int]:
        inner = der.elements(body)
        if len(inner) == 1 and inner[0].tag == der.SEQUENCE:
            inner = der.elements(inner[0].body)
        start, count = inner
        if count.tag != _INTEGER or len(count.body) > 8:
            raise der.MalformedError("no count")
        return _text(start.body), int.from_bytes(count.body)

    def result(self) -> Authority:
        return Authority(tuple(self.codes), tuple(self.numbers), tuple(self.ranges), tuple(self._findings()))

    def _findings(self) -> list[Finding]:
        found = []
        if self.unread:
            found.append(
                _wrong("authority-list-unreadable", f"{self.unread} of its TNAuthList's entries cannot be read.")
            )
        if self.misshapen:
            found.append(
                _warning(
                    "authority-list-misshapen",
                    "Its TNAuthList is not written as RFC 8226 asks; it was read all the same.",
                )
            )
        odd = [code for code in self.codes if len(code) != OCN_LENGTH or not code.isalnum()]
        found += [
            _note("code-odd", f"The code “{shown(code)}” does not have the four characters of an OCN.") for code in odd
        ]
        if len(self.codes) > 1:
            found.append(
                _note("codes-several", f"It may sign for {len(self.codes)} providers: {shown(', '.join(self.codes))}.")
            )
        if not (self.codes or self.numbers or self.ranges or self.unread):
            found.append(_wrong("authority-list-empty", "Its TNAuthList is empty: it may sign for nobody."))
        return found


def _text(body: bytes) -> str:
    text = body.decode("ascii")
    if not text.isprintable() or not text:
        raise der.MalformedError("no text")
    return text
