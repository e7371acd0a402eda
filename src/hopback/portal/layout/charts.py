"""Charts as inline SVG, drawn here: classes, never inline styles. Each comes with its own sentence."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

ROOM = 8  # labels side by side on a telephone
WIDTH = 480

type Scale = Callable[[float], float]


@dataclass(frozen=True, slots=True)
class Box:
    """How long one provider takes: hours at the percentiles 10, 25, 50, 75, 90; `on_time` from 0 to 1."""

    name: str
    requests: int
    p10: float
    q1: float
    median: float
    q3: float
    p90: float
    on_time: float

    @property
    def percent(self) -> int:
        return round(100 * self.on_time)


@dataclass(frozen=True, slots=True)
class Bar:
    """One column; `parts` from the bottom up, in the order of the legend."""

    label: str
    parts: tuple[int, ...]

    @property
    def total(self) -> int:
        return sum(self.parts)


@dataclass(frozen=True, slots=True)
class Length:
    """One row of a chart that lies down. `count` is None where it is not told."""

    label: str
    count: int | None
    colour: str


def lengths(rows: Sequence[Length], *, said: str) -> SafeString:
    """Rows that lie, the label before each and its number behind it; a dash where it is not told."""
    left, right, pitch = 190.0, 430.0, 25
    most = max([1, *(row.count or 0 for row in rows)])
    parts = []
    for number, row in enumerate(rows):
        wide = round((right - left) * (row.count or 0) / most, 1)
        y = pitch * number
        bar = '<rect class="{}" x="190" y="{}" width="{}" height="14" rx="2"/>'
        parts.append(format_html(bar, row.colour, 4 + y, wide) if wide else SafeString())
        said_of = "–" if row.count is None else row.count
        parts.append(
            format_html(
                '<text x="0" y="{0}">{1}</text><text class="{2}" x="{3}" y="{0}">{4}</text>',
                *(15 + y, short(row.label, 27), "tb" if row.count else "t2", round(left + wide + 7, 1), said_of),
            )
        )
    return svg(pitch * len(rows), said, parts)


def boxplot(boxes: Sequence[Box], *, limit: float, said: str) -> SafeString:
    """Response times, one row for each provider, with the limit as a dashed line; all in hours."""
    left, right, top, pitch = 150.0, 412.0, 20, 34
    longest = max([2 * limit, *(box.p90 for box in boxes)])
    end = min(-(-longest // 12) * 12, 3 * limit)
    bottom = top + 10 + pitch * len(boxes)

    def x(hours: float) -> float:
        return round(left + (right - left) * min(hours, end) / end, 1)

    parts = [_hours(x, limit, end, top, bottom)]
    parts += [_box(box, x, top + 23 + pitch * row, limit) for row, box in enumerate(boxes)]
    return svg(bottom + 20, said, parts)


def _hours(x: Scale, limit: float, end: float, top: int, bottom: int) -> SafeString:
    step = 12 if end <= 72 else 24
    ticks = [hour for hour in range(0, int(end) + 1, step) if hour != limit]
    grid = format_html_join(
        "",
        '<line class="gl" x1="{0}" x2="{0}" y1="{1}" y2="{2}"/>'
        '<text class="t2" x="{0}" y="{3}" text-anchor="middle">{4} h</text>',
        ((x(hour), top, bottom, bottom + 14, hour) for hour in ticks),
    )
    goal = format_html(
        '<line class="lim" x1="{0}" x2="{0}" y1="{1}" y2="{2}"/>'
        '<text class="t2 tr" x="{0}" y="{3}" text-anchor="middle">{4} h</text>'
        '<text class="t2 tr" x="{5}" y="12">{4}-hour goal</text>'
        '<text class="t2" x="{6}" y="12" text-anchor="end">on time</text>',
        x(limit), top - 2, bottom, bottom + 14, f"{limit:g}", x(limit) + 5, WIDTH,
    )  # fmt: skip
    return grid + goal


def _box(box: Box, x: Scale, middle: int, limit: float) -> SafeString:
    late = " late" if box.median > limit else ""
    return format_html(
        '<text x="0" y="{y1}">{name}</text><text class="t2" x="0" y="{y2}">{n}</text>'
        '<line class="wh{late}" x1="{p10}" x2="{p90}" y1="{y}" y2="{y}"/>'
        '<rect class="iqr{late}" x="{q1}" y="{yb}" width="{wide}" height="12" rx="2"/>'
        '<rect class="med{late}" x="{median}" y="{ym}" width="3" height="16" rx="1"/>'
        '<text class="{cls}" x="480" y="{y3}" text-anchor="end">{share}</text>',
        name=short(box.name), n=f"{box.requests} request{'s' if box.requests != 1 else ''}", late=late,
        y=middle, y1=middle - 2, y2=middle + 12, y3=middle + 4, yb=middle - 6, ym=middle - 8,
        p10=x(box.p10), p90=x(box.p90), q1=x(box.q1), wide=round(max(x(box.q3) - x(box.q1), 2), 1),
        median=round(x(box.median) - 1.5, 1),
        cls="tb" if box.on_time >= 0.8 else "tr", share=f"{box.on_time:.0%}",
    )  # fmt: skip


def stacked(bars: Sequence[Bar], *, colours: Sequence[str], said: str) -> SafeString:
    """Columns of parts, each with its class of colour, their totals above, and three gridlines."""
    floor, ceiling, left = 176.0, 26.0, 30.0
    top = _round_up(max((bar.total for bar in bars), default=0))
    pitch = (WIDTH - left) / max(len(bars), 1)
    wide = min(38.0, pitch * 0.62)

    def y(count: float) -> float:
        return round(floor - (floor - ceiling) * count / top, 2)

    lines = format_html_join(
        "",
        '<line class="gl" x1="30" x2="480" y1="{0}" y2="{0}"/>'
        '<text class="t2" x="23" y="{1}" text-anchor="end">{2}</text>',
        ((y(tick), y(tick) + 4, _tick(tick)) for tick in (0, top / 2, top)),
    )
    columns = [
        _column(bar, left + pitch * (i + 0.5), wide, y, colours, aside=len(bars) > ROOM and (len(bars) - i) % 2 == 0)
        for i, bar in enumerate(bars)
    ]
    return svg(200, said, [lines, *columns])


def _column(bar: Bar, middle: float, wide: float, y: Scale, colours: Sequence[str], *, aside: bool) -> SafeString:
    """`aside`: without its label on a telephone, where there is no room for all."""
    drawn, below = [], 0
    for colour, part in zip(colours, bar.parts, strict=True):
        if part:
            high = max(round(y(below) - y(below + part) - 1, 2), 0.5)
            drawn.append((colour, round(middle - wide / 2, 1), y(below + part), round(wide, 1), high))
        below += part
    rects = format_html_join("", '<rect class="{}" x="{}" y="{}" width="{}" height="{}"/>', drawn)
    return rects + format_html(
        '<text class="t2{4}" x="{0}" y="193" text-anchor="middle">{1}</text>'
        '<text class="tb" x="{0}" y="{2}" text-anchor="middle">{3}</text>',
        round(middle, 1), bar.label, y(bar.total) - 5, bar.total or "", " hide-s" if aside else "",
    )  # fmt: skip


def sparkline(counts: Sequence[int]) -> SafeString:
    """A line of 96 by 24 with its area; decorative, the number stands beside it."""
    most, last = max([*counts, 1]), max(len(counts) - 1, 1)
    points = " L".join(f"{96 * i / last:.1f},{21 - 18 * count / most:.1f}" for i, count in enumerate(counts))
    return format_html(
        '<svg class="spark" viewBox="0 0 96 24" aria-hidden="true"><path class="a" d="M{0} L96,24 L0,24 Z"/>'
        '<path d="M{0}"/></svg>',
        points or "0,21 L96,21",
    )


def meter(share: float, said: str) -> SafeString:
    """How much of a time is used, from 0 to 1."""
    return format_html(
        '<svg class="meter" viewBox="0 0 100 6" preserveAspectRatio="none" role="img" aria-label="{}">'
        '<rect width="{}" height="6"/></svg>',
        said,
        round(100 * min(max(share, 0), 1)),
    )


def as_file(drawing: SafeString) -> str:
    """The same picture to stand alone, as a printed page takes it: with its name space, and its look inside."""
    look = "".join(f".{name}{{{css}}}" for name, css in PRINTED.items())
    return str(drawing).replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1).replace(
        ">", f"><style>text{{font-family:'Public Sans';font-size:13px;fill:#3d4551}}{look}</style>", 1
    )  # fmt: skip


PRINTED = {  # what dashboard.css says of the same classes
    "t2": "fill:#565c65;font-size:12px",
    "tb": "font-weight:600;fill:#1b1b1b",
    "tr": "fill:#b50909;font-weight:600",
    "gl": "stroke:#e6e8ea;stroke-width:1",
    **{f"st{n}": f"fill:{c}" for n, c in enumerate(["#1a4480", "#54278f", "#b39bd6", "#b50909", "#c9ced3", "#73b3e7"])},
    "st6": "fill:#fff;stroke:#8d9297;stroke-dasharray:2 2",
}


def svg(height: float, said: str, parts: Sequence[SafeString]) -> SafeString:
    """A drawing of `WIDTH` by `height` from parts that are escaped already; `said` is the whole of it in words."""
    drawing = mark_safe("".join(parts))  # noqa: S308 - each part is escaped where it is made
    return format_html(
        '<svg class="svg" viewBox="0 0 {} {}" role="img" aria-label="{}">{}</svg>',
        WIDTH,
        int(height),
        said,
        drawing,
    )


def short(name: str, most: int = 21) -> str:
    return name if len(name) <= most else name[: most - 1].rstrip() + "…"


def _tick(count: float) -> str:
    """There is room for three signs: 75, 5k, 10k."""
    return f"{count:g}" if count < 1000 else f"{count / 1000:g}k"


def _round_up(count: int) -> int:
    """The next number that halves well: 4, 10, 20, 50, 100, 150 … 2000, 4000 …"""
    if count > 1000:
        return -(-count // 2000) * 2000
    for step in (4, 10, 20, 30, 50):
        if count <= step:
            return step
    return -(-count // 50) * 50
