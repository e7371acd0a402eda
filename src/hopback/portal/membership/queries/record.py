"""The portal's own record as policy reads it, for any number of providers in a fixed number of reads (A2.2-A2.8)."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import QuerySet

from hopback.policy.article_1_definitions import Control
from hopback.policy.article_2_membership import Facts, Role, Rules, Tier
from hopback.policy.article_2_membership import facts as told
from hopback.policy.figures import LOOK_BACK_FOR_ORIGIN
from hopback.portal.providers.models import Agreement, ControlLink, ForeignFinding, Provider, StandingFinding
from hopback.portal.tracebacks.queries.named import NamedHop, SilentHop, named_as_source, silent

from ..models import Breach, MemberCall, Membership, Statement, Support, Vote

LONG_AGO = date(2000, 1, 1)
A_DAY = timedelta(days=1)

type Behind = dict[tuple[str, str], NamedHop | SilentHop]


@dataclass(frozen=True, slots=True)
class Record:
    """`behind`: the hop behind a fact, by (provider, traceback)."""

    facts: Facts
    today: date
    behind: Behind


def day_of(moment: datetime | None) -> Any:
    """The day of the record is UTC's, the same for everybody; None where there is none."""
    return moment.astimezone(UTC).date() if moment else None


def record(providers: Iterable[str], now: datetime) -> Record:
    """All that is known of these providers, by public id, and of those that ever shared control with them (A1.1)."""
    links = [
        Control(*row)
        for row in ControlLink.objects.values_list(
            "controls__public_id", "controlled__public_id", "since_on", "until_on"
        )
    ]
    scope = _ever_together(set(providers), links)
    rows = Provider.objects.filter(public_id__in=scope)
    names = dict(rows.values_list("pk", "public_id"))
    members = _memberships(names)
    today = day_of(now)
    named = named_as_source(scope, _look_back(members, today), today)
    quiet = silent(scope, LONG_AGO, today)
    return Record(
        Facts(
            agreements=_agreements(rows, names),
            findings=_spans(told.NonCooperative, StandingFinding.objects.order_by("pk"), names),
            breaches=_breaches(names),
            statements=_statements(names),
            based=_based(rows, names),
            memberships=members,
            supports=_supports(names),
            exemptions=_exemptions(names),
            shortenings=_shortenings(names),
            named=tuple(
                told.Named(each.provider, each.on, Role.ORIGIN if each.origin else Role.POINT_OF_ENTRY, each.traceback)
                for each in named
            ),
            silences=tuple(told.Silence(each.provider, each.on, each.traceback, each.answered_on) for each in quiet),
            calls=_calls(),
            control=tuple(links),
        ),
        today,
        {(each.provider, each.traceback): each for each in (*quiet, *named)},
    )


def _ever_together(providers: set[str], links: Collection[Control]) -> set[str]:
    """These and everybody who ever was under common control with one of them, whatever the day."""
    while new := {
        other
        for link in links
        for here, other in ((link.controls, link.controlled), (link.controlled, link.controls))
        if here in providers and other not in providers
    }:
        providers |= new
    return providers


def _look_back(members: Iterable[told.Membership], today: date) -> date:
    """Six whole months, and for an Affiliate all that was since it joined (A2.6, A2.7)."""
    since = [each.since_on for each in members if each.until_on is None and each.tier is Tier.AFFILIATE]
    return min([today - 2 * A_DAY - (LOOK_BACK_FOR_ORIGIN.after(today) - today), *since])


def _of(rows: QuerySet[Any], names: dict[int, str]) -> QuerySet[Any]:
    return rows.filter(provider__in=names)


def _spans(kind: Any, rows: QuerySet[Any], names: dict[int, str]) -> tuple[Any, ...]:
    values = _of(rows, names).values_list("provider", "found_at", "lifted_at")
    return tuple(kind(names[pk], day_of(found), _end(found, lifted)) for pk, found, lifted in values)


