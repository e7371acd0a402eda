"""A recipient: its listings, its rounds, who confirms for it, what it is charged (XB.3, XB.4)."""

from typing import Any

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from hopback.portal.accounts.decorators import staff_only
from hopback.portal.ground import clock
from hopback.portal.layout.doing import act
from hopback.portal.organizations.queries.fees import money

from .. import actions
from ..forms.deciding import ChargeForm, ContactForm
from ..models import Recipient
from ..queries import registry
from ..queries import rounds as queries
from ._around import TITLE, viewer_of


@staff_only
@require_safe
def one(request: HttpRequest, recipient: str) -> HttpResponse:
    found, now = queries.the_recipient(viewer_of(request), recipient), clock.now()
    rows = list(registry.listings().filter(recipient=found))
    amounts = registry.live_numbers(rows)
    rounds = found.confirmations.select_related("recipient").order_by("-round")
    context = {
        "recipient": found,
        "rows": [(row, amounts[row.pk], registry.state_of(row, now)) for row in rows],
        "rounds": [(row, queries.state_of(row, now)) for row in rounds[:20]],
        "charges": [(row, money(row.cents)) for row in found.charges.order_by("-pk")],
        "crumbs": [(TITLE, reverse("do_not_originate:registry")), (found.name, "")],
        "now": now,
    }
    return render(request, "do_not_originate/recipient.html", context)


@staff_only
def contact(request: HttpRequest, recipient: str) -> HttpResponse:
    found = queries.the_recipient(viewer_of(request), recipient)
    lead = "An open round is mailed there at once, and the earlier link is dead."
    page = {"title": "Who confirms", "lead": lead, "done": "Changed."}
    known = {"contact_name": found.contact_name, "contact_email": found.contact_email}
    form = ContactForm(request.POST or None, initial=known)
    return act(request, form, actions.change_contact, told={"recipient": found}, **_around(found), **page)


@staff_only
def charge(request: HttpRequest, recipient: str) -> HttpResponse:
    found = queries.the_recipient(viewer_of(request), recipient)
    lead = "Its invoices are issued by themselves, while anything of it is listed."
    page = {"title": "Administrative charge", "lead": lead, "done": "Agreed."}
    form = ChargeForm(request.POST or None)
    return act(request, form, actions.agree_charge, told={"recipient": found}, **_around(found), **page)


@staff_only
def end_charge(request: HttpRequest, recipient: str) -> HttpResponse:
    found = queries.the_recipient(viewer_of(request), recipient)
    page = {"title": "End the charge", "lead": "Nothing more is billed.", "submit": "End it", "done": "Ended."}
    form = Form(request.POST if request.method == "POST" else None)
    return act(request, form, actions.end_charge, told={"recipient": found}, **_around(found), **page)


def _around(found: Recipient) -> dict[str, Any]:
    back = reverse("do_not_originate:recipient", args=[found.public_id])
    return {"back": back, "crumbs": [(TITLE, reverse("do_not_originate:registry")), (found.name, back)]}
