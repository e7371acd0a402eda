"""What in free text may not leave: real values that the portal keeps, and whatever looks like one. (A5.3)

Real values are refused, whoever asks. What only looks like one is held until a second person has read it.
"""

import base64
import binascii
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise

from .addresses import is_official
from .reading_text import Stream, all_digits, plain, squashed, streams

SHORTEST_NUMBER = 7  # digits; fewer mean nobody
WHOLE_NUMBER = 10  # digits of a number with its area code
SHORTEST_NAME = 3  # letters
_SAID_FOR_NOBODY = "unknown none notavailable notapplicable private individual residential customer test various"
NO_NAME = frozenset(_SAID_FOR_NOBODY.split())
SHORTEST_SQUASHED = 9  # letters of a name that is found with anything, or nothing, between them


class Seen(StrEnum):
    """What was seen in a text."""

    NUMBER = "number"
    CUSTOMER = "customer"
    PROVIDER = "provider"
    VALUE = "value"
    LOOKS_LIKE_NUMBER = "looks like a number"
    ADDRESS = "address of a machine"
    EMAIL = "e-mail address"
    TOKEN = "call id"  # noqa: S105 - no secret
    SIGNATURE = "signature"  # carries the called number, whatever is around it


REAL = frozenset({Seen.NUMBER, Seen.CUSTOMER, Seen.PROVIDER, Seen.VALUE, Seen.SIGNATURE})
WORDS = {
    Seen.NUMBER: "a telephone number that stands in a traceback",
    Seen.CUSTOMER: "the name of a customer",
    Seen.PROVIDER: "the name of a provider that may not be named",
    Seen.VALUE: "an address or a Call-ID that stands in a traceback, or a customer's particulars",
    Seen.SIGNATURE: "a signature of a call, which carries the called number",
    Seen.LOOKS_LIKE_NUMBER: "what looks like a telephone number",
    Seen.ADDRESS: "what looks like an IP address",
    Seen.EMAIL: "an e-mail address that is not an official one",
    Seen.TOKEN: "what looks like a Call-ID or another key",
}


@dataclass(frozen=True, slots=True)
class Known:
    """Real values to look for. `names`: as they are called → CUSTOMER or PROVIDER; `numbers`: digits, as they are
    written within the country; `values`: addresses, Call-IDs, particulars; `may_be_named`: nobody minds these names."""

    names: Mapping[str, Seen] = field(default_factory=dict)
    numbers: frozenset[str] = frozenset()
    values: frozenset[str] = frozenset()
    may_be_named: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Found:
    """What was seen and, of what only looks like something, the words in which it stands."""

    seen: Seen
    quote: str = ""

    @property
    def is_real(self) -> bool:
        return self.seen in REAL

    @property
    def words(self) -> str:
        return WORDS[self.seen]


def scan(text: str, known: Known = Known()) -> tuple[Found, ...]:
    """Everything in the text that may not leave, real values first; none twice. (A5.3)"""
    found = [*_real(text, known), *_looks_like(text)]
    return tuple(dict.fromkeys(found))


def may_leave(text: str, known: Known) -> bool:
    """Whether no real value stands in it: asked again just before it is sent. (A5.3)"""
    return next(_real(text, known), None) is None


# ---- real values ---------------------------------------------------------------------------------


def _real(text: str, known: Known) -> Iterator[Found]:
    rows = all_digits(text)
    if any(number in row for number in known.numbers if len(number) >= SHORTEST_NUMBER for row in rows):
        yield Found(Seen.NUMBER)
    if _signed(text):
        yield Found(Seen.SIGNATURE)
    one_word = squashed(_HIDDEN.sub("", text))
    if (
        any(squashed(value) in one_word for value in known.values if len(squashed(value)) >= SHORTEST_NUMBER)
        or _addresses(text) & known.values
    ):
        yield Found(Seen.VALUE)
    yield from (Found(seen) for seen in dict.fromkeys(_named(text, known)))


_HIDDEN = re.compile(r"\s?[\[(]\s?(?:at|dot|\.|@)\s?[\])]\s?", re.I)  # jo (at) firm [dot] example


def _addresses(text: str) -> set[str]:
    """IPv4 addresses as they are kept, however they stand here."""
    return {".".join(re.findall(r"\d+", one[0])) for one in _IPV4.finditer(plain(text))}


def _named(text: str, known: Known) -> Iterator[Seen]:
    """Whole words; a long name also with anything, or nothing, between its letters."""
    words, one_word = f" {' '.join(_words(text))} ", "".join(_words(text))
    for name in sorted(known.may_be_named, key=len, reverse=True):
        if core := _words(name):
            words = words.replace(f" {' '.join(core)} ", " # ")
            one_word = one_word.replace("".join(core), "#")
    for name, seen in known.names.items():
        core = _words(name)
        whole = "".join(core)
        if len(whole) < SHORTEST_NAME or whole in NO_NAME:
            continue
        if f" {' '.join(core)} " in words or (len(whole) >= SHORTEST_SQUASHED and whole in one_word):
            yield seen


_SIGNS = re.compile(r"[^\W_]+")


def _words(text: str) -> list[str]:
    return _SIGNS.findall(plain(text).replace("'", "").replace("\u2019", ""))


# ---- what looks like one -------------------------------------------------------------------------

