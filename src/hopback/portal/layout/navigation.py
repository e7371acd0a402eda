"""Where somebody can go, by whose side they stand on. A page that is not built is not offered."""

from typing import Any, NamedTuple

from django.urls import NoReverseMatch, reverse

PLACES = {
    "staff": [
        ("Dashboard", "tracebacks:dashboard"),
        ("Tracebacks", "tracebacks:list"),
        ("Triage", "sourcing:inbox"),
        ("Campaigns", "campaigns:list"),
        ("Sources", "sourcing:sources"),
        ("Providers", "providers:list"),
        ("Members", "membership:members"),
        ("People", "accounts:people"),
    ],
    "provider": [
        ("Inbox", "tracebacks:inbox"),
        ("History", "tracebacks:history"),
        ("Mitigation", "customers:mitigations"),
        ("Campaigns", "campaigns:list"),
        ("Contacts", "providers:mine"),
        ("Membership", "membership:mine"),
        ("People", "accounts:people"),
        ("Keys", "accounts:keys"),
        ("Webhooks", "webhooks:list"),
    ],
    "source": [
        ("Candidates", "sourcing:candidates"),
        ("Campaigns", "campaigns:list"),
        ("Contact list", "providers:ask_contact_list"),
        ("Keys", "accounts:keys"),
    ],
}

FOR_ADMINISTRATORS = {"accounts:keys", "webhooks:list"}


class Place(NamedTuple):
    label: str
    url: str
    current: bool


def places(viewer: Any, path: str) -> list[Place]:
    """The links of the main navigation; the one with the longest match to `path` is current."""
    found = [
        (label, url)
        for label, name in PLACES.get(getattr(viewer, "kind", ""), [])
        if (name not in FOR_ADMINISTRATORS or getattr(viewer, "is_admin", False)) and (url := _url(name))
    ]
    nearest = max(
        (url for _, url in found if path == url or (url != "/" and path.startswith(url))), default="", key=len
    )
    return [Place(label, url, url == nearest) for label, url in found]


def _url(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
