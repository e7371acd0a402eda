"""The conduct sheet of a group: same facts, same sheet, same fingerprint. (A1.3)

It says nothing of when it was made or by whom, and holds neither fractions nor names, which machines write in
several ways."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from .counting import FACTORS, Counts, Factor
from .facts import Facts, Notified, Request
from .peers import Beside, Peers, Role, Stand, beside, peers_of, role_of, size_of

FORMAT = "hopback conduct sheet 1"


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a group did in a period, both days included, and what its peers did."""

    group: frozenset[str]
    since: date
    until: date
    stand: Stand
    peers: Peers
    others: int
    beside: dict[Factor, Beside | None]
    campaigns: dict[str, Counts]
    roles: dict[Role, Counts]
    requests: tuple[Request, ...]
    notified: tuple[Notified, ...]

    @property
    def counts(self) -> Counts:
        return self.stand.counts

    def plain(self) -> dict[str, Any]:
        """As it is kept, handed over and hashed: text, whole numbers, lists and names of fields."""
        return {
            "format": FORMAT,
            "group": sorted(self.group),
            "since": self.since.isoformat(),
            "until": self.until.isoformat(),
            "role": self.stand.role.value,
            "size": self.stand.size,
            "requests": self.counts.requests,
            "open": self.counts.open,
            "peers": {"which": self.peers.value, "groups": self.others},
            "factors": {factor.value: self._factor(factor) for factor in FACTORS},
            "campaigns": {name: _plain(counts) for name, counts in self.campaigns.items()},
            "roles": {role.value: _plain(counts) for role, counts in self.roles.items()},
        }

    def _factor(self, factor: Factor) -> dict[str, Any]:
        share, others = self.counts.shares[factor], self.beside[factor]
        compared = (
            {"groups": others.groups, "q1": others.q1, "median": others.median, "q3": others.q3} if others else {}
        )
        return {"count": share.count, "of": share.of, "peers": compared}


def _plain(counts: Counts) -> dict[str, Any]:
    shares = {factor.value: [share.count, share.of] for factor, share in counts.shares.items()}
    return {"requests": counts.requests, "open": counts.open, "factors": shares}


def fingerprint(plain: Mapping[str, Any]) -> str:
    """SHA-256 over canonical JSON (RFC 8785): fields in order, no blanks, UTF-8."""
    written = json.dumps(plain, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    return hashlib.sha256(written.encode()).hexdigest()


type Mine = dict[frozenset[str], tuple[list[Request], list[Notified]]]


def sheets(facts: Facts, since: date, until: date) -> dict[frozenset[str], Sheet]:
    """Of every group that was asked or notified in the period, as it is grouped on its last day. (A1.1)"""
    mine = _by_group(facts, since, until)
    stands = {group: _stand(group, *rows, facts.foreign) for group, rows in mine.items()}
    return {group: _sheet(group, rows, stands, since, until) for group, rows in mine.items()}


def sheet_of(group: frozenset[str], facts: Facts, since: date, until: date) -> Sheet:
    """Of one group, which may have nothing on it."""
    mine = _by_group(facts, since, until)
    rows = mine.setdefault(group, ([], []))
    stands = {one: _stand(one, *its, facts.foreign) for one, its in mine.items()}
    return _sheet(group, rows, stands, since, until)


def _by_group(facts: Facts, since: date, until: date) -> Mine:
    mine: Mine = defaultdict(lambda: ([], []))
    for request in facts.requests:
        if since <= request.on <= until:
            for group in facts.counts_for(request.provider, request.on, until):
                mine[group][0].append(request)
    for told in facts.notified:
        if since <= told.on <= until:
            for group in facts.counts_for(told.provider, told.on, until):
                mine[group][1].append(told)
    return dict(mine)


def _stand(group: frozenset[str], requests: list[Request], notified: list[Notified], foreign: frozenset[str]) -> Stand:
    return Stand(role_of(group, requests, foreign), size_of(len(requests)), Counts.of(requests, notified))


def _sheet(
    group: frozenset[str],
    rows: tuple[list[Request], list[Notified]],
    stands: Mapping[frozenset[str], Stand],
    since: date,
    until: date,
) -> Sheet:
    requests, notified = sorted(rows[0], key=_order), sorted(rows[1], key=lambda one: (one.on, one.about))
    which, others = peers_of(group, stands[group], stands)
    return Sheet(
        group=group,
        since=since,
        until=until,
        stand=stands[group],
        peers=which,
        others=len(others),
        beside={factor: beside(factor, others) for factor in FACTORS},
        campaigns=_split(requests, lambda one: one.campaign),
        roles=_split(requests, lambda one: Role.TERMINATING if one.first else Role.UPSTREAM),
        requests=tuple(requests),
        notified=tuple(notified),
    )


def _order(one: Request) -> tuple[date, str]:
    return one.on, one.hop


def _split(requests: Iterable[Request], by: Any) -> dict[Any, Counts]:
    parts: dict[Any, list[Request]] = defaultdict(list)
    for one in requests:
        parts[by(one)].append(one)
    return {name: Counts.of(rows) for name, rows in sorted(parts.items())}
