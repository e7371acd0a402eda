"""Is this the same customer? Name, e-mail, phone and tax id compared (XA.4). Pure judgment; a person confirms it."""

import re
from collections.abc import Mapping

from hopback.portal.providers.likeness import LIKE_NAME, SAME_NAME, names_alike

NUMBER = re.compile(r"\d(?:[\s().\-/]{0,2}\d){9,14}")  # a phone number in somebody's words


def why_alike(one: Mapping[str, str], other: Mapping[str, str]) -> str:
    """What speaks for one customer, as a sentence; "" where nothing does.

    A name that is merely like another is not enough by itself."""
    name = names_alike(one.get("name", ""), other.get("name", ""))
    firm = [
        "the same tax id" if _digits(one, "tax_id") & _digits(other, "tax_id") else "",
        "the same e-mail address" if _email(one) and _email(one) == _email(other) else "",
        "the same phone number" if _phones(one) & _phones(other) else "",
        "the same name" if name >= SAME_NAME else "",
    ]
    told = [text for text in firm if text]
    if told and LIKE_NAME <= name < SAME_NAME:
        told.append("a like name")
    text = ", ".join(told)
    return text[:1].upper() + text[1:] + "." if text else ""


def _digits(said: Mapping[str, str], field: str) -> set[str]:
    digits = re.sub(r"\W", "", said.get(field, "")).upper()
    return {digits} if len(digits) >= 6 else set()


def _email(said: Mapping[str, str]) -> str:
    return said.get("email", "").strip().casefold()


def _phones(said: Mapping[str, str]) -> set[str]:
    """The last ten digits of each number that stands in the contact's words."""
    text = f"{said.get('contact', '')} {said.get('email', '')}"
    return {re.sub(r"\D", "", found)[-10:] for found in NUMBER.findall(text)}
