"""The tree as the house tests read it: files, syntax trees and who they belong to."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SRC = ROOT / "src" / "hopback"
PORTAL = SRC / "portal"
SKIPPED = {".venv", ".git", "var", "build", "dist", "node_modules", "__pycache__"}


@cache
def every_file() -> tuple[Path, ...]:
    """All files that are, or are about to be, part of the project."""
    if (ROOT / ".git").exists():
        listed = subprocess.run(
            ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
            cwd=ROOT,
            capture_output=True,
            text=True,
        )
        if listed.returncode == 0:
            return tuple(p for name in listed.stdout.split("\0") if name and (p := ROOT / name).is_file())
    return tuple(p for p in ROOT.rglob("*") if p.is_file() and not SKIPPED & set(p.relative_to(ROOT).parts))


@cache
def files(*endings: str, under: Path = ROOT) -> tuple[Path, ...]:
    return tuple(sorted(p for p in every_file() if p.suffix in endings and p.is_relative_to(under)))


def python(under: Path = SRC) -> tuple[Path, ...]:
    return files(".py", under=under)


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def functions(module: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (n for n in ast.walk(module) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef))


def dotted(node: ast.expr) -> str:
    """`Hop.objects.filter` for the callee of `Hop.objects.filter(...)`; calls inside keep their brackets."""
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    if isinstance(node, ast.Call):
        return f"{dotted(node.func)}()"
    return node.id if isinstance(node, ast.Name) else ""


def is_actions(path: Path) -> bool:
    """`actions.py`, or a module of an `actions/` package."""
    return path.name == "actions.py" or path.parent.name == "actions"
