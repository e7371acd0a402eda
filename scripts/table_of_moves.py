"""Puts the table of moves into docs/ARCHITECTURE.md, drawn and in words. `--check` only compares."""

import sys
from pathlib import Path

from hopback.policy.article_3_traceback import initiation_and_tracking as article_3

PAGE = Path(__file__).resolve().parents[1] / "docs" / "ARCHITECTURE.md"
BEGIN, END = "<!-- table of moves: begin -->\n", "<!-- table of moves: end -->"


def drawn(page: str) -> str:
    """The page with the diagram as the table of moves is now."""
    before, _, rest = page.partition(BEGIN)
    _, mark, after = rest.partition(END)
    if not mark:
        raise SystemExit(f"{PAGE.name} has lost its marks {BEGIN.strip()} and {END}")
    diagram = f"```mermaid\n{article_3.mermaid().strip()}\n```"
    return f"{before}{BEGIN}\n{diagram}\n\n{article_3.table().strip()}\n\n{END}{after}"


def main() -> int:
    page = PAGE.read_text(encoding="utf-8")
    now = drawn(page)
    if "--check" in sys.argv[1:]:
        if page != now:
            print(f"the table of moves in {PAGE.name} is old: run `make docs`", file=sys.stderr)
        return int(page != now)
    PAGE.write_text(now, encoding="utf-8")
    print(f"drew the table of moves into docs/{PAGE.name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
