"""Where somebody can go, by whose side they stand on. A page that is not built is not offered."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any, NamedTuple

from django.urls import NoReverseMatch, get_script_prefix, get_urlconf, reverse

PLACES = {
    "staff": [
        ("Dashboard", "tracebacks:dashboard"),
        ("Tracebacks", "tracebacks:list"),
        ("Triage", "sourcing:inbox"),
        ("Campaigns", "campaigns:list"),
        ("Providers", "providers:list"),
        ("Complaints", "complaints:morning"),
        ("Sources", "sourcing:sources"),
        ("Organizations", "organizations:list"),
        ("Do Not Originate", "do_not_originate:registry"),
        ("Members", "membership:members"),
        ("Conduct", "conduct:groups"),
        ("Agencies", "enforcement:agencies"),
        ("Lawful requests", "lawful_requests:list"),
        ("Joining", "providers:joinings"),
        ("Mitigation", "customers:mitigations"),
        ("Customers", "customers:customers"),
        ("Invoices", "organizations:invoices"),
        ("Log", "logbook:log"),
        ("Publication", "publication:overview"),
        ("Retention", "retention:list"),
        ("Disclosures", "disclosures:register"),
        ("Privacy", "privacy:overview"),
        ("People", "accounts:people"),
    ],
    "provider": [
        ("Inbox", "tracebacks:inbox"),
        ("History", "tracebacks:history"),
        ("Mitigation", "customers:mitigations"),
        ("Conduct", "conduct:own"),
        ("Campaigns", "campaigns:list"),
        ("Contacts", "providers:mine"),
        ("Membership", "membership:mine"),
        ("Do Not Originate", "do_not_originate:plan"),
        ("Published", "publication:published"),
        ("Disclosures", "disclosures:register"),
        ("People", "accounts:people"),
        ("Keys", "accounts:keys"),
        ("Webhooks", "webhooks:list"),
    ],
    "source": [
        ("Agency", "enforcement:own"),
        ("Lawful requests", "lawful_requests:list"),
        ("Requests", "organizations:requests"),
        ("Do Not Originate", "do_not_originate:own"),
        ("Do Not Originate list", "do_not_originate:plan"),
        ("Candidates", "sourcing:candidates"),
        ("Campaigns", "campaigns:list"),
        ("Contact list", "providers:ask_contact_list"),
        ("Authorizations", "organizations:authorizations"),
        ("Invoices", "organizations:invoices"),
        ("Published", "publication:published"),
        ("Disclosures", "disclosures:register"),
        ("Keys", "accounts:keys"),
    ],
}

ON_THE_BAR = 7
FOR_ADMINISTRATORS = {"accounts:keys", "webhooks:list"}
_only_if: dict[str, Callable[[Any], bool]] = {}


def offer_if(name: str, holds: Callable[[Any], bool]) -> None:
    """A room above says for which viewers a place exists; places of one room share what they ask."""
    _only_if[name] = holds


class Place(NamedTuple):
    label: str
    url: str
    current: bool


def places(viewer: Any, path: str) -> list[Place]:
    """The links of the main navigation; the one with the longest match to `path` is current."""
    offered = PLACES.get(getattr(viewer, "kind", ""), [])
    asked = {_only_if[name] for _, name in offered if name in _only_if}
    refused = {holds for holds in asked if not holds(viewer)}
    found = [
        (label, url)
        for label, name in offered
        if (name not in FOR_ADMINISTRATORS or getattr(viewer, "is_admin", False))
        and _only_if.get(name) not in refused
        and (url := _url(name))
    ]
    nearest = max(
        (url for _, url in found if path == url or (url != "/" and path.startswith(url))), default="", key=len
    )
    return [Place(label, url, url == nearest) for label, url in found]


class Bar(NamedTuple):
    """What stands in the bar itself, and what under *More*: a bar has room for few."""

    shown: list[Place]
    more: list[Place]

    @property
    def more_is_current(self) -> bool:
        return any(place.current for place in self.more)


def bar(offered: list[Place]) -> Bar:
    """The first of them, in the order of PLACES; a menu for a single one would be more to click, not less to see."""
    cut = len(offered) if len(offered) <= ON_THE_BAR + 1 else ON_THE_BAR
    return Bar(offered[:cut], offered[cut:])


def _url(name: str) -> str:
    return _reversed(name, get_urlconf(), get_script_prefix())


@lru_cache(maxsize=256)
def _reversed(name: str, urlconf: str | None, _prefix: str) -> str:
    """Two dozen are asked for on each page, and say the same on all."""
    try:
        return reverse(name, urlconf)
    except NoReverseMatch:
        return ""
