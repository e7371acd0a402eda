"""Writes docs/policy/coverage.md: for every clause of the document, the code that keeps it and its tests.

A place counts when it names the clause's id (`A3.6`, `XA.3`): code in a docstring or in another string,
a test in a docstring, a string or its name (`test_a3_6_...`). `--check` writes nothing and fails when the
page is old.
"""

import ast
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from hopback.policy.clauses import CLAUSES

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "policy" / "coverage.md"
DEFINES = ROOT / "src" / "hopback" / "policy" / "clauses"
ID = re.compile(r"(?<![A-Za-z0-9])(A[1-6]|X[A-C])[._](\d{1,2})(?![\d])")
NAMED = re.compile(r"(?:^|_)(a[1-6]|x[a-c])_(\d{1,2})(?=_|$)", re.I)

# The clauses of the first milestone: each must have both code and a test.
BUILT = ["A1.4", "A1.5", *(f"A1.{n}" for n in range(8, 12)), *(f"A3.{n}" for n in range(1, 9)), "A3.11"]
BUILT += [f"A2.{n}" for n in range(1, 9)]
BUILT += ["A1.2", "XA.1", "XA.4", "XA.5"]
BUILT += ["A3.9", "A3.10", "XC.3"]
BUILT += [f"XB.{n}" for n in range(1, 9)]
BUILT += ["A4.1", "A4.2", "A4.3", "XA.2", "XA.3"]

ARTICLES = {
    "A1": "Article 1 · Definitions",
    "A2": "Article 2 · Membership",
    "A3": "Article 3 · Tracebacks",
    "A4": "Article 4 · Sources of traceback candidates",
    "A5": "Article 5 · Enforcement",
    "A6": "Article 6 · Retention",
    "XA": "Appendix A · Best practices",
    "XB": "Appendix B · Do-Not-Originate",
    "XC": "Appendix C · Privacy",
}
OPENING = """# Which clause is kept where

Written by `make docs`, checked by `make test`; do not edit. The clauses are told in our own words: the
document itself belongs to its authors and is not part of this project. *Not yet*: nothing claims the clause.
"""


def mentioned(module: ast.Module, *, by_name: bool) -> set[str]:
    """Clause ids in a module's docstrings and strings, and, for tests, in the names of its functions."""
    found: set[str] = set()
    for node in ast.walk(module):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            found |= {f"{a}.{n}" for a, n in ID.findall(node.value)}
        elif by_name and isinstance(node, ast.FunctionDef | ast.ClassDef):
            found |= {f"{a.upper()}.{n}" for a, n in NAMED.findall(node.name)}
    return found


@cache
def places(under: Path, *, by_name: bool) -> dict[str, list[Path]]:
    """Clause id → files that name it, in order."""
    found: dict[str, list[Path]] = defaultdict(list)
    for path in sorted(under.rglob("*.py")):
        if path.is_relative_to(DEFINES) or "migrations" in path.parts or "house" in path.parts:
            continue
        for clause in mentioned(ast.parse(path.read_text(encoding="utf-8")), by_name=by_name):
            found[clause].append(path)
    return found


def lacking(code: dict[str, list[Path]], tests: dict[str, list[Path]]) -> list[str]:
    """What the clauses of this milestone still lack, in words."""
    return [f"{c} has no {what}" for c in BUILT for what, m in (("code", code), ("test", tests)) if not m.get(c)]


def _links(paths: list[Path], base: Path) -> str:
    """File links relative to the page, or *not yet*."""
    if not paths:
        return "*not yet*"
    return ", ".join(f"[{p.relative_to(base).as_posix()}](../../{p.relative_to(ROOT).as_posix()})" for p in paths)


def _row(clause: str, code: list[Path], tests: list[Path]) -> str:
    text = CLAUSES[clause].summary.replace("|", "\\|")
    return f"| {clause} | {text} | {_links(code, ROOT / 'src/hopback')} | {_links(tests, ROOT / 'tests')} |"


def page() -> Iterator[str]:
    code = places(ROOT / "src" / "hopback", by_name=False)
    tests = places(ROOT / "tests", by_name=True)
    yield OPENING
    kept = sum(bool(code.get(c) and tests.get(c)) for c in CLAUSES)
    yield f"{kept} of {len(CLAUSES)} clauses have both code and a test.\n"
    for article, title in ARTICLES.items():
        yield f"## {title}\n"
        yield "| clause | what it asks | code | tests |\n| --- | --- | --- | --- |"
        yield from (_row(c, code.get(c, []), tests.get(c, [])) for c in CLAUSES if c.split(".")[0] == article)
        yield ""


def main() -> int:
    text = "\n".join(page())
    if "--check" not in sys.argv[1:]:
        PAGE.write_text(text, encoding="utf-8")
        print(f"wrote {PAGE.relative_to(ROOT)}")
        return 0
    current = PAGE.read_text(encoding="utf-8") if PAGE.exists() else ""
    if current == text:
        return 0
    print("docs/policy/coverage.md is not what the code says: run `make docs`", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
