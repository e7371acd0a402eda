"""One row of the matrix: a route, its methods, who may, and to which things."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from .people import EVERYBODY, PEOPLE, STAFF, Who


class Door(StrEnum):
    PAGE = "page"  # people who signed in
    OPEN = "open"  # anybody
    LINK = "link"  # the cookie of a mail link
    API = "api"  # keys
    SHUT = "shut"  # nobody: there is nothing here outside a demonstration


class Outcome(StrEnum):
    IN = "let in"
    SIGN_IN = "sent to sign in"
    MISSING = "404, as if missing"
    METHOD = "405"
    NO_KEY = "401 problem"
    NOT_THIS_KEY = "403 problem"
    SECOND_FACTOR = "sent to set up a second factor"
    CONFIRM = "asked to confirm who they are"


@dataclass(frozen=True)
class Row:
    """`things`: what the address names, by their names in the world; each owner may, all others see nothing.

    `proof`: wants a proof of who they are from the last 15 minutes. `but`: exceptions, by who."""

    route: str
    methods: tuple[str, ...]
    door: Door
    who: frozenset[Who]
    things: tuple[str, ...] = ()
    proof: bool = False
    but: Mapping[Who, Outcome] = field(default_factory=dict)


GET, POST, BOTH = ("GET", "HEAD"), ("POST",), ("GET", "HEAD", "POST")
FORM = (*BOTH, "PUT")  # a form view of the library takes PUT as POST
ANY = (*FORM, "PATCH", "DELETE", "OPTIONS")  # says to every method that the link is spent
KEY_OF_PROVIDER = frozenset({Who.KEY, Who.OUTSIDER_KEY})
LOOKING_UP = frozenset({Who.KEY, Who.LOOK_UP_KEY, Who.STAFF_KEY})
WEBHOOK_KEYS = frozenset({Who.LOOK_UP_KEY, Who.OUTSIDER_KEY})
HOPS = ("hop:waiting", "hop:end", "hop:answered", "hop:closed")
CANDIDATES = ("candidate:undecided", "candidate:of_another")
PROVIDER_ADMINS = frozenset({Who.WAITING_ADMIN, Who.OUTSIDER})
STAFF_OR_SOURCE = STAFF | {Who.SOURCE, Who.ORGANIZATION}
SOURCE_KEYS = frozenset({Who.STAFF_KEY, Who.SOURCE_KEY})
STAFF_KEY = frozenset({Who.STAFF_KEY})
SIGNED_IN = PEOPLE | {Who.BARE}


def page(route: str, methods: tuple[str, ...], who: frozenset[Who], *things: str, **more: object) -> Row:
    return Row(route, methods, Door.PAGE, who, things, **more)  # type: ignore[arg-type]


def staff(route: str, *things: str, methods: tuple[str, ...] = BOTH, **more: object) -> Row:
    return page(route, methods, STAFF, *things, **more)


def api(route: str, method: str, who: frozenset[Who], *things: str) -> Row:
    return Row(route, (method,), Door.API, who, things)


def anybody(route: str, methods: tuple[str, ...], *things: str, **more: object) -> Row:
    return Row(route, methods, Door.OPEN, EVERYBODY, things, **more)  # type: ignore[arg-type]


def shut(route: str, methods: tuple[str, ...], *things: str) -> Row:
    return Row(route, methods, Door.SHUT, frozenset(), things)
