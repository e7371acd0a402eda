"""Only actions write: pages, API, commands and questions may look and ask, never change a row."""

import ast
import re
from pathlib import Path

import pytest

from tests.house import tree

ALWAYS = {"save", "create", "bulk_create", "bulk_update", "get_or_create", "update_or_create"}
ALWAYS |= {"a" + verb for verb in ALWAYS} | {"aupdate", "adelete"}
STATEMENTS = {"add_rows", "add_row_once", "change_row"}  # hopback.portal.ground.statements
SQL = re.compile(r"^\s*(insert|update|delete|truncate|alter|drop|replace)\b", re.I)

# Other places that write, each with its reason. An entry that no longer writes must leave the list.
WRITERS = {
    "src/hopback/portal/ground/idempotency.py": "keeps what was answered to a key, around any action",
}


def is_write(call: ast.Call) -> bool:
    """`.save()`, `.create()`, `.update(state=…)`, `.delete()`, or SQL that changes something."""
    if tree.dotted(call.func).rpartition(".")[2] in STATEMENTS:
        return True
    if not isinstance(call.func, ast.Attribute):
        return tree.dotted(call.func) == "run" and _changes(call)
    verb = call.func.attr
    if verb in ALWAYS:
        return True
    if verb == "update":  # a dict and a hash are updated with a positional argument
        return not call.args and bool(call.keywords)
    if verb == "delete":  # a cache and a session are told which key
        return not call.args
    return verb in {"execute", "run"} and _changes(call)


def _changes(call: ast.Call) -> bool:
    return any(isinstance(a, ast.Constant) and isinstance(a.value, str) and SQL.match(a.value) for a in call.args)


def writes(module: ast.AST) -> list[str]:
    calls = (n for n in ast.walk(module) if isinstance(n, ast.Call))
    return [f"line {c.lineno}: {tree.dotted(c.func)}(…)" for c in calls if is_write(c)]


def is_allowed(path: Path) -> bool:
    return tree.is_actions(path) or path.parent.name == "migrations" or tree.name(path) in WRITERS


def test_only_actions_write() -> None:
    looked_at = [*tree.python(tree.PORTAL), *tree.python(tree.SRC / "cli")]
    bad = [f"{tree.name(p)} {w}" for p in looked_at if not is_allowed(p) for w in writes(tree.tree(p))]
    assert bad == [], "move these into an action:\n" + "\n".join(bad)


@pytest.mark.parametrize("place", WRITERS)
def test_each_exception_is_still_one(place: str) -> None:
    assert writes(tree.tree(tree.ROOT / place)), f"{place} writes nothing any more: take it off the list"


@pytest.mark.parametrize(
    "planted",
    [
        "Hop.objects.create(traceback=t)",
        "hop.save()",
        "Hop.objects.filter(pk=1).update(state='asked')",
        "hop.delete()",
        "cursor.execute('UPDATE tracebacks_hop SET state = 1')",
        "run('DELETE FROM tracebacks_answerdraft WHERE hop_id = %s', [1])",
        "add_rows([Hop(traceback=t)])",
        "statements.change_row(hop, 'state')",
    ],
)
def test_a_planted_write_is_found(planted: str) -> None:
    assert writes(ast.parse(planted))


@pytest.mark.parametrize(
    "harmless", ["seen.update(others)", "cache.delete(key)", "cursor.execute('SELECT 1')", "run('SELECT 1')"]
)
def test_a_harmless_call_is_left_alone(harmless: str) -> None:
    assert writes(ast.parse(harmless)) == []
