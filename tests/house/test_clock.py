"""The clock is read once, at the door: nothing below a view, an API call or a command asks for the time."""

import ast

import pytest

from tests.house import tree

THE_CLOCK = "src/hopback/portal/ground/clock.py"
READINGS = {
    "datetime.now",
    "datetime.utcnow",
    "datetime.today",
    "datetime.datetime.now",
    "datetime.datetime.utcnow",
    "date.today",
    "datetime.date.today",
    "timezone.now",
    "timezone.localdate",
    "timezone.localtime",
    "time.time",
    "time.time_ns",
}
BELOW = {"actions.py", "queries.py", "models.py", "forms.py"}


def readings(module: ast.AST) -> list[str]:
    calls = (n for n in ast.walk(module) if isinstance(n, ast.Call | ast.Attribute))
    names = {tree.dotted(n.func if isinstance(n, ast.Call) else n) for n in calls}
    return sorted(names & READINGS)


def test_only_the_clock_reads_the_time() -> None:
    looked_at = [p for p in tree.python(tree.PORTAL) if tree.name(p) != THE_CLOCK]
    found = {tree.name(p): readings(tree.tree(p)) for p in looked_at}
    assert {n: r for n, r in found.items() if r} == {}


def test_the_policy_has_no_clock() -> None:
    found = {tree.name(p): readings(tree.tree(p)) for p in tree.python(tree.SRC / "policy")}
    assert {n: r for n, r in found.items() if r} == {}


def test_nothing_below_the_door_asks_the_clock() -> None:
    """Actions, queries, models and forms are told `now`."""
    below = [p for p in tree.python(tree.PORTAL) if p.name in BELOW or tree.is_actions(p)]
    asking = [
        tree.name(p)
        for p in below
        for n in ast.walk(tree.tree(p))
        if isinstance(n, ast.Call) and tree.dotted(n.func).endswith("clock.now")
    ]
    assert asking == []


@pytest.mark.parametrize("planted", ["datetime.now(UTC)", "timezone.now()", "Field(default=timezone.now)"])
def test_a_planted_reading_is_found(planted: str) -> None:
    assert readings(ast.parse(planted))
