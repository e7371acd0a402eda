"""Strip plots by the house's pen: a share beside those of its peers, from none to all."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from hopback.portal.layout.charts import WIDTH, short, svg

LEFT, RIGHT, TOP, PITCH = 208.0, 392.0, 8, 36


@dataclass(frozen=True, slots=True)
class Strip:
    """One row. Shares from 0 to 1: `mine` is the group's own, `box` quartile, median, quartile, `dots` each peer's."""

    label: str
    note: str
    figure: str
    mine: float | None = None
    box: tuple[float, float, float] | None = None
    dots: tuple[float, ...] = ()
    bad: bool = False  # beyond what three quarters of the peers have


def strips(rows: Sequence[Strip], said: str) -> SafeString:
    """Bar: the middle half of the peers; dark line: their median; dots: each of them; ring: this one."""
    bottom = TOP + PITCH * len(rows)
    parts = [_grid(bottom)]
    parts += [_row(row, TOP + PITCH * number + PITCH // 2) for number, row in enumerate(rows)]
    return svg(bottom + 20, said, parts)


def _x(share: float) -> float:
    return round(LEFT + (RIGHT - LEFT) * min(max(share, 0.0), 1.0), 1)


def _grid(bottom: int) -> SafeString:
    return format_html_join(
        "",
        '<line class="gl" x1="{0}" x2="{0}" y1="{1}" y2="{2}"/>'
        '<text class="t2" x="{0}" y="{3}" text-anchor="middle">{4}%</text>',
        ((_x(percent / 100), TOP, bottom, bottom + 14, percent) for percent in (0, 25, 50, 75, 100)),
    )


def _row(row: Strip, middle: int) -> SafeString:
    words = format_html(
        '<text x="0" y="{}">{}</text><text class="t2" x="0" y="{}">{}</text>'
        '<text class="{}" x="{}" y="{}" text-anchor="end">{}</text>',
        middle - 2, short(row.label, 28), middle + 12, short(row.note, 33),
        "tr" if row.bad else "tb", WIDTH, middle + 4, row.figure,
    )  # fmt: skip
    return words + _box(row, middle) + _dots(row.dots, middle) + _mine(row, middle)


def _box(row: Strip, middle: int) -> SafeString:
    if row.box is None:
        return SafeString("")
    q1, median, q3 = row.box
    return format_html(
        '<rect class="iqr" x="{}" y="{}" width="{}" height="12" rx="2"/>'
        '<rect class="med" x="{}" y="{}" width="3" height="16" rx="1"/>',
        _x(q1), middle - 6, round(max(_x(q3) - _x(q1), 2), 1), round(_x(median) - 1.5, 1), middle - 8,
    )  # fmt: skip


def _dots(shares: Iterable[float], middle: int) -> SafeString:
    """Those at one place stand above each other, as far as there is room."""
    seen: dict[float, int] = {}
    drawn = []
    for share in sorted(shares):
        x = _x(share)
        seen[x] = seen.get(x, -1) + 1
        drawn.append((x, middle + (-1) ** seen[x] * 3 * min((seen[x] + 1) // 2, 3)))
    return format_html_join("", '<circle class="peer" cx="{}" cy="{}" r="2.6"/>', drawn)


def _mine(row: Strip, middle: int) -> SafeString:
    if row.mine is None:
        return SafeString("")
    css = "mine bad" if row.bad else "mine"
    return format_html('<circle class="{}" cx="{}" cy="{}" r="5.5"/>', css, _x(row.mine), middle)
