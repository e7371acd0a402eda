"""Kinds of mail whose addresses stay out of the log: they are of people who take no part in tracebacks.

What the log says of such a mail names its reader by the public id that the notice has as its party."""

import re
from collections.abc import Iterable
from typing import Any

from .models import Notice

_kinds: set[str] = set()


def register(*kinds: str) -> None:
    _kinds.update(kinds)


def is_kept_back(notice: Notice) -> bool:
    return notice.kind in _kinds


def loggable(notice: Notice, addresses: Iterable[str], **said: Any) -> dict[str, Any]:
    """`said` as the log may have it: of a kind that is kept back, without these addresses, however they are spelled."""
    if not is_kept_back(notice):
        return said
    spelled = re.compile("|".join(re.escape(one) for one in addresses) or r"(?!)", re.IGNORECASE)
    return {name: _without(value, spelled, notice.party) for name, value in said.items()}


def _without(value: Any, spelled: re.Pattern[str], instead: str) -> Any:
    if isinstance(value, list):
        return [_without(one, spelled, instead) for one in value]
    return spelled.sub(instead, value) if isinstance(value, str) else value
