"""Providers on their way in, in each state worth seeing."""

from datetime import datetime, timedelta
from typing import Any

from hopback.portal.accounts.models import MailedLink
from hopback.portal.accounts.viewer import SYSTEM, Viewer, of_mailed_link
from hopback.portal.ground import capability
from hopback.portal.providers import actions
from hopback.portal.providers.models import Joining, Provider

CONTACT = {
    "full_name": "Idris Kemp", "title": "Head of network", "phone": "+1 305 555 0140",
    "email": "noc@quartzbay.example", "hours": "Monday to Friday, 8 to 17", "zone": "America/New_York",
}  # fmt: skip


def token_of(about: str) -> dict[str, str]:
    return {"token": capability.token_for(MailedLink.objects.filter(about=about).latest("pk").nonce)}


def apply(name: str, now: datetime, domain: str = "quartzbay.example") -> Joining:
    guest = Viewer(kind="guest", name="Idris Kemp")
    said = {"name": name, "country": "US", "domain": domain, "full_name": "Idris Kemp", "about": "Wholesale transit."}
    mailbox = name.split()[-1].lower()
    return actions.apply(details={**said, "email": f"{mailbox}@{domain}"}, by=guest, now=now)


def finish(joining: Joining, now: datetime) -> None:
    link = MailedLink.objects.filter(about=joining.public_id).latest("pk")
    by = of_mailed_link(link)
    actions.open_joining(joining=joining, link=link, by=by, now=now)
    for kind in ("primary", "back-up"):
        actions.name_contact(joining=joining, kind=kind, contact=CONTACT, by=by, now=now)
    actions.sign_joining(joining=joining, signed_by="Idris Kemp", title="Director", by=by, now=now)


def ways_in(by: Viewer, invited: Provider, listed: Provider, now: datetime) -> dict[str, dict[str, Any]]:
    before = now - timedelta(days=2)
    fresh, ready, declined = (apply(f"Quartz Bay {what}", before) for what in ("One", "Two", "Three"))
    finish(ready, before)
    actions.decline_joining(joining=declined, reason="Not a voice service provider.", by=by, now=before)
    like = apply(f"{listed.name} Transit", before, domain=listed.domain)
    old = apply("Quartz Bay Four", now - timedelta(days=40))
    waiting = actions.invite_to_join(provider=invited, by=by, now=now)
    assert waiting is not None
    named = {"fresh": fresh, "ready": ready, "declined": declined, "like": like, "invited": waiting}
    things: dict[str, dict[str, Any]] = {f"joining:{name}": {"joining": one.public_id} for name, one in named.items()}
    things |= {f"token:joining:{name}": token_of(one.public_id) for name, one in {**named, "old": old}.items()}
    admin = Viewer(kind="provider", name="Dana", party=listed.public_id, role="admin")
    actions.ask_to_prove_domain(provider=listed, address=f"noc@{listed.domain}", by=admin, now=now)
    things["token:domain"] = token_of(listed.public_id)
    actions.ask_to_confirm(about=listed.public_id, by=SYSTEM, now=now)
    things["token:confirm"] = token_of(listed.public_id)
    things["token:confirm:contact"] = token_of(listed.public_id) | {"kind": "primary"}
    actions.ask_to_confirm(about=invited.public_id, by=SYSTEM, now=now - timedelta(days=40))
    link = MailedLink.objects.filter(about=invited.public_id, purpose="confirm").latest("pk")
    return things | {"token:confirm:old": {"token": capability.token_for(link.nonce)}}
