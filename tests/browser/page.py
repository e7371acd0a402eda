"""One page as somebody looks at it: its route, who looks, what it is about, and in which state."""

from dataclasses import dataclass

from django.urls import reverse

from tests.browser.serving import Portal


@dataclass(frozen=True)
class Page:
    """`about`: a thing of the world, for the address. `press`: the button that is pressed before one looks, on
    forms left as they are, or filled with `fill`. `status`: what the page that is looked at answers with."""

    route: str
    who: str
    about: str = ""
    query: str = ""
    press: str = ""
    fill: tuple[tuple[str, str], ...] = ()
    status: int = 200
    lands: str = ""  # the route that one ends on, where it is another

    def __str__(self) -> str:
        told = (self.about, self.query, self.press, self.who or "nobody")
        return " ".join(("/" if self.route == "tracebacks:dashboard" else self.route, *filter(None, told)))

    def path(self, portal: Portal) -> str:
        return reverse(self.route, kwargs=portal.things[self.about] if self.about else {}) + self.query


def wrong(route: str, who: str, press: str, about: str = "", **more: object) -> Page:
    """The form of a page, sent as it came, with what is wrong in it."""
    return Page(route, who, about, press=press, status=422, **more)  # type: ignore[arg-type]
