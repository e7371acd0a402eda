"""A control group as a small drawing: who controls is above, who is controlled below (A1.1)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

WIDTH = 300
ROW, TALL, EDGE = 70, 18, 4
AT_MOST = 12  # boxes; a larger group is a list


@dataclass(frozen=True, slots=True)
class Node:
    """One provider of the group. `here`: the one whose page this is."""

    key: str
    name: str
    url: str
    abroad: bool = False
    here: bool = False


def picture(nodes: Sequence[Node], links: Iterable[tuple[str, str]]) -> SafeString | str:
    """`links`: (who controls, who is controlled), by id. "" for a group of one, or of too many to look at."""
    known = {node.key: node for node in nodes}
    pairs = sorted({(above, below) for above, below in links if above in known and below in known})
    if not pairs or len(nodes) > AT_MOST:
        return ""
    rows = _rows(sorted(known), pairs)
    place = {key: _place(number, row, level) for level, row in enumerate(rows) for number, key in enumerate(row)}
    wide = min(220, (WIDTH - 2 * EDGE) // max(len(row) for row in rows) - 8)
    said = "; ".join(f"{known[above].name} controls {known[below].name}" for above, below in pairs)
    return format_html(
        '<svg class="svg control" viewBox="0 0 {} {}" role="group" aria-label="{}.">{}{}</svg>',
        WIDTH,
        ROW * (len(rows) - 1) + 2 * TALL + 12,
        said,
        _lines(pairs, place),
        format_html_join("", "{}", ((_box(known[key], place[key], wide),) for key in place)),
    )


def _rows(keys: Sequence[str], pairs: Sequence[tuple[str, str]]) -> list[list[str]]:
    """Each below everybody who controls it; where control goes round in a circle, as far down as it gets."""
    level = dict.fromkeys(keys, 0)
    for _ in keys:
        deepest = {key: max((level[a] + 1 for a, below in pairs if below == key), default=0) for key in keys}
        level = {key: min(depth, len(keys) - 1) for key, depth in deepest.items()}
    found = [[key for key in keys if level[key] == depth] for depth in range(len(keys))]
    return [row for row in found if row]


def _place(number: int, row: Sequence[str], level: int) -> tuple[float, float]:
    """The middle of a box."""
    return round(WIDTH * (2 * number + 1) / (2 * len(row)), 1), TALL + ROW * level + 6


def _lines(pairs: Sequence[tuple[str, str]], place: Mapping[str, tuple[float, float]]) -> SafeString:
    def points() -> Iterable[tuple[float, float, float, float]]:
        for above, below in pairs:
            (x1, y1), (x2, y2) = place[above], place[below]
            yield (x1, y1 + TALL, x2, y2 - TALL)

    return format_html_join(
        "",
        '<path class="ln" d="M{0} {1}C{0} {4} {2} {4} {2} {3}"/><path class="hd" d="M{5} {6}L{2} {3}L{7} {6}"/>',
        ((x1, y1, x2, y2, round((y1 + y2) / 2, 1), x2 - 4, y2 - 6, x2 + 4) for x1, y1, x2, y2 in points()),
    )


def _box(node: Node, at: tuple[float, float], wide: int) -> SafeString:
    x, y = at
    drawn = format_html(
        '<rect class="bx{}{}" x="{}" y="{}" width="{}" height="{}" rx="5"/>'
        '<text x="{}" y="{}" text-anchor="middle">{}</text>',
        " here" if node.here else "",
        " abroad" if node.abroad else "",
        round(x - wide / 2, 1), y - TALL, wide, 2 * TALL,
        x, y + 5, _short(node.name, max(6, wide // 8)),
    )  # fmt: skip
    return drawn if node.here else format_html('<a href="{}" aria-label="{}">{}</a>', node.url, node.name, drawn)


def _short(name: str, most: int) -> str:
    return name if len(name) <= most else name[: most - 1].rstrip() + "…"
