"""Staff name an agency's people, ask them again, and take them out (A5.7)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from hopback.portal.accounts.decorators import staff_only
from hopback.portal.ground import clock
from hopback.portal.layout.doing import act

from .. import actions
from ..forms import BecauseForm, PersonForm
from ..models import AgencyPerson
from .around import back_to, the_agency, viewer_of


@staff_only
def new(request: HttpRequest, source: str) -> HttpResponse:
    agency = the_agency(source)
    lead = "A mail asks for a confirmation from that address. Until then, nothing else is sent there."
    page = {"title": "Name a person", "lead": lead, "submit": "Name and ask", "done": "Named, and asked to confirm."}
    form = PersonForm(request.POST or None)
    return act(request, form, actions.name_person, told={"agency": agency}, **back_to(agency), **page)


@staff_only
@require_POST
def ask(request: HttpRequest, person: str) -> HttpResponse:
    found = _in_office(person)
    actions.ask_person(person=found, by=viewer_of(request), now=clock.now())
    messages.success(request, f"{found.name} was asked again.")
    return redirect("enforcement:agency", found.agency.public_id)


@staff_only
def end(request: HttpRequest, person: str) -> HttpResponse:
    found = _in_office(person)
    page = {
        "title": f"Take out {found.name}",
        "lead": "Nothing is sent to this address any more. What was sent stays in the log.",
        "submit": "Take out",
        "danger": True,
        "done": f"{found.name} is taken out.",
    }
    form = BecauseForm(request.POST or None)
    return act(request, form, actions.end_person, told={"person": found}, **back_to(found.agency), **page)


def _in_office(public_id: str) -> AgencyPerson:
    rows = AgencyPerson.objects.select_related("agency__source").filter(ended_at=None)
    return get_object_or_404(rows, public_id=public_id)
