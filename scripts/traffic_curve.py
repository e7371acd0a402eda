"""Draws docs/carrier/traffic-curve.svg: precision and recall of the traffic analysis on made-up networks.

What signs weigh was chosen on the networks of seeds 1 to 6; the curve is of others. It takes a few minutes.
"""

import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from html import escape
from pathlib import Path

from hopback.carrier.cdr.archive.archive import Archive
from hopback.carrier.traffic.archived import ArchivedRecords
from hopback.carrier.traffic.rehearsal import ABROAD, DAYS, Point, curve, judged, staged
from hopback.carrier.traffic.report import Asked, made

PAGE = Path(__file__).parent.parent / "docs" / "carrier" / "traffic-curve.svg"
SEEDS = range(101, 113)
HARD_DAYS = 1  # and no attestation in the records: what there is of a new customer on a switch that keeps little
GOAL = 0.95
LOOK = """text{font:13px system-ui,sans-serif;fill:#3d4551}.h{font-size:16px;font-weight:600;fill:#1b1b1b}
.g{stroke:#e1e4e7}.c{fill:none;stroke:#005ea2;stroke-width:2.5}.d{stroke:#8a5a00;stroke-dasharray:7 4}
.l{stroke:#b50909;stroke-dasharray:3 4}.r{fill:#b50909;font-weight:600}.b{fill:#005ea2;font-weight:600}
.o{fill:#8a5a00;font-weight:600}"""
LEFT, TOP, WIDE, HIGH, LEAST = 70.0, 92.0, 520.0, 300.0, 0.8


def measured(days: int, *, attested: bool) -> list[tuple[float, bool]]:
    found = []
    for seed in SEEDS:
        with tempfile.TemporaryDirectory() as folder:
            who = staged(Path(folder) / "archive", seed, days=days, attested=attested)
            with Archive(Path(folder) / "archive") as archive:
                records, asked = ArchivedRecords(archive), Asked(abroad=ABROAD)
                report = made(records, asked, now=datetime.now(UTC), told=lambda *_: None, beside=Path(folder))
        found += judged(report.customers, who)
        print(f"network {seed}: {len(report.suspects)} to be looked at", file=sys.stderr)
    return found


def at_recall(points: list[Point], recall: float) -> Point:
    return next(point for point in points if point.recall >= recall)


def place(recall: float, precision: float) -> tuple[float, float]:
    down = (1 - max(precision, LEAST)) / (1 - LEAST)
    return round(LEFT + WIDE * recall, 1), round(TOP + HIGH * down, 1)


def line(points: list[Point], kind: str) -> str:
    """Below the least precision that is drawn the curve leaves the picture."""
    seen = [p for p in points if p.precision >= LEAST]
    corners = list(dict.fromkeys([place(0, points[0].precision), *(place(p.recall, p.precision) for p in seen)]))
    return f'<path class="{kind}" d="M{" L".join(f"{x},{y}" for x, y in corners)}"/>'


def text(x: float, y: float, said: str, kind: str = "", anchor: str = "start") -> str:
    return f'<text class="{kind}" x="{x}" y="{y}" text-anchor="{anchor}">{escape(said)}</text>'


def grid() -> Iterator[str]:
    for percent in range(80, 101, 5):
        (x, y), (end, _) = place(0, percent / 100), place(1, percent / 100)
        yield f'<path class="g" d="M{x},{y} L{end},{y}"/>' + text(x - 10, y + 4, f"{percent} %", anchor="end")
    for percent in range(0, 101, 20):
        yield text(place(percent / 100, LEAST)[0], TOP + HIGH + 22, f"{percent} %", anchor="middle")
    x, y = place(GOAL, 0.98)
    yield f'<path class="l" d="M{x},{TOP} L{x},{TOP + HIGH} M{LEFT},{y} L{LEFT + WIDE},{y}"/>'
    yield text(x - 8, y + 18, "goal: precision 98 % at recall 95 %", "r", "end")
    yield text(LEFT + WIDE / 2, TOP + HIGH + 46, "recall: robocallers found, of all there are", anchor="middle")
    yield text(LEFT - 10, TOP - 14, "precision: of those found, how many are robocallers")


def drawn(full: list[tuple[float, bool]], hard: list[tuple[float, bool]]) -> str:
    usual, bare = curve(full), curve(hard)
    robocallers = sum(is_so for _, is_so in full)
    said = f"{len(SEEDS)} networks that nothing was tuned on: {robocallers:,} robocallers among {len(full):,} customers"
    first, second = (f"precision {at_recall(each, GOAL).precision:.2%} at recall 95 %" for each in (usual, bare))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 620 460" role="img" aria-label="{said}; '
        f'{DAYS} days: {first}; one day without attestation: {second}">'
        f'<style>{LOOK}</style><rect width="620" height="460" fill="#fff"/>'
        + text(20, 28, "Customers found to be robocallers", "h")
        + text(20, 50, said)
        + "".join(grid()) + line(usual, "c") + line(bare, "c d")
        + text(LEFT + 14, TOP + HIGH - 40, f"{DAYS} days, with attestation: {first}", "b")
        + text(LEFT + 14, TOP + HIGH - 18, f"one day, without: {second}", "o")
        + "</svg>\n"
    )  # fmt: skip


def main() -> None:
    full, hard = measured(DAYS, attested=True), measured(HARD_DAYS, attested=False)
    for name, found in (("full", full), ("hard", hard)):
        goal = at_recall(curve(found), GOAL)
        print(f"{name}: precision {goal.precision:.4f} at recall {goal.recall:.4f} ({goal.score:.1f} points)")
    PAGE.write_text(drawn(full, hard), encoding="utf-8")


if __name__ == "__main__":
    main()
