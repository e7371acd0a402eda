"""Domains that are none of .gov or .mil: one person proposes, another approves, anybody of staff ends (A5.7)."""

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from hopback.portal.accounts.decorators import staff_only
from hopback.portal.layout.doing import act

from .. import actions
from ..forms import BecauseForm, ExceptionForm
from ..models import AddressException
from .around import back_to, the_agency


@staff_only
def propose(request: HttpRequest, source: str) -> HttpResponse:
    agency = the_agency(source)
    lead = "Some authorities of states write from .us. One such domain counts as official once a second person agrees."
    page = {
        "title": "Propose a domain",
        "lead": lead,
        "submit": "Propose",
        "done": "Proposed: a second person decides.",
    }
    form = ExceptionForm(request.POST or None)
    return act(request, form, actions.propose_exception, told={"agency": agency}, **back_to(agency), **page)


@staff_only
def approve(request: HttpRequest, exception: str) -> HttpResponse:
    found = _in_force(exception)
    page = {
        "title": f"Approve {found.domain}",
        "lead": f"{found.proposed_by} proposed it: {found.why}",
        "warning": f"Addresses at {found.domain} will count as official for {found.agency}. None below it will.",
        "submit": "Approve",
        "done": f"{found.domain} counts as official.",
    }
    form = Form(request.POST)
    told = {"exception": found}
    return act(request, form, actions.approve_exception, told=told, **back_to(found.agency), **page)


@staff_only
def end(request: HttpRequest, exception: str) -> HttpResponse:
    found = _in_force(exception)
    doing = "Take back" if found.is_confirmed else "Decline"
    page = {
        "title": f"{doing} {found.domain}",
        "lead": "Nothing is sent to an address there from now on.",
        "submit": doing,
        "danger": True,
        "done": "Written down.",
    }
    form = BecauseForm(request.POST or None)
    return act(request, form, actions.end_exception, told={"exception": found}, **back_to(found.agency), **page)


def _in_force(public_id: str) -> AddressException:
    rows = AddressException.objects.select_related("agency__source").filter(ended_at=None)
    return get_object_or_404(rows, public_id=public_id)
