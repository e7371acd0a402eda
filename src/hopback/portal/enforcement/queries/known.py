"""Which real values that the portal keeps could stand in a text: asked anew for each (A5.3)."""

import re
from collections.abc import Iterable
from ipaddress import ip_address
from typing import Any

from hopback.policy.article_5_enforcement.reading_text import all_digits, windows
from hopback.policy.article_5_enforcement.scanning import WHOLE_NUMBER, Found, Known, Seen, scan
from hopback.portal.providers.likeness import bare_name
from hopback.portal.providers.models import Particular, Provider
from hopback.portal.sourcing.models import IncidentData
from hopback.portal.tracebacks.models import Answer

SHORTEST_OF_A_CUSTOMER = 9  # digits of a tax id; what is shorter stands in texts by chance
ABROAD = (11, 12, 13)  # digits of a number with its country's code
CUSTOMERS = ("name", "contact")
PARTICULARS = ("email", "tax_id", "location", "payment")
_WORD = re.compile(r"[^\s<>\"'(),;]{6,}")


def scanned(text: str, may_be_named: Iterable[str] = ()) -> tuple[Found, ...]:
    """Everything in a text that may not leave, with the portal's own values known."""
    return scan(text, known_in(text, may_be_named))


def known_in(text: str, may_be_named: Iterable[str] = ()) -> Known:
    customers, values, numbers = _customers(text)
    allowed = {name for named in may_be_named for name in (named, bare_name(named))}
    return Known(
        names=_providers(allowed) | customers,
        numbers=frozenset(_called(text)) | numbers,
        values=values | _of_machines(text),
        may_be_named=frozenset(allowed),
    )


def _called(text: str) -> set[str]:
    """Numbers of subscribers who were called that could be read in it, as they are written within the country."""
    at_home = {f"+1{digits}": digits for digits in windows(text, WHOLE_NUMBER)}
    abroad = {f"+{digits}": digits for length in ABROAD for digits in windows(text, length)}
    written = at_home | abroad
    kept = IncidentData.objects.filter(called__in=list(written)).values_list("called", flat=True)
    return {written[number] for number in kept}


def _customers(text: str) -> tuple[dict[str, Seen], frozenset[str], frozenset[str]]:
    """What providers said of their own customers (XA.4): names, particulars, and digits among these."""
    names: dict[str, Seen] = {}
    values: set[str] = set()
    numbers: set[str] = set()
    for said in Answer.objects.exclude(vetting={}).values_list("vetting", flat=True).iterator():
        for field, value in _texts(said):
            if field in CUSTOMERS:
                names |= {value: Seen.CUSTOMER, bare_name(value): Seen.CUSTOMER}
            elif field in PARTICULARS:
                values.add(value)
            digits = all_digits(value)[0]
            if field != "location" and len(digits) >= SHORTEST_OF_A_CUSTOMER:
                numbers.add(digits[-WHOLE_NUMBER:])
    return names, frozenset(values), frozenset(numbers)


def _texts(said: Any) -> list[tuple[str, str]]:
    return [(field, value) for field, value in said.items() if isinstance(value, str) and value.strip()]


def _providers(allowed: set[str]) -> dict[str, Seen]:
    """Every name of every provider, but those that may be named."""
    rows = Provider.objects.values_list("name", "trade_name")
    names = {name for row in rows for name in row if name}
    names |= set(Particular.objects.filter(kind=Particular.Kind.NAME).values_list("value", flat=True))
    names |= {bare_name(name) for name in names}
    return dict.fromkeys(names - allowed, Seen.PROVIDER)


def _of_machines(text: str) -> frozenset[str]:
    """Addresses and Call-IDs of calls that stand in it word for word."""
    words = {word.strip(".:[]") for word in _WORD.findall(text)}
    found = set(Answer.objects.filter(call_id__in=list(words)).values_list("call_id", flat=True))
    addresses = [word for word in words if re.fullmatch(r"[0-9a-fA-F:.]+", word) and _is_address(word)]
    for model, field in ((Answer, "source_ip"), (IncidentData, "source_ip"), (IncidentData, "called_ip")):
        found |= set(model.objects.filter(**{f"{field}__in": addresses}).values_list(field, flat=True))
    return frozenset(found)


def _is_address(word: str) -> bool:
    try:
        return bool(ip_address(word))
    except ValueError:
        return False