def _end(began: datetime, ended: datetime | None) -> date | None:
    """What was found and lifted on one day held on that day."""
    return max(day_of(ended), day_of(began) + A_DAY) if ended else None


def _agreements(rows: QuerySet[Provider], names: dict[int, str]) -> tuple[told.Agreement, ...]:
    """Every version that was agreed to: a new one does not begin adherence anew (A1.2)."""
    last = [(pk, on) for pk, on in rows.values_list("pk", "agreed_on") if on is not None]
    signed = _of(Agreement.objects.order_by("pk"), names).values_list("provider", "agreed_on")
    return tuple(told.Agreement(names[pk], on) for pk, on in sorted({*last, *signed}, key=str))


def _breaches(names: dict[int, str]) -> tuple[told.Breach, ...]:
    values = _of(Breach.objects.order_by("pk"), names).values_list("provider", "found_at", "lifted_at", "rules")
    return tuple(
        told.Breach(names[pk], day_of(found), _end(found, lifted), Rules(rules)) for pk, found, lifted, rules in values
    )


def _statements(names: dict[int, str]) -> tuple[told.Statement, ...]:
    return tuple(
        told.Statement(
            names[row.provider_id],
            day_of(row.signed_at),
            None,
            row.best_practices,
            row.principles,
            row.affiliates,
            tuple(sorted((int(number), why) for number, why in row.inapplicable.items())),
        )
        for row in _of(Statement.objects.order_by("pk"), names)
    )


def _based(rows: QuerySet[Provider], names: dict[int, str]) -> tuple[told.Based, ...]:
    """The country until staff find something; then what they found (A1.5)."""
    listed = [
        told.Based(one, day_of(listed_at), None, country == settings.COUNTRY)
        for one, listed_at, country in rows.values_list("public_id", "listed_at", "country")
    ]
    found = _of(ForeignFinding.objects.order_by("pk"), names).values_list("provider", "found_at", "foreign")
    return (*listed, *(told.Based(names[pk], day_of(at), None, not foreign) for pk, at, foreign in found))


def _memberships(names: dict[int, str]) -> tuple[told.Membership, ...]:
    rows = _of(Membership.objects.order_by("pk"), names).values_list("provider", "began_at", "ended_at", "tier")
    return tuple(told.Membership(names[pk], day_of(a), day_of(b), Tier(tier)) for pk, a, b, tier in rows)


def _supports(names: dict[int, str]) -> tuple[told.Support, ...]:
    rows = _of(Support.objects.order_by("pk"), names).values_list("provider", "since_on", "until_on", "level")
    return tuple(told.Support(names[pk], since, until, level) for pk, since, until, level in rows)


def _approved(about: str, names: dict[int, str]) -> QuerySet[Vote]:
    votes = Vote.objects.filter(about=about, outcome=Vote.Outcome.APPROVED).order_by("decided_at", "pk")
    return _of(votes, names)


def _exemptions(names: dict[int, str]) -> tuple[told.Exemption, ...]:
    """Staff approve by opening the vote, the Committee by deciding it (A2.2)."""
    return tuple(
        told.Exemption(names[vote.provider_id], day_of(vote.opened_at), day_of(vote.decided_at))
        for vote in _approved(Vote.About.EXCEPTION, names)
    )


def _shortenings(names: dict[int, str]) -> tuple[told.Shortening, ...]:
    return tuple(
        told.Shortening(names[vote.provider_id], day_of(vote.decided_at), vote.months or 0)
        for vote in _approved(Vote.About.SHORTEN, names)
    )


def _calls() -> tuple[told.Call, ...]:
    held = MemberCall.objects.exclude(held_at=None).order_by("starts_at", "pk")
    return tuple(
        told.Call(
            day_of(call.starts_at), call.quarterly, frozenset(a.provider.public_id for a in call.attendances.all())
        )
        for call in held.prefetch_related("attendances__provider")
    )
