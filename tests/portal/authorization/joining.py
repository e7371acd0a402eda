"""Providers on their way in, and the mailed links of the room, for the matrix."""

from typing import TYPE_CHECKING

from django.test import Client
from django.urls import reverse

from hopback.portal.accounts.models import MailedLink
from hopback.portal.accounts.viewer import SYSTEM, Viewer
from hopback.portal.ground import capability
from hopback.portal.providers import actions as providers
from hopback.portal.providers.models import Joining, Provider
from tests.portal.factories import NOW

from .people import Who

if TYPE_CHECKING:
    from .world import World


def token_of(about: str) -> str:
    return capability.token_for(MailedLink.objects.filter(about=about).latest("pk").nonce)


def ways_in(world: "World", by: Viewer, invited: Provider, meridian: Provider) -> Joining:
    """One that applied and opened its link, one that was invited, and a domain to be verified."""
    guest = Viewer(kind="guest", name="Idris Kemp")
    said = {"name": "Quartz Bay Telecom", "country": "US", "domain": "quartzbay.example", "full_name": "Idris Kemp"}
    joining = providers.apply(details={**said, "email": "idris@quartzbay.example"}, by=guest, now=NOW)
    link = MailedLink.objects.get(about=joining.public_id)
    by_link = Viewer(kind="link", name="Idris Kemp", about=joining.public_id)
    joining = providers.open_joining(joining=joining, link=link, by=by_link, now=NOW)
    other = providers.invite_to_join(provider=invited, by=by, now=NOW)
    assert other is not None
    holder = Who.JOINING_LINK
    world.add("joining:applied", joining=joining.public_id)
    world.add("joining:invited", joining=other.public_id)
    world.add("joining:own", holder, staff=frozenset(), joining=joining.public_id)
    world.add("joining:contact", holder, staff=frozenset(), joining=joining.public_id, kind="primary")
    world.add("joining:others", staff=frozenset(), joining=other.public_id)
    world.add("token:joining", *Who, token=token_of(joining.public_id))
    admin = Viewer(kind="provider", name="Dana", party=meridian.public_id, role="admin")
    providers.ask_to_prove_domain(provider=meridian, address="noc@meridian.example", by=admin, now=NOW)
    world.add("token:domain", *Who, token=token_of(meridian.public_id))
    providers.ask_to_confirm(about=meridian.public_id, by=SYSTEM, now=NOW)
    for kind in ("primary", "back-up"):
        told = {"full_name": "Lee Marsh", "title": "Desk", "hours": "Monday to Friday", "phone": "+13055550119"}
        told["email"] = f"{kind}@meridian.example"
        providers.change_contact(provider=meridian, kind=kind, **told, by=by, now=NOW)
    token = capability.token_for(MailedLink.objects.get(about=meridian.public_id, purpose="confirm").nonce)
    world.add("token:confirm", *Who, token=token)
    world.add("token:confirm:contact", *Who, token=token, kind="primary")
    return joining


def holder_of(joining: Joining) -> Client:
    """Somebody who opened the mail and pressed the button."""
    client = Client()
    assert client.post(reverse("providers:joining_link", args=[token_of(joining.public_id)])).status_code == 302
    return client
