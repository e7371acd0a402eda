"""Telephone numbers as somebody wrote them, and as E.164. What cannot be read is evidence, never refused."""

import re
from functools import lru_cache
from typing import NamedTuple

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberFormat, ValidationResult

REGION = "US"  # how a number without a country code is read
_SCHEME = re.compile(r"^\s*(tel|sips?):", re.I)
_TOO_FEW = {ValidationResult.TOO_SHORT, ValidationResult.IS_POSSIBLE_LOCAL_ONLY}


class Number(NamedTuple):
    """`raw` as it was given; `e164` "" when it cannot be told; `why` says what is wrong, "" when valid."""

    raw: str
    e164: str
    region: str
    valid: bool
    why: str


def read(raw: str) -> Number:
    """Any spelling: `+1…`, `1…`, ten digits, `011…`, `tel:`, `sip:`, `;npdi;rn=…`, punctuation."""
    bare = _SCHEME.sub("", raw).split(";")[0].split("@")[0].strip()
    digits = re.sub(r"\D", "", bare)
    if not digits:
        return Number(raw, "", "", False, f"“{raw}” holds no digits.")
    try:
        number = phonenumbers.parse(bare, REGION)
    except NumberParseException:
        return _unread(raw, bare, digits)
    if phonenumbers.is_valid_number(number):
        region = phonenumbers.region_code_for_number(number) or ""
        return Number(raw, phonenumbers.format_number(number, PhoneNumberFormat.E164), region, True, "")
    return _invalid(raw, bare, digits, number)


def _unread(raw: str, bare: str, digits: str) -> Number:
    if bare.startswith("+") and len(digits) <= 15:
        return Number(raw, f"+{digits}", "", False, f"“{raw}” begins with no country code in use.")
    return Number(raw, "", "", False, f"“{raw}” is not a telephone number.")


def _invalid(raw: str, bare: str, digits: str, number: phonenumbers.PhoneNumber) -> Number:
    """With its country code its digits are kept; without, nobody can say which number it is."""
    length = phonenumbers.is_possible_number_with_reason(number)
    told = bare.startswith("+") or length == ValidationResult.IS_POSSIBLE
    e164 = phonenumbers.format_number(number, PhoneNumberFormat.E164) if told and len(digits) <= 15 else ""
    if length in _TOO_FEW:
        why = f"“{raw}” has too few digits."
    elif length == ValidationResult.TOO_LONG:
        why = f"“{raw}” has too many digits."
    else:
        why = f"“{raw}” is not a number that can be assigned."
    return Number(raw, e164, "", False, why)


@lru_cache(4096)  # a number is shown in each mail and answer about its call
def shown(e164: str) -> str:
    """`+1 202 555 0142`; what is not E.164 is shown as it is."""
    try:
        number = phonenumbers.parse(e164)
    except NumberParseException:
        return e164
    text = phonenumbers.format_number(number, PhoneNumberFormat.INTERNATIONAL)
    return re.sub(r"[\s().-]+", " ", text).strip()


def masked(e164: str) -> str:
    """`+1 202 555 ••••`: the last four digits hidden."""
    text, hidden = [], 0
    for sign in reversed(shown(e164)):
        hide = sign.isdigit() and hidden < 4
        hidden += hide
        text.append("•" if hide else sign)
    return "".join(reversed(text))
