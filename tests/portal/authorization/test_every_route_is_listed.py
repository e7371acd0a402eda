"""The matrix and the resolver name the same routes; each row can be asked, and each act in it is really done."""

from collections import Counter

import pytest
from django.urls import include, path

from hopback.portal.urls import urlpatterns as of_the_portal

from .bodies import OF_WHO
from .cells import Cell, ask
from .matrix import FORMS, MESSAGES, ROWS
from .routes import routes
from .row import Door, Outcome, Row
from .world import World

NO_ENTRY = {"account_reauthenticate", "mfa_generate_recovery_codes"}  # the library's own


def unlisted(urlconf: object = None) -> list[str]:
    """Routes without a row, rows without a route, and names that mean two routes."""
    known = Counter(row.route for row in ROWS)
    there = Counter(route.name for route in routes(urlconf))  # type: ignore[arg-type]
    return sorted(name for name in known | there if known[name] != 1 or there[name] != 1)


def test_every_route_has_its_row_and_every_row_its_route() -> None:
    assert unlisted() == []


class Planted:
    """The portal's addresses and some more."""

    def __init__(self, *more: object) -> None:
        self.urlpatterns = [*of_the_portal, *more]


@pytest.mark.parametrize(
    "more",
    [
        path("tracebacks/everything/", lambda request: None, name="everything"),
        path("tracebacks/everything/", lambda request: None),
        path("inbox/", lambda request: None, name="dashboard"),
        path("more/", include([path("deeper/", lambda request: None)])),
    ],
)
def test_a_route_that_somebody_adds_is_found(more: object) -> None:
    assert unlisted(Planted(more)) != []


def test_a_second_route_of_a_known_name_is_found() -> None:
    more = path("", include(([path("all/", lambda request: None, name="list")], "tracebacks")))
    assert unlisted(Planted(more)) == ["tracebacks:list"]


def test_a_row_whose_route_is_gone_is_found() -> None:
    less = Planted()
    less.urlpatterns = less.urlpatterns[:-1]
    assert "witnesses:ask" in unlisted(less)


def test_everything_that_takes_something_is_sent_something() -> None:
    """A row whose POST has no body would only show that an empty form is refused."""
    sent = {*FORMS, *MESSAGES, *OF_WHO, "v1:submit", "v1:open_traceback", "v1:answers"}
    assert sent == {row.route for row in ROWS if "POST" in row.methods and row.door is not Door.SHUT} | {
        "demonstration:clock"
    }


ACTS = [
    row
    for row in ROWS
    if "POST" in row.methods and row.who and FORMS.get(row.route, {}) is not None and row.route not in NO_ENTRY
]


@pytest.mark.django_db
@pytest.mark.parametrize("row", ACTS, ids=lambda row: row.route)
def test_what_the_matrix_allows_is_really_done(world: World, row: Row) -> None:
    """So that every refusal of the matrix refused something: the log has an entry more (A3.5)."""
    cells = [Cell(row, who, "POST", thing) for who in sorted(row.who) for thing in row.things or ("",)]
    done = [seen for cell in cells if (seen := ask(world, cell)).outcome is Outcome.IN and seen.entries]
    assert done, f"{row.route} was done by nobody"
