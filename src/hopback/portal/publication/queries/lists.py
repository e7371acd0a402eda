"""Who is cooperative and who is not: a list is read anew each time, so a lifted name is on none (A3.10)."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime

from hopback.policy.article_3_traceback.publication import What
from hopback.portal.conduct import queries as conduct
from hopback.portal.logbook.actions import canonical

TITLES = {
    What.RESULTS: "Aggregate results",
    What.COOPERATIVE: "Cooperative providers",
    What.NON_COOPERATIVE: "Non-cooperative providers",
}
_STANDING: dict[What, tuple[Callable[[datetime], list[conduct.Standing]], str]] = {
    What.COOPERATIVE: (conduct.cooperative, "Agreed to the policies, Article 1(2)"),
    What.NON_COOPERATIVE: (conduct.non_cooperative, "Finding of the group, Article 1(3)"),
}


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of a list: all companies that count as one provider. `since_on` and `basis`: of its standing."""

    providers: tuple[str, ...]  # public ids
    name: str
    country: str
    since_on: date
    basis: str


def the_list(what: What, now: datetime) -> list[Listed]:
    """The names that stand on it now, in order."""
    read, basis = _STANDING[what]
    return [_line(one, basis) for one in read(now)]


def _line(one: conduct.Standing, basis: str) -> Listed:
    countries = ", ".join(dict.fromkeys(provider.country_name for provider in one.providers))
    ids = tuple(sorted(provider.public_id for provider in one.providers))
    return Listed(ids, one.name, countries, one.since_at.astimezone(UTC).date(), basis)


def digest(rows: list[Listed]) -> str:
    """What a person has seen who saw these rows."""
    said = canonical({"rows": [[*row.providers, row.name, row.since_on.isoformat()] for row in rows]})
    return hashlib.sha256(said.encode()).hexdigest()
