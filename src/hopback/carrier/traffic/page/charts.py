"""Charts as inline SVG, drawn here: classes for colours, no styles. Each has its sentence; a table stands beside."""

from collections.abc import Sequence
from dataclasses import dataclass

from .writing import Safe, join, tag


@dataclass(frozen=True, slots=True)
class Dot:
    """One customer: `x` and `y` are shares, `size` from 0 to 1."""

    x: float
    y: float
    size: float
    suspect: bool
    label: str = ""


def picture(wide: float, high: float, said: str, *parts: Safe, kind: str = "chart") -> Safe:
    return tag("svg", *parts, class_=kind, viewbox=f"0 0 {wide:g} {high:g}", role="img", aria_label=said)


def _bar(x: float, floor: float, wide: float, tall: float) -> Safe:
    return tag("rect", x=_n(x), y=_n(floor - tall), width=_n(wide), height=_n(tall), class_="bar", rx=1)


def _label(x: float, y: float, said: str, kind: str = "t", anchor: str | None = None) -> Safe:
    return tag("text", said, x=_n(x), y=_n(y), class_=kind, text_anchor=anchor)


def _n(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def field(dots: Sequence[Dot], said: str) -> Safe:
    """Answered against ended at once: robocallers gather in the upper left corner. The suspects are drawn last."""
    left, top, wide, high = 44.0, 12.0, 480.0, 250.0

    def at(dot: Dot) -> tuple[float, float]:
        return left + wide * min(dot.x, 1), top + high * (1 - min(dot.y / 0.8, 1))

    corner = tag("rect", x=_n(left), y=_n(top), width=_n(wide * 0.5), height=_n(high * 0.8), class_="zone", rx=4)
    lines = [
        join((tag("line", x1=left, x2=left + wide, y1=_n(y), y2=_n(y), class_="grid"),
              _label(left - 8, y + 4, f"{share:.0%}", anchor="end")))
        for share in (0, 0.2, 0.4, 0.6, 0.8) for y in [top + high * (1 - share / 0.8)]
    ]  # fmt: skip
    ticks = [
        _label(left + wide * share, top + high + 18, f"{share:.0%}", anchor="middle")
        for share in (0, 0.25, 0.5, 0.75, 1)
    ]
    circles, names = [], []
    for dot in sorted(dots, key=lambda dot: (dot.suspect, -dot.size)):
        x, y = at(dot)
        kind = "dot bad" if dot.suspect else "dot"
        circles.append(tag("circle", cx=_n(x), cy=_n(y), r=_n(3 + 9 * dot.size**0.5), class_=kind))
        if dot.label:
            names.append(_label(x + 5 + 9 * dot.size**0.5, y + 4, dot.label, "tb"))
    axes = (
        _label(left + wide / 2, top + high + 38, "calls that are answered", "ax", "middle"),
        _label(left + 8, top + 16, "answered calls that end within 6 seconds ↑", "ax"),
    )
    return picture(left + wide + 20, top + high + 46, said, corner, *lines, *ticks, *circles, *names, *axes)


def columns(
    counts: Sequence[tuple[str, float]], said: str, *, every: int = 1, wide: float = 520, high: float = 150
) -> Safe:
    """Columns with a label under each `every`-th of them, and the highest value at its line."""
    most = max([value for _, value in counts], default=0) or 1
    top, floor, left = 16.0, high - 22, 4.0
    pitch = (wide - left) / max(len(counts), 1)
    bars, labels = [], []
    for place, (label, value) in enumerate(counts):
        tall = (floor - top) * value / most
        x = left + pitch * place
        bars.append(
            tag(
                "rect",
                x=_n(x + pitch * 0.12),
                y=_n(floor - tall),
                width=_n(pitch * 0.76),
                height=_n(tall),
                class_="bar",
                rx=1,
            )
        )
        if place % every == 0:
            labels.append(_label(x + pitch / 2, high - 5, label, anchor="middle"))
    line = tag("line", x1=0, x2=wide, y1=_n(floor), y2=_n(floor), class_="grid")
    return picture(wide, high, said, line, *bars, *labels, _label(left, 11, f"most: {most:,.0f}"))


def lengths(counts: Sequence[tuple[str, int]], said: str) -> Safe:
    """Rows that lie, the label before each and its number behind it."""
    left, wide, pitch = 170.0, 520.0, 24.0
    most = max((count for _, count in counts), default=1)
    parts = []
    for place, (label, count) in enumerate(counts):
        y, length = pitch * place, (wide - left - 40) * count / most
        parts.append(_label(left - 10, y + 15, label, "t", "end"))
        parts.append(tag("rect", x=_n(left), y=_n(y + 4), width=_n(max(length, 1)), height=14, rx=2, class_="for"))
        parts.append(_label(left + length + 7, y + 15, f"{count:,}", "tb"))
    return picture(wide, pitch * len(counts), said, *parts)


def reasons(points: Sequence[tuple[str, float]], said: str) -> Safe:
    """What speaks for robocalls goes right in red, what speaks against goes left in green; the points stand beside."""
    middle, wide, pitch = 250.0, 520.0, 24.0
    most = max([abs(value) for _, value in points], default=1) or 1
    parts = []
    for place, (label, value) in enumerate(points):
        y, length = pitch * place, 200 * abs(value) / most
        x = middle if value > 0 else middle - length
        parts.append(
            tag(
                "rect",
                x=_n(x),
                y=_n(y + 4),
                width=_n(max(length, 1)),
                height=14,
                rx=2,
                class_="for" if value > 0 else "against",
            )
        )
        anchor, lx = ("end", middle - 8) if value > 0 else (None, middle + 8)
        parts.append(_label(lx, y + 15, label, "t", anchor))
        anchor, vx = (None, middle + length + 6) if value > 0 else ("end", middle - length - 6)
        parts.append(_label(vx, y + 15, f"{value:+.0f}", "tb", anchor))
    line = tag("line", x1=_n(middle), x2=_n(middle), y1=0, y2=_n(pitch * len(points)), class_="axis")
    return picture(wide, max(pitch * len(points), pitch), said, *parts, line)


def spark(counts: Sequence[int], said: str) -> Safe:
    """Calls by day as a small picture."""
    most = max([*counts, 1])
    wide = 120.0 / max(len(counts), 1)
    bars = [_bar(wide * (n + 0.1), 28, wide * 0.8, max(26 * count / most, 0.5)) for n, count in enumerate(counts)]
    return picture(120, 28, said, *bars, kind="spark")


def gauge(score: float) -> Safe:
    """The score as a bar from 0 to 100 with a mark at 50."""
    kind = "for" if score >= 50 else "bar"
    return picture(
        100, 8, f"{score:.0f} of 100",
        tag("rect", x=0, y=1, width=100, height=6, rx=3, class_="rail"),
        tag("rect", x=0, y=1, width=_n(score), height=6, rx=3, class_=kind),
        tag("rect", x=49.5, y=0, width=1, height=8, class_="mark"), kind="gauge",
    )  # fmt: skip
