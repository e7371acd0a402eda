"""Numbers that a text asks to call back: written in any form, or spoken digit by digit. (A1.10)

“315-232-8257”, “1 (800) 555 0123”, “three one five, two three two …”, “eight hundred”, “double five”, “800-GO-FEDEX”;
digits of Spanish and Chinese too. Amounts, order numbers and what no numbering plan knows are left out.
"""

import re
from collections.abc import Iterator

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberFormat

UNITS = {
    word: str(at)
    for at, word in enumerate(["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"])
}
TEENS = ["ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]
SPANISH = ["cero", "uno", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve"]
CHINESE = "零一二三四五六七八九"
SPOKEN = {word: str(at) for said in (UNITS, SPANISH, CHINESE) for at, word in enumerate(said)}
SPOKEN |= {"oh": "0", "o": "0", "〇": "0"} | {word: str(10 + at) for at, word in enumerate(TEENS)}
TENS = {
    word: str(2 + at)
    for at, word in enumerate(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"])
}
TIMES = {"double": 2, "triple": 3}
FEWEST, MOST = 10, 15  # digits of a number: a national one of North America, the longest there is
LETTERS = re.compile(r"\b(?:1[-. ]?)?8(?:00|33|44|55|66|77|88)[-. ]?(?=[A-Z-]{7,9}\b)[A-Z]+(?:-[A-Z]+)*\b")
_TOKEN = re.compile(
    r"\+?\d+|[〇零一二三四五六七八九]|[^\W\d_〇零一二三四五六七八九]+|[$£€]|[.!?](?=\s+[A-Z])|%|,(?=\d{3}\b)|[^\s\w]"
)
_MONEY = frozenset("$£€")
_JOINS = frozenset("-–().,/ ")


def numbers(text: str, region: str = "US") -> list[str]:
    """E.164, each once, in the order in which they stand."""
    found = dict.fromkeys(number for run in _runs(text) for number in _cut(run, region))
    for match in LETTERS.finditer(text):
        if number := _valid(phonenumbers.convert_alpha_characters_in_number(match[0]), region):
            found[number] = None
    return list(found)


def _runs(text: str) -> Iterator[str]:
    """Digits that follow each other with nothing but stops between them."""
    run, times, money = "", 1, False
    tokens = [match[0] for match in _TOKEN.finditer(text)]
    for at, said in enumerate(tokens):
        low = said.lower()
        digits = _digits(low, tokens[at + 1].lower() if at + 1 < len(tokens) else "", run)
        if low in TIMES:
            times = TIMES[low]
        elif digits is not None and not money:
            if digits.startswith("+"):
                yield run
                run = ""
            run += digits * times
            times = 1
        elif said not in _JOINS:
            yield run
            run, times = "", 1
        money = said in _MONEY or (money and (digits is not None or said in ",."))
    yield run


def _digits(said: str, after: str, run: str) -> str | None:
    """What a word adds to a number that is being told; None where it is no digit."""
    if said[0].isdigit() or said[0] == "+":
        return said
    if said in TENS:
        return TENS[said] + ("" if after in UNITS and after != "zero" else "0")
    if said == "hundred" and run:
        return "00"
    return SPOKEN.get(said)


def _cut(run: str, region: str) -> Iterator[str]:
    """The numbers in one run of digits: a number said twice stands there twice."""
    if run.startswith("+"):
        if FEWEST - 2 <= len(run) - 1 <= MOST and (number := _valid(run, region)):
            yield number
        return
    while len(run) >= FEWEST:
        length = FEWEST + run.startswith("1")
        number = _valid(run[:length], region)
        if number is None:
            return
        yield number
        run = run[length:]


def _valid(said: str, region: str) -> str | None:
    try:
        number = phonenumbers.parse(said, region)
    except NumberParseException:
        return None
    return phonenumbers.format_number(number, PhoneNumberFormat.E164) if phonenumbers.is_valid_number(number) else None
