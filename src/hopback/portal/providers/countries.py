"""Countries by their two letters, from the numbering plans that phonenumbers knows."""

from functools import cache

import phonenumbers
from phonenumbers.geodata.locale import LOCALE_DATA


def country_name(code: str) -> str:
    """`Belize` for BZ; letters that name no country stay as they are."""
    names = LOCALE_DATA.get(code, {})
    name = str(names.get("en", code))
    return str(names[name[1:]]) if name.startswith("*") else name  # "*aa": the same as in that language


@cache
def choices() -> list[tuple[str, str]]:
    known = [(code, country_name(code)) for code in phonenumbers.SUPPORTED_REGIONS]
    return [("US", country_name("US")), *sorted((pair for pair in known if pair[0] != "US"), key=lambda pair: pair[1])]
