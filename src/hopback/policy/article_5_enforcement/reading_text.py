"""Words as a scanner reads them: what people write to be read by people, undone. (A5.3)

`two oh two, 555 O143`, full-width digits and zero-width blanks are all `2025550143` here.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

LONGEST_GAP = 6  # signs that are neither letter nor digit, between two digits of one number
_UNITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_TEENS = ("ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen")
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
SPELLED = {word: str(at) for at, word in enumerate(_UNITS)} | {"oh": "0", "o": "0", "nought": "0", "niner": "9"}
SPELLED |= {word: str(at) for at, word in enumerate(_TEENS, 10)}
SPELLED |= {word: f"{at}0" for at, word in enumerate(_TENS, 2)}
SPELLED |= {"hundred": "00", "thousand": "000"}
_TENS_OF = frozenset(_TENS)
_UNIT = frozenset(_UNITS[1:])
_TIMES = {"double": 2, "triple": 3}
_SAID_BETWEEN = "area code dash hyphen dot point space slash then followed by and extension ext plus minus stroke"
BETWEEN = frozenset(_SAID_BETWEEN.split())  # what people say between the digits of one number
_LOOKALIKES = str.maketrans(
    "\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0456\u0458\u0455\u0442\u043c\u043d\u043a\u0432\u0261\u0251\u03bf\u03b1\u03b5\u03bd\u03c1\u03c4\u03b9\u03ba\u0131",
    "aeopcyxijstmhkbgaoaevptiki",
)
_LIKE_DIGITS = str.maketrans("oli|", "0111")
_TOKEN = re.compile(r"[a-z]+|\d+|[^a-z\d]+")


@cache
def plain(text: str) -> str:
    """In lower case, without marks and invisible signs, digits of every script as 0-9, look-alikes as Latin letters."""
    folded = unicodedata.normalize("NFKD", text).casefold().translate(_LOOKALIKES)
    return "".join(_sign(one) for one in folded if unicodedata.category(one) not in {"Mn", "Cf", "Me"})


def _sign(one: str) -> str:
    digit = unicodedata.digit(one, None)
    return one if digit is None else str(digit)


def squashed(text: str) -> str:
    """Letters and digits alone, as one word."""
    return "".join(one for one in plain(text) if one.isalnum())


@dataclass(frozen=True, slots=True)
class Stream:
    """Digits that stand together, and how they were grouped."""

    digits: str
    groups: tuple[int, ...]
    spelled: bool


def streams(text: str) -> Iterator[Stream]:
    """Every run of digits, whether written, spelled, or with letters that look like digits among them."""
    groups: list[str] = []
    spelled = False
    for kind, said in _pieces(plain(text)):
        if kind == "digits":
            groups.append(said)
        elif kind == "spelled":
            groups.append(said)
            spelled = True
        elif kind == "end" and groups:
            yield Stream("".join(groups), tuple(map(len, groups)), spelled)
            groups, spelled = [], False
    if groups:
        yield Stream("".join(groups), tuple(map(len, groups)), spelled)


def _pieces(text: str) -> Iterator[tuple[str, str]]:
    """`digits`, `spelled`, `gap` (what may stand within a number) and `end`, in order."""
    tokens = _TOKEN.findall(text)
    at = 0
    while at < len(tokens):
        token = tokens[at]
        if token.isdigit() or (taken := _mixed(tokens, at)) is None:
            yield ("digits", token) if token.isdigit() else _word(token)
            at += 1
            continue
        said, length = taken
        yield "spelled", said
        at += length


def _word(token: str) -> tuple[str, str]:
    if not token.isalpha():
        return ("gap", "") if len(token) <= LONGEST_GAP else ("end", "")
    return ("gap", "") if token in BETWEEN else ("end", "")


def _mixed(tokens: list[str], at: int) -> tuple[str, int] | None:
    """A spelled digit, `double five`, `fifty-five`, or letters that look like digits; and how many tokens it took."""
    token = tokens[at]
    following = tokens[at + 2] if at + 2 < len(tokens) else ""
    if token in _TIMES and following in SPELLED | {one: one for one in "0123456789"}:
        return (SPELLED.get(following, following) * _TIMES[token], 3)
    if token in _TENS_OF and following in _UNIT:
        return (SPELLED[token][0] + SPELLED[following], 3)
    if token in SPELLED:
        return (SPELLED[token], 1)
    if _between_digits(tokens, at) and set(token) <= set("oli"):
        return (token.translate(_LIKE_DIGITS), 1)
    return None


def _between_digits(tokens: list[str], at: int) -> bool:
    """Written against a digit, as the O of 2O2."""
    before = tokens[at - 1][-1:] if at else ""
    after = tokens[at + 1][:1] if at + 1 < len(tokens) else ""
    return before.isdigit() or after.isdigit()


def all_digits(text: str) -> tuple[str, ...]:
    """Every digit of the text in a row, as written, and with those that are spelled or look like digits; then each
    run of them alone."""
    said = plain(text)
    written = "".join(one for one in said if one.isdigit())
    spelled = "".join(piece for kind, piece in _pieces(said) if kind != "end")
    return tuple(dict.fromkeys((written, spelled, *(stream.digits for stream in streams(text)))))


def windows(text: str, length: int = 10) -> frozenset[str]:
    """Every run of so many digits that the text could be read to hold, across whatever stands between them."""
    return frozenset(digits[at : at + length] for digits in all_digits(text) for at in range(len(digits) - length + 1))