_DAY = r"(?:19|20)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])"
_HARMLESS = (
    re.compile(rf"(?<![\d.-]){_DAY}(?:[T ][0-2]\d:[0-5]\d(?::[0-5]\d)?(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)?)?(?![\d-])"),
    re.compile(r"(?<![\d/])(?:0?[1-9]|1[0-2])/(?:0?[1-9]|[12]\d|3[01])/(?:19|20)\d\d(?![\d/])"),
    re.compile(r"(?<![\d:])[0-2]?\d:[0-5]\d(?::[0-5]\d)?(?![\d:])"),
    re.compile(r"(?<![\d,.-])\d{1,3}(?:,\d{3}){1,2}(?:\.\d\d?)?(?![\d,-])"),  # 1,204,000; not a number's ten digits
    re.compile(r"(?<![\d-])(?:19|20)\d\d(?:\s?[-\u2013]\s?| and | to )(?:19|20)\d\d(?![\d-])"),
    re.compile(r"\bTB-\d{4}-\d{5}\b"),
    re.compile(r"\b\d{1,2}\s(?:CFR|U\.?S\.?C\.?)\s(?:§+\s?)?\d{1,4}(?:\.\d{1,4})?", re.I),
    re.compile(r"\b(?:19|20)\d\d, (?=\d{1,3} [a-z])"),  # “in 2026, 24 tracebacks”
)
_VANITY = re.compile(r"(?<!\d)\d{3}[-.)]\s?(?:[A-Z]{7}|[A-Z]{3}[-.][A-Z]{4}|\d{3}[-.][A-Z]{4})\b")
_IPV4 = re.compile(
    r"(?<!\d)(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\s?(?:\.|\[\.\]|\(\.\)|\[dot\]|\(dot\)|\bdot\b)\s?(?:25[0-5]|2[0-4]\d|1?\d?\d)){3}(?!\d)",
    re.I,
)
_IPV6 = re.compile(
    r"(?<![\w:])(?:(?:[0-9a-f]{1,4}:){3,7}(?::?[0-9a-f]{1,4})?|(?:[0-9a-f]{1,4}:){1,6}:(?:[0-9a-f]{1,4}(?::[0-9a-f]{1,4}){0,5})?)"
    r"(?![\w:])",
    re.I,
)
_EMAIL = re.compile(
    r"[^\s<>()\[\]\",;:]+\s?(?:@|\[at\]|\(at\))\s?[\w-]+(?:(?:\.|\s?(?:\[dot\]|\(dot\))\s?)[\w-]+)*", re.I
)
# A Call-ID or another key: sixteen signs and more.
_KEY = re.compile(r"(?<![\w/.-])(?=[\w.-]*\d)(?=[\w.-]*[A-Za-z])[A-Za-z0-9][\w.-]{15,}")
_LABELLED = re.compile(r"\bcall[\s-]?id\b\s*[:=#]", re.I)
_OUR_ID = re.compile(r"^[a-z]{2,4}_[A-Za-z0-9]{12}\.?$")
_TOKEN_START = re.compile(r"ey[JI][A-Za-z0-9_-]{9,}")


def _looks_like(text: str) -> Iterator[Found]:
    yield from _numbers(text)
    yield from (Found(Seen.ADDRESS, one[0].strip()) for one in _IPV4.finditer(text))
    yield from (Found(Seen.ADDRESS, one[0]) for one in _IPV6.finditer(text))
    for one in _EMAIL.finditer(text):
        if not is_official(one[0].rstrip(".")):
            yield Found(Seen.EMAIL, one[0])
    yield from _tokens(text)


def _numbers(text: str) -> Iterator[Found]:
    rest = text
    for harmless in _HARMLESS:
        rest = harmless.sub(" # x # ", rest)
    if any(map(_like_a_number, streams(rest))):
        yield Found(Seen.LOOKS_LIKE_NUMBER, _where(rest, lambda part: any(map(_like_a_number, streams(part)))))
    yield from (Found(Seen.LOOKS_LIKE_NUMBER, one[0]) for one in _VANITY.finditer(text))


def _like_a_number(stream: Stream) -> bool:
    """Ten digits and more, however they stand; seven to nine where they stand as a local number is written."""
    count = len(stream.digits)
    if count >= WHOLE_NUMBER:
        return True
    local = count == SHORTEST_NUMBER and (stream.groups in {(7,), (3, 4), (3, 2, 2)} or stream.spelled)
    return local or (count > SHORTEST_NUMBER and (len(stream.groups) == 1 or stream.spelled))


def _where(text: str, holds: Callable[[str], bool]) -> str:
    """The line in which it stands, for the reader who decides."""
    line = next((one for one in text.splitlines() if holds(one)), text)
    return " ".join(line.replace("# x #", "\u2026").split())[:120]


def _tokens(text: str) -> Iterator[Found]:
    for one in _KEY.finditer(text):
        if not _OUR_ID.match(one[0]) and _mixed(one[0]):
            yield Found(Seen.TOKEN, one[0][:40])
    if label := _LABELLED.search(text):
        yield Found(Seen.TOKEN, label[0])


def _signed(text: str) -> bool:
    """Whether a PASSporT, or a part of one, stands in it, with whatever blanks."""
    return any(_opens_json(one[0]) for one in _TOKEN_START.finditer(re.sub(r"\s+", "", text)))


def _mixed(word: str) -> bool:
    """A key changes between letters and digits often; “2025-annual-summary” does not."""
    kinds = ["d" if one.isdigit() else "l" for one in word if one.isalnum()]
    return sum(one != other for one, other in pairwise(kinds)) >= 3


def _opens_json(word: str) -> bool:
    """Whether it is the base 64 of something that begins as a JSON object does, as every PASSporT is."""
    start = word[:12]
    try:
        return bool(re.match(rb'\{\s*"[\x20-\x7e]+$', base64.urlsafe_b64decode(start)))
    except (binascii.Error, ValueError):
        return False
