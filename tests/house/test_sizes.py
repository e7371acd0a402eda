"""Short rooms: a file or function that outgrows its caption becomes two."""

import ast
from pathlib import Path

from tests.house import tree

LINES_IN_A_FILE = 300
LINES_IN_A_FUNCTION = 60


def is_ours(path: Path) -> bool:
    """Migrations are written by Django; what is vendored, by others."""
    return not {"vendor", "migrations"} & set(path.parts)


def too_long(module: ast.AST) -> list[str]:
    return [
        f"{f.name} has {f.end_lineno - f.lineno + 1} lines"
        for f in tree.functions(module)
        if f.end_lineno and f.end_lineno - f.lineno >= LINES_IN_A_FUNCTION
    ]


def test_no_file_is_over_300_lines() -> None:
    ours = [p for p in tree.files(".py", ".html", ".css", ".js", ".sh") if is_ours(p)]
    counted = {tree.name(p): len(p.read_text(encoding="utf-8").splitlines()) for p in ours}
    assert {n: c for n, c in counted.items() if c > LINES_IN_A_FILE} == {}


def test_no_function_is_over_60_lines() -> None:
    found = {tree.name(p): too_long(tree.tree(p)) for p in tree.python(tree.ROOT) if is_ours(p)}
    assert {name: functions for name, functions in found.items() if functions} == {}


def test_a_planted_long_function_is_found() -> None:
    assert too_long(ast.parse("def f():\n" + "    x = 1\n" * LINES_IN_A_FUNCTION))
