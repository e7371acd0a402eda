"""That a provider is non-cooperative is written by the room `conduct` alone, whose actions take two people (A1.3)."""

import ast
from pathlib import Path

from tests.house import tree

WRITERS = {"write_non_cooperative", "write_cooperative_again"}
AT_HOME = "src/hopback/portal/providers/actions/"
MAY_CALL = "src/hopback/portal/conduct/actions/"
FACTS = {"StandingFinding", "standing_findings"}
CHANGES = {"create", "bulk_create", "get_or_create", "update_or_create", "update", "bulk_update", "delete"}


def mentions(module: ast.AST) -> set[str]:
    """Names of the writers that are used, however they were imported."""
    names = {node.id for node in ast.walk(module) if isinstance(node, ast.Name)}
    names |= {node.attr for node in ast.walk(module) if isinstance(node, ast.Attribute)}
    return WRITERS & (names | {a.name for n in ast.walk(module) if isinstance(n, ast.ImportFrom) for a in n.names})


def writes_facts(module: ast.AST) -> list[int]:
    """Lines that change rows of StandingFinding directly."""
    calls = [n for n in ast.walk(module) if isinstance(n, ast.Call) and isinstance(n.func, ast.Attribute)]
    return [n.lineno for n in calls if n.func.attr in CHANGES and FACTS & set(tree.dotted(n.func).split("."))]


def strangers(found: dict[Path, object], home: str) -> list[str]:
    return [tree.name(path) for path, hits in found.items() if hits and not tree.name(path).startswith((home, AT_HOME))]


def test_only_the_acts_of_two_people_write_it() -> None:
    modules = {path: tree.tree(path) for path in tree.python(tree.SRC) if "/migrations/" not in tree.name(path)}
    assert strangers({path: mentions(module) for path, module in modules.items()}, MAY_CALL) == []
    assert strangers({path: writes_facts(module) for path, module in modules.items()}, AT_HOME) == []


def test_they_are_called_where_a_second_person_confirmed() -> None:
    callers = {p for p in tree.python(tree.PORTAL / "conduct") if mentions(tree.tree(p))}
    assert {path.name for path in callers} == {"confirming.py", "lifting.py"}
    for path in callers:
        assert "second_person.confirm(" in path.read_text()


def test_a_planted_way_around_is_found() -> None:
    assert mentions(ast.parse("from hopback.portal.providers.actions import write_non_cooperative as w"))
    assert mentions(ast.parse("providers.write_cooperative_again(fact=x)"))
    assert writes_facts(ast.parse("StandingFinding.objects.create(provider=x)"))
    assert writes_facts(ast.parse("x.standing_findings.update(lifted_at=now)"))
    assert not writes_facts(ast.parse("StandingFinding.objects.filter(lifted_at=None)"))
