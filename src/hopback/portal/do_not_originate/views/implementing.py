"""A member's own page: what to implement, in what order, and why; its copies, its figures, its reports (XB.6-XB.8)."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from hopback.portal.accounts.decorators import viewer_required
from hopback.portal.accounts.viewer import Viewer
from hopback.portal.ground import clock
from hopback.portal.layout.doing import act
from hopback.portal.logbook.downloads import asked_for, hand_over
from hopback.wire.do_not_originate.renderings import FORMATS

from .. import actions
from ..forms.asking import StatisticsForm
from ..forms.deciding import ImplementedForm, TakenOutForm
from ..models import Implementation, Statistic
from ..queries import readers, registry, versions
from ._around import TITLE, around, the, viewer_of

A_PAGE = 50
FORMS = [
    ("csv", "CSV"), ("json", "JSON"), ("kamailio", "Kamailio"), ("opensips", "OpenSIPS"), ("freeswitch", "FreeSWITCH"),
    ("freeswitch-blocks", "FreeSWITCH, blocks"), ("asterisk", "Asterisk"), ("asterisk-sql", "Asterisk, SQL"),
    ("sbc", "Session border controller"),
]  # fmt: skip
COLUMNS = ("place", "id", "recipient", "category", "numbers", "why", "implemented_on", "listed_at")


def _reader(request: HttpRequest) -> Viewer:
    """Somebody who acts for a Steering member or a named analytics provider; to others there is nothing here."""
    viewer = viewer_of(request)
    if not readers.reads(viewer, clock.now()):
        raise Http404
    return viewer


@viewer_required
@require_safe
def plan(request: HttpRequest) -> HttpResponse:
    viewer, now = _reader(request), clock.now()
    steps = registry.plan(viewer.party)
    if asked_for(request):
        return hand_over(request, "to-implement", COLUMNS, _lines(steps), now=now)
    page = Paginator(steps, A_PAGE).get_page(request.GET.get("page"))
    amounts = registry.live_numbers([step.listing for step in page])
    context = {
        "page": page,
        "steps": [(step, amounts[step.listing.pk]) for step in page],
        "done": sum(step.is_done for step in steps),
        "take_out": registry.to_take_out(viewer.party),
        "to_vet": list(registry.to_vet(viewer, now)),
        "statistics": Statistic.objects.filter(party=viewer.party).order_by("-given_at").first(),
        "version": versions.current(),
        "formats": FORMS,
        "now": now,
    }
    return render(request, "do_not_originate/plan.html", context)


def _lines(steps: list[registry.Step]) -> list[list[Any]]:
    amounts = registry.live_numbers([step.listing for step in steps])
    return [
        [step.suggested.place, step.listing.public_id, step.listing.recipient.name, step.listing.recipient.category,
         amounts[step.listing.pk], step.suggested.because, step.done.implemented_on if step.done else None,
         step.listing.approved_at]
        for step in steps
    ]  # fmt: skip


@viewer_required
@require_POST
def copy(request: HttpRequest) -> HttpResponse | StreamingHttpResponse:
    """One copy as a file, written down with who took it (XB.6)."""
    viewer, form = _reader(request), request.POST.get("form", "")
    if form not in FORMATS:
        raise Http404
    version = versions.current()
    found = versions.content(version, None)
    actions.take_copy(content=found, form=form, by=viewer, now=clock.now())
    rendering = FORMATS[form]
    chunks = rendering.chunks(versions.rows(version, None))
    response = StreamingHttpResponse(chunks, content_type=f"{rendering.media_type}; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="do-not-originate-v{version}.{rendering.suffix}"'
    return response


@viewer_required
def statistics(request: HttpRequest) -> HttpResponse:
    _reader(request)
    back = reverse("do_not_originate:plan")
    lead = "How many calls that showed a listed number you saw. Only you read it; it sets the order of your page."
    page = {"title": "Your own figures", "lead": lead, "done": "Taken. The order below follows them."}
    form = StatisticsForm(request.POST or None, request.FILES or None)
    return act(request, form, actions.give_statistics, told={}, back=back, crumbs=[(TITLE, back)], **page)


@viewer_required
def implemented(request: HttpRequest, listing: str) -> HttpResponse:
    """A reader for itself; staff write down what one of them told."""
    viewer, now = viewer_of(request), clock.now()
    if not viewer.is_staff:
        _reader(request)
    found = the(request, listing, now)
    lead = f"{found.recipient.name}. Implementing is your choice; who does says so, with the day."
    page = {"title": "Implemented", "lead": lead, "done": "Written down. Thank you."}
    form = ImplementedForm(request.POST or None, for_staff=viewer.is_staff, initial={"implemented_on": now.date()})
    told = {"listing": found}
    return act(request, form, actions.report_implementation, told=told, **around(viewer, found), **page)


@viewer_required
def taken_out(request: HttpRequest, listing: str) -> HttpResponse:
    viewer = _reader(request)
    now = clock.now()
    found = the(request, listing, now)
    if not Implementation.objects.filter(listing=found, party=viewer.party, taken_out_on=None).exists():
        raise Http404
    page = {"title": "Taken out", "lead": found.recipient.name, "done": "Written down."}
    form = TakenOutForm(request.POST or None, initial={"taken_out_on": now.date()})
    return act(request, form, actions.report_taken_out, told={"listing": found}, **around(viewer, found), **page)
