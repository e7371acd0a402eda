"""XC.3: a reader of every month's summary and of the year's report computes nothing that was kept back."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from hopback.policy.article_3_traceback.publication import Period, Span
from hopback.portal.publication.queries import composing, tables

from .network import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("network")]
YEAR = Period(Span.YEAR, date(2026, 1, 1))
type Known = dict[str, int | None]
type Equation = tuple[str, list[str]]


def read(bodies: list[dict[str, Any]]) -> tuple[Known, list[Equation]]:
    """Every number of these documents under a name, and what they say of one another: by the tables alone."""
    known: Known = {}
    sums: list[Equation] = []
    for body in bodies:
        is_year = body["span"] == "year"
        of = "year" if is_year else body["period"].split()[0]
        for name, total in (("endings", "tracebacks"), ("answers", "requests")):
            rows = body["tables"][name]["rows"]
            parts = {f"{of} {label}": value for label, value in rows if label != "All"}
            learn(known, parts | {f"{of} {total}": rows[-1][1]})
            sums.append((f"{of} {total}", list(parts)))
        if is_year:
            sums += list(of_year(body["tables"], known))
    return known, sums


def of_year(told: dict[str, Any], known: Known) -> Iterator[Equation]:
    for name, total in (("months", "tracebacks"), ("requests", "requests")):
        labels = [total, *told[name]["columns"][2:]]
        for month, *values in told[name]["rows"]:
            learn(known, dict(zip((f"{month} {label}" for label in labels), values, strict=True)))
            yield f"{month} {total}", [f"{month} {label}" for label in labels[1:]]
        for label in labels:
            yield f"year {label}", [f"{row[0]} {label}" for row in told[name]["rows"]]
    at_home = ["year U.S. Origin", "year No Response", "year Not Found"]  # what a reader who thinks knows, too
    yield "countries United States", at_home
    yield "done Nobody was named that could act", at_home[1:]
    for name in ("countries", "done", "campaigns"):
        learn(known, {f"{name} {row[0]}": row[1] for row in told[name]["rows"]})
        yield "year tracebacks", [f"{name} {row[0]}" for row in told[name]["rows"]]
    learn(known, {f"found {row[0]}": row[2] for row in told["campaigns"]["rows"]})
    learn(known, {f"not {row[0]}": None for row in told["campaigns"]["rows"]})
    learn(known, {"origins": None})
    for row in told["campaigns"]["rows"]:
        yield f"campaigns {row[0]}", [f"found {row[0]}", f"not {row[0]}"]
    yield "origins", [f"found {row[0]}" for row in told["campaigns"]["rows"]]
    yield "origins", ["year U.S. Origin", "year International Origin"]


def learn(known: Known, more: Known) -> None:
    """A number that is a dash in one document may stand in another."""
    for name, value in more.items():
        if known.get(name) is None:
            known[name] = value


def worked_out(known: Known, sums: list[Equation]) -> Known:
    """What follows, one unknown after the other."""
    known = dict(known)
    while True:
        before = dict(known)
        for total, parts in sums:
            unknown = [name for name in (total, *parts) if known.get(name) is None]
            got = sum(known.get(name) or 0 for name in parts)
            if len(unknown) == 1:
                known[unknown[0]] = got if unknown[0] == total else (known[total] or 0) - got
        if known == before:
            return known


def documents() -> list[dict[str, Any]]:
    told = [*YEAR.months, YEAR]
    return [composing.body(of, by="Rosa Ortega", now=NOW) for of in told]


def test_what_the_reader_thinks_is_so_in_this_network() -> None:
    values = composing.count(YEAR, NOW, 3).figures.values
    at_home = [values[f"year ended {end}"] for end in ("U.S. Origin", "No Response", "Not Found")]
    assert values["country US"] == sum(at_home)
    assert values["did nobody"] == sum(at_home[1:])


def computed(bodies: list[dict[str, Any]]) -> set[str]:
    known, sums = read(bodies)
    after = worked_out(known, sums)
    kept = {name for name, value in known.items() if value is None and not name.startswith(("not ", "origins"))}
    return {name for name in kept if after[name] is not None}


def test_xc_3_nothing_that_was_kept_back_is_worked_out() -> None:
    bodies = documents()
    known, _ = read(bodies)
    assert sum(value is None for value in known.values()) > 20
    assert sum(bool(value) for value in known.values()) > 20
    assert computed(bodies) == set()


def test_no_small_number_of_calls_stands_anywhere() -> None:
    known, _ = read(documents())
    assert {value for value in known.values() if value is not None} & {1, 2} == set()


def test_a_month_keeps_the_same_back_in_its_summary_and_in_the_year() -> None:
    *months, year = documents()
    rows = {row[0]: row[2:] for row in year["tables"]["months"]["rows"]}
    for body in months:
        own = [value for label, value in body["tables"]["endings"]["rows"] if label != "All"]
        assert rows[body["period"].split()[0]] == own


def test_the_reader_works_it_out_where_only_small_numbers_are_kept_back(monkeypatch: pytest.MonkeyPatch) -> None:
    """The fault planted: no complementary suppression. The reader above finds it."""

    def merely_small(values: Any, sums: Any, smallest: int, **more: Any) -> frozenset[str]:
        return frozenset(name for name, value in values.items() if 0 < value < smallest)

    monkeypatch.setattr(tables, "kept_back", merely_small)
    assert computed(documents())
