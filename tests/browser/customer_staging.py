"""Customers named and what was done: two alike, one claim that was seen again, one that is open."""

from datetime import timedelta
from typing import Any

from hopback.policy.article_3_traceback.answers import Mitigation as Did
from hopback.portal.accounts.models import MailedLink
from hopback.portal.accounts.viewer import Viewer
from hopback.portal.customers import actions
from hopback.portal.customers.models import Customer, Mitigation
from hopback.portal.ground import capability
from hopback.portal.tracebacks.models import Traceback

HOUR = timedelta(hours=1)
LARK = {"name": "Lark Dialing, L.L.C.", "location": "12 Bay St, Tampa, FL", "contact": "Keith Arden"}


def stage(world: Any) -> None:
    found = Traceback.objects.get(public_id=world.things["found"]["traceback"])
    first = Mitigation.objects.select_related("provider").get(hop__traceback=found)
    desk = Viewer(kind="provider", name="Dana Whitfield", party=first.provider.public_id)
    told = {"mitigation": first, "did": Did.TERMINATED, "note": "Service ended at noon."}
    actions.report(**told, by=desk, now=world.now - 19 * HOUR)
    later = world._traced(3, 9 * HOUR)
    world._last_says(later, kind="originated", customer=LARK)
    open_one = Mitigation.objects.get(hop__traceback=later)
    one, other = (Customer.objects.get(namings__hop__traceback=each) for each in (found, later))
    world.things |= {
        "mitigation:again": {"mitigation": first.public_id},
        "mitigation:open": {"mitigation": open_one.public_id},
        "token:mitigation": {"token": token_of(open_one)},
        "token:mitigation:over": {"token": token_of(first)},
        "customer": {"customer": one.public_id},
        "customer:two": {"customer": one.public_id, "other": other.public_id},
    }


def token_of(mitigation: Mitigation) -> str:
    return capability.token_for(MailedLink.objects.filter(about=mitigation.public_id).latest("pk").nonce)
