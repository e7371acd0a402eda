"""The policy is judgment only: the standard library, no input or output, the same answer every time."""

import ast
import sys
from pathlib import Path

import pytest

from tests.house import tree

NOT_JUDGMENT = {
    "os",
    "io",
    "socket",
    "subprocess",
    "random",
    "secrets",
    "sqlite3",
    "urllib",
    "http",
    "time",
    "logging",
}


def imported(module: ast.AST) -> set[str]:
    """The first names of absolute imports."""
    found = set()
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            found.add(node.module.split(".")[0])
    return found


@pytest.mark.parametrize("path", tree.python(tree.SRC / "policy"), ids=tree.name)
def test_the_policy_needs_the_standard_library_only(path: Path) -> None:
    foreign = imported(tree.tree(path)) - set(sys.stdlib_module_names) - {"hopback"}
    assert foreign == set()


@pytest.mark.parametrize("path", tree.python(tree.SRC / "policy"), ids=tree.name)
def test_the_policy_touches_nothing(path: Path) -> None:
    assert imported(tree.tree(path)) & NOT_JUDGMENT == set()
    opened = [
        n for n in ast.walk(tree.tree(path)) if isinstance(n, ast.Call) and tree.dotted(n.func) in {"open", "print"}
    ]
    assert opened == []
