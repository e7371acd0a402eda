"""Small pieces of HTML: everything that comes from records is escaped here and nowhere else."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape


@dataclass(frozen=True, slots=True)
class Safe:
    """HTML that is ready. Any other text is escaped."""

    html: str


type Text = Safe | str | int | float


def text(said: Text) -> str:
    return said.html if isinstance(said, Safe) else escape(str(said))


def tag(name: str, *inside: Text, **attributes: str | int | float | None) -> Safe:
    """`class_` is class, `aria_label` is aria-label; an attribute that is None is left out, "" stands alone."""
    said = "".join(_attribute(key, value) for key, value in attributes.items() if value is not None)
    return Safe(f"<{name}{said}>{''.join(text(each) for each in inside)}</{name}>")


def _attribute(key: str, value: str | int | float) -> str:
    key = key.rstrip("_").replace("_", "-").replace("viewbox", "viewBox")
    return f" {key}" if value == "" else f' {key}="{escape(str(value))}"'


def join(pieces: Iterable[Text], between: str = "") -> Safe:
    return Safe(between.join(text(each) for each in pieces))


def table(
    heads: Sequence[str], rows: Iterable[Sequence[Text]], *, caption: str, right: frozenset[int] = frozenset()
) -> Safe:
    """A table that scrolls in itself on a narrow screen. `right`: columns of numbers. The first cell heads its row."""
    head = join(tag("th", each, scope="col", class_="r" if n in right else None) for n, each in enumerate(heads))
    body = join(tag("tr", *_cells(row, right)) for row in rows)
    inner = tag("table", tag("caption", caption, class_="vh"), tag("thead", tag("tr", head)), tag("tbody", body))
    return tag("div", inner, class_="scroll", tabindex=0, role="region", aria_label=caption)


def _cells(row: Sequence[Text], right: frozenset[int]) -> Iterable[Safe]:
    for place, each in enumerate(row):
        kind = "r" if place in right else None
        yield tag("td", each, class_=kind) if place else tag("th", each, scope="row", class_=kind)


def more(summary: Text, *inside: Text, open_: bool = False) -> Safe:
    return tag("details", tag("summary", summary), *inside, open="" if open_ else None)
