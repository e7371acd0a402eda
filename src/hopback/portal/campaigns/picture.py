"""The paths of a campaign as one picture: a provider in each row, links as thick as the paths that take them.

The terminating providers stand above, the origins below; a name keeps its size however many there are."""

from collections.abc import Sequence

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from .queries.overlay import Link, Node, Overlay

WIDTH = 480
PITCH, TOP = 46, 26
SPINE = 88.0
MOST = 24  # rows of the picture; the table beside it has all
THICKEST = 11.0


def draw(found: Overlay, said: str) -> SafeString:
    """`said` tells the picture in one sentence."""
    nodes = shown(found.nodes)
    row = {node.key: number for number, node in enumerate(nodes)}
    links = [link for link in found.links if link.downstream in row and link.upstream in row]
    most = max((link.paths for link in links), default=1)
    parts = [_link(link, row, most) for link in sorted(links, key=lambda link: -_span(link, row))]
    parts += [_node(node, number, found.paths) for number, node in enumerate(nodes)]
    drawing = mark_safe("".join(parts))  # noqa: S308 - each part is escaped where it is made
    return format_html(
        '<svg class="svg over" viewBox="0 0 {} {}" role="img" aria-label="{}">{}</svg>',
        WIDTH,
        TOP + PITCH * len(nodes),
        said,
        drawing,
    )


def shown(nodes: Sequence[Node]) -> list[Node]:
    """The providers on most paths, in their order."""
    most = sorted(nodes, key=lambda node: (-node.paths, node.depth))[:MOST]
    kept = {node.key for node in most}
    return [node for node in nodes if node.key in kept]


def _y(row: int) -> int:
    return TOP + PITCH * row


def _span(link: Link, row: dict[str, int]) -> int:
    return abs(row[link.upstream] - row[link.downstream])


def _link(link: Link, row: dict[str, int], most: int) -> SafeString:
    """A straight line to the next row, a bow past others; one that leads back down is drawn as going back."""
    above, below = _y(row[link.downstream]), _y(row[link.upstream])
    span = _span(link, row)
    bow = 0.0 if span == 1 else min(14.0 + 13 * span, 104.0)
    css = "lk" + (" doubt" if link.doubtful == link.paths else "") + (" back" if below < above else "")
    path = f"M{SPINE},{above} C{SPINE - bow},{above} {SPINE - bow},{below} {SPINE},{below}"
    middle = (above + below) / 2
    count = format_html('<text class="t2 n" x="{}" y="{}">{}</text>', SPINE - 0.75 * bow - 9, middle + 4, link.paths)
    thick = round(1.5 + (THICKEST - 1.5) * link.paths / most, 1)
    line = format_html('<path class="{}" stroke-width="{}" d="{}"/>', css, thick, path)
    return line + (count if link.paths > 1 else mark_safe(""))


def _node(node: Node, row: int, paths: int) -> SafeString:
    y = _y(row)
    if node.origin:
        css = "nd origin" + (" doubt" if node.doubtful == node.origin else "")
        mark = format_html('<circle class="{}" cx="{}" cy="{}" r="9"/>', css, SPINE, y)
        mark += format_html('<circle class="dot" cx="{}" cy="{}" r="3.5"/>', SPINE, y)
    else:
        css = "nd wait" if node.waiting else "nd"
        mark = format_html('<circle class="{}" cx="{}" cy="{}" r="6.5"/>', css, SPINE, y)
    name = format_html('<text class="tb" x="{}" y="{}">{}</text>', SPINE + 20, y - 2, _short(node.name))
    told = ", ".join(filter(None, (node.place, f"on {node.paths} of {paths}", _role(node))))
    return mark + name + format_html('<text class="t2" x="{}" y="{}">{}</text>', SPINE + 20, y + 14, _short(told, 58))


def _role(node: Node) -> str:
    if node.origin:
        doubt = "" if not node.doubtful else ", in doubt" if node.doubtful == node.origin else ", partly in doubt"
        return f"origin of {node.origin}{doubt}"
    return f"{node.waiting} waiting" if node.waiting else ""


def _short(text: str, most: int = 40) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
