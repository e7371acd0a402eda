"""Every figure of a summary and a report, recomputed in plain SQL (A3.9, XC.3)."""

from datetime import UTC, date, datetime
from statistics import median
from typing import Any

import pytest
from django.conf import settings

from hopback.policy.article_3_traceback.publication import Period, Span, period
from hopback.portal.providers.models import Provider
from hopback.portal.publication.queries import composing, counting, tables
from hopback.portal.publication.queries.composing import Counted
from hopback.portal.tracebacks import demands

from . import asking
from .network import NOW, PRIVATE, Network

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("network")]
YEARS = [Period(Span.YEAR, date(year, 1, 1)) for year in (2025, 2026)]
MONTHS = [Period(Span.MONTH, date(2025 + (8 + n) // 12, (8 + n) % 12 + 1, 1)) for n in range(16)]


@pytest.fixture(scope="module")
def counted(network: Network, django_db_blocker: Any) -> dict[Period, Counted]:
    with django_db_blocker.unblock():
        return {of: composing.count(of, NOW, settings.SMALLEST_PUBLISHED) for of in (*YEARS, *MONTHS)}


def moments(of: Period) -> tuple[datetime, datetime]:
    """Written apart: from the first day to the first after, in UTC."""
    year, month = of.first_on.year, of.first_on.month
    end = datetime(year + 1, 1, 1, tzinfo=UTC)
    if of.span is Span.MONTH and month < 12:
        end = datetime(year, month + 1, 1, tzinfo=UTC)
    return datetime(year, month, 1, tzinfo=UTC), end


def first(of: Period) -> date | None:
    return of.first_on if of.span is Span.MONTH else None


def test_the_network_has_something_of_everything(counted: dict[Period, Counted]) -> None:
    assert all(asking.completed(*moments(of)) > 5 for of in YEARS)
    assert set(asking.endings(*moments(YEARS[1]))) >= {
        "U.S. Origin",
        "International Origin",
        "No Response",
        "Not Found",
    }
    assert {did for one in asking.done(*moments(YEARS[1])).values() for did in one} >= {"terminated", "none"}


def test_a3_9_how_far_calls_were_traced(counted: dict[Period, Counted]) -> None:
    for of, one in counted.items():
        told = asking.endings(*moments(of))
        values = one.figures.values
        assert {end.value: values[tables.end_of(first(of), end)] for end in tables.ENDS} == {
            end.value: told.get(end.value, 0) for end in tables.ENDS
        }, of
        assert values[tables.total_of(first(of), tables.ALL)] == asking.completed(*moments(of))


def test_a3_9_how_fast_providers_answered(counted: dict[Period, Counted]) -> None:
    for of, one in counted.items():
        requests = asking.requests(*moments(of))
        hours = [(at - got).total_seconds() / 3600 for _, got, at in requests if at]
        told = {"on_time": sum(h <= 24 for h in hours), "late": sum(h > 24 for h in hours)}
        told["never"] = len(requests) - len(hours)
        values = one.figures.values
        assert {name: values[tables.answer_of(first(of), name)] for name in tables.ANSWERS} == told, of
        assert values[tables.total_of(first(of), tables.REQUESTS)] == len(requests)


def test_a3_9_by_campaign_and_country(counted: dict[Period, Counted]) -> None:
    for of in YEARS:
        figures, told = counted[of].figures, asking.campaigns(*moments(of))
        own = [name for name in figures.campaigns if name != tables.OTHERS]
        assert own, of
        for name in own:
            many, found = told.pop(name)
            assert figures.values[tables.campaign_of(name, tables.ALL)] == many >= 3
            assert figures.values[tables.campaign_of(name, tables.FOUND)] == found
        rest = figures.values.get(tables.campaign_of(tables.OTHERS, tables.ALL), 0)
        assert rest == sum(many for many, _ in told.values())
        lands = asking.countries(*moments(of))
        named = [code for code in figures.countries if code != tables.OTHERS]
        assert {code: figures.values[tables.country_of(code)] for code in named} == {c: lands.pop(c) for c in named}
        assert figures.values.get(tables.country_of(tables.OTHERS), 0) == sum(lands.values())


def test_xa_5_what_was_done_about_the_traffic(counted: dict[Period, Counted]) -> None:
    for of in YEARS:
        told = dict.fromkeys(tables.DID, 0)
        for did in asking.done(*moments(of)).values():
            acted = did & {"warned", "blocked", "terminated"}
            told["acted" if acted else "lawful" if "found_lawful" in did else "nothing"] += 1
        told["nobody"] = asking.completed(*moments(of)) - sum(told.values())
        assert {one: counted[of].figures.values[tables.did_of(one)] for one in tables.DID} == told


def key(of: Period) -> dict[str, list[Any]]:
    body = composing.body(of, by="Rosa Ortega", now=NOW)
    return {row["name"]: row["values"] for row in body["key"]["rows"]}


def test_a3_9_the_key_figures_year_on_year(counted: dict[Period, Counted]) -> None:
    told = key(YEARS[1])
    for place, of in ((1, YEARS[0]), (2, YEARS[1])):
        here = moments(of)
        requests = asking.requests(*here)
        hours = [(at - got).total_seconds() / 3600 for _, got, at in requests if at]
        before = asking.on_paths(datetime(2000, 1, 1, tzinfo=UTC), here[0])
        acted = sum(bool(did & {"warned", "blocked", "terminated"}) for did in asking.done(*here).values())
        expected = {
            "completed": asking.completed(*here),
            "hops": f"{asking.hops(*here) / asking.completed(*here):.1f}",
            "identified": len(asking.on_paths(*here)),
            "new": len(asking.on_paths(*here) - before),
            "silent": asking.silent(*here),
            "on_time": f"{sum(h <= 24 for h in hours) / len(requests):.0%}",
            "hours": f"{median(hours):.1f}",
            "acted": f"{acted / asking.completed(*here):.0%}",
            "demands": asking.demands(*here),
            "found": asking.findings(*here),
            "lifted": 0,
        }
        shown = {name: values[place] for name, values in told.items() if values[place] is not None}
        assert shown == {name: expected[name] for name in shown}
        assert told.keys() - shown.keys() <= {"on_time", "acted", "completed", "hops"}  # of so few calls
    assert any(value for value in told["completed"][1:])
    assert [values[0] for values in told.values()] == [0, "", 0, 0, 0, "", "", "", 0, 0, 0]


def test_a5_4_demands_by_law_come_from_the_room_that_keeps_them(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[datetime, datetime]] = []
    monkeypatch.setattr(demands, "_told", [])
    demands.register(lambda since, until: asked.append((since, until)) or 7)  # type: ignore[func-returns-value]
    assert key(YEARS[1])["demands"] == [7, 7, 7]
    assert asked[-1] == moments(YEARS[1])


def test_who_took_part_and_who_was_asked_and_did_not(counted: dict[Period, Counted]) -> None:
    for of in YEARS:
        body = composing.body(of, by="Rosa Ortega", now=NOW)
        requests = asking.requests(*moments(of))
        did = {provider for provider, _, at in requests if at}
        names = dict(Provider.objects.values_list("pk", "name"))
        assert body["took_part"] == sorted(names[pk] for pk in did)
        never = {provider for provider, _, _ in requests} - did
        assert [one["name"] for one in body["refused"]] == sorted(names[pk] for pk in never)
    assert "Tango Silent Inc." in [one["name"] for one in body["refused"]]


def test_what_is_published_is_what_was_counted_or_a_dash(counted: dict[Period, Counted]) -> None:
    for of in YEARS:
        figures, body = counted[of].figures, composing.body(of, by="Rosa Ortega", now=NOW)
        shown = {row[0]: row[1:] for row in body["tables"]["months"]["rows"]}
        for month in of.months:
            names = [tables.total_of(month.first_on, tables.ALL)]
            names += [tables.end_of(month.first_on, end) for end in tables.ENDS]
            expected = [None if name in figures.kept_back else figures.values[name] for name in names]
            assert shown[f"{month.first_on:%B}"] == expected


def test_a3_14_a_campaign_of_private_organisations_alone_is_not_named(network: Network) -> None:
    body = composing.body(YEARS[1], by="Rosa Ortega", now=NOW)
    assert PRIVATE in asking.campaigns(*moments(YEARS[1]))
    assert PRIVATE not in str(body)


def test_a_month_that_runs_is_counted_for_staff_alone() -> None:
    running = period(Span.MONTH, NOW.date())
    assert counting.traced(running.since, running.until) == []
    assert not running.is_over(NOW)
