"""Proposes rows for `trunks.toml` from the records; what a person wrote stays as it is, to the byte."""

import json
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from hopback.wire.providers import ProviderOut

from .mapping import Standing, TrunkMap
from .seen import Ingress, busiest

HEAD = """\
# Who stands behind each trunk and address. Fill in one of these for each row, and delete what is no way in:
#   upstream = "prv_…"                       a provider that the portal lists
#   unlisted = { name = "…", email = "…", phone = "…", country = "US" }
#   customer = { name = "…", location = "…", contact = "…", email = "…" }
#   own_switch = "…"                         another switch of ours: the call came in there
# A row with upstream = "" is used for no answer.
"""
# What network people put into a trunk's name beside the neighbour's.
_NOISE = frozenset(
    """tg trk trunk sip pjsip iax in out inbound outbound ingress egress from to peer gw gateway cust customer carrier
    prov provider realm pri sbc voip""".split()  # noqa: SIM905 - thirty quoted words read worse
)
_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")

type LookUp = Callable[[str], Sequence[ProviderOut]]


@dataclass(frozen=True, slots=True)
class Proposal:
    """A row that is missing. `guesses`: listed providers whose name is like the trunk's, the likeliest first."""

    ingress: Ingress
    guesses: tuple[ProviderOut, ...] = ()


def proposals(ingresses: Iterable[Ingress], known: TrunkMap, look_up: LookUp | None = None) -> list[Proposal]:
    """Rows for every way in that no row fits yet, the busiest first; one for each trunk, or address without one."""
    missing = [each for each in ingresses if not _has_row(known, each)]
    return [Proposal(each, _guesses(each.trunk or each.account, look_up)) for each in _by_way_in(missing)]


def _has_row(known: TrunkMap, ingress: Ingress) -> bool:
    """A row that says nothing yet is a row: it is not proposed again."""
    record = ingress.record(ingress.last_at)
    if known.of(record).standing in (Standing.SILENT, Standing.CONTRADICTED):
        return True
    return any(row.fits(record) for row in known.rows)


def _by_way_in(ingresses: Sequence[Ingress]) -> list[Ingress]:
    """A trunk reached from several addresses, by several switches, is one trunk."""
    grouped: dict[tuple[str, str, str], list[Ingress]] = {}
    for each in ingresses:
        plain = ("trunk", each.trunk, "") if each.trunk else ("address", each.source_ip, each.account)
        grouped.setdefault(plain, []).append(each)
    return busiest(_together(each) for each in grouped.values())


def _together(same: Sequence[Ingress]) -> Ingress:
    one = same[0]
    addresses = {each.source_ip for each in same}
    return Ingress(
        trunk=one.trunk,
        source_ip=one.source_ip if len(addresses) == 1 else "",
        account=one.account if not one.trunk else "",
        switch="",
        calls=sum(each.calls for each in same),
        first_at=min(each.first_at for each in same),
        last_at=max(each.last_at for each in same),
    )


def words_of(trunk: str) -> list[str]:
    """The words of a trunk's name that can be a provider's: `tg-MidAm-in` → Mid Am, MidAm."""
    parts = [part for part in re.split(r"[^A-Za-z]+", trunk) if len(part) > 1]
    kept = [part for part in parts if part.lower() not in _NOISE]
    split = [" ".join(_WORD.findall(part)) for part in kept]
    longest = sorted({*kept, *split, " ".join(kept)} - {""}, key=len, reverse=True)
    return [word for word in longest if len(word) >= 3]


def _guesses(trunk: str, look_up: LookUp | None) -> tuple[ProviderOut, ...]:
    if look_up is None:
        return ()
    for word in words_of(trunk):
        if found := look_up(word):
            return tuple(found[:3])
    return ()


def text_of(proposed: Sequence[Proposal], *, before: str = "") -> str:
    """What a person wrote, then the rows that are missing, each with what is known about it."""
    parts = [before.rstrip("\n") + "\n" if before else HEAD, *(_row(each) for each in proposed)]
    return "\n".join(parts)


def _row(proposal: Proposal) -> str:
    ingress = proposal.ingress
    lines = [f"# {ingress.calls:,} calls, {_day(ingress.first_at)} to {_day(ingress.last_at)}"]
    lines += [f'# perhaps upstream = "{each.id}", {_plain(each.name)}, by its name' for each in proposal.guesses]
    lines.append("[[trunks]]")
    if ingress.trunk:
        lines.append(f"trunk = {json.dumps(ingress.trunk)}")
        if ingress.source_ip:
            lines.append(f"# only from here so far: source_ip = {json.dumps(ingress.source_ip)}")
    elif ingress.source_ip:
        lines.append(f"source_ip = {json.dumps(ingress.source_ip)}")
    if ingress.account:
        lines.append(f"account = {json.dumps(ingress.account)}")
    return "\n".join([*lines, 'upstream = ""', ""])


def _plain(name: str) -> str:
    """On one line, whatever somebody called themselves: it stands in a comment."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in name).split())


def _day(at: datetime) -> str:
    return f"{at:%Y-%m-%d}"
