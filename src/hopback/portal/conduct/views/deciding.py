"""What staff decide about a provider: propose, confirm, drop, review, lift. Each a page with one form."""

from typing import Any

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from hopback.policy.article_1_conduct import fingerprint
from hopback.portal.accounts.decorators import staff_only
from hopback.portal.ground import clock
from hopback.portal.providers.models import Provider

from .. import actions, queries
from ..forms import BecauseForm, KeepForm, LiftForm, PeriodForm, ProposeForm, ReviewForm
from ..models import Lifting
from ._page import form_page, hops_behind, provider_of
from .findings import the_finding

PROPOSE_LEAD = "The factors are the same for every provider. It is told and can answer; a second person confirms."


def _crumbs(provider: Provider, title: str) -> list[tuple[str, str]]:
    sheet = reverse("conduct:sheet", args=[provider.public_id])
    return [("Conduct", reverse("conduct:groups")), (provider.name, sheet), (title, "")]


@staff_only
def propose(request: HttpRequest, provider: str) -> HttpResponse:
    found = provider_of(request, provider)
    period = PeriodForm(request.GET, clock.now().date()).period
    sheet = queries.sheet_of(found, period)
    numbers = {
        hop: f"{row.traceback.number}, {row.provider.name}" for hop, row in hops_behind(sheet, request.viewer).items()
    }  # type: ignore[attr-defined]
    seen = fingerprint(sheet.plain())
    form = ProposeForm(request.POST or None, sheet=sheet, fingerprint=seen, numbers=numbers)
    title = f"Propose to find {found.name} non-cooperative"
    return form_page(
        request,
        form,
        actions.propose,
        told={"provider": found, "period": period},
        done=f"Proposed. {found.name} has been given notice and time to answer.",
        back=reverse("conduct:sheet", args=[found.public_id]),
        title=title,
        lead=PROPOSE_LEAD,
        warning=f"It rests on the sheet of {period.since:%d %B %Y} through {period.until:%d %B %Y}, which is frozen.",
        submit="Propose it",
        danger=True,
        crumbs=_crumbs(found, "Propose a finding"),
    )


def _on_finding(
    request: HttpRequest, finding: str, form: Form, act: Any, done: str, title: str, **page: Any
) -> HttpResponse:
    told = the_finding(request.viewer, finding)  # type: ignore[attr-defined]
    back = reverse("conduct:finding", args=[finding])
    name = told.row.provider.name
    crumbs = [("Findings", reverse("conduct:findings")), (name, back), (title.format(name), "")]
    more = {"told": {"finding": told.row}, "done": done.format(name), "title": title.format(name)}
    return form_page(request, form, act, back=back, crumbs=crumbs, **more, **page)


def _sent(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


@staff_only
def confirm(request: HttpRequest, finding: str) -> HttpResponse:
    return _on_finding(
        request,
        finding,
        Form(_sent(request)),
        actions.confirm,
        "{} is non-cooperative from now on: a trace that reaches it ends there.",
        "Is {} non-cooperative?",
        template="layout/confirm.html",
        lead="You confirm as the second person, after reading the sheet and what the provider answered.",
        warning="It is told, it can be named to others, and traces that reach it end there until it is lifted.",
        submit="Confirm the finding",
        danger=True,
    )


@staff_only
def drop(request: HttpRequest, finding: str) -> HttpResponse:
    form, title = BecauseForm(request.POST or None), "Drop what was proposed about {}"
    return _on_finding(request, finding, form, actions.drop, "Dropped, and {} told.", title, submit="Drop it")


@staff_only
def review(request: HttpRequest, finding: str) -> HttpResponse:
    form, title = ReviewForm(request.POST or None), "Look again at the finding about {}"
    return _on_finding(request, finding, form, actions.review, "Reviewed.", title, submit="Decide")


@staff_only
def lift(request: HttpRequest, provider: str) -> HttpResponse:
    found = provider_of(request, provider)
    fact = get_object_or_404(found.standing_findings, lifted_at=None)
    return form_page(
        request,
        LiftForm(request.POST or None),
        actions.propose_lifting,
        told={"fact": fact},
        done="Proposed. A second person confirms it.",
        back=reverse("conduct:sheet", args=[found.public_id]),
        title=f"Propose to lift the finding about {found.name}",
        lead=f"Found {fact.found_at:%d %B %Y}: {fact.reasons}",
        submit="Propose it",
        crumbs=_crumbs(found, "Lift the finding"),
    )


def _on_lifting(
    request: HttpRequest, lifting: str, form: Form, act: Any, done: str, title: str, **page: Any
) -> HttpResponse:
    held = get_object_or_404(Lifting.objects.select_related("fact__provider"), public_id=lifting)
    found = held.fact.provider
    back = reverse("conduct:sheet", args=[found.public_id])
    title = title.format(found.name)
    crumbs = _crumbs(found, title)
    more = {"told": {"lifting": held}, "done": done.format(found.name), "title": title, "crumbs": crumbs}
    return form_page(request, form, act, back=back, lead=f"{held.proposed_by}: {held.reasons}", **more, **page)


@staff_only
def confirm_lifting(request: HttpRequest, lifting: str) -> HttpResponse:
    return _on_lifting(
        request,
        lifting,
        Form(_sent(request)),
        actions.confirm_lifting,
        "Lifted. {} is on no list of non-cooperative providers any more.",
        "Lift the finding about {}?",
        template="layout/confirm.html",
        submit="Lift it",
    )


@staff_only
def drop_lifting(request: HttpRequest, lifting: str) -> HttpResponse:
    form, title = KeepForm(request.POST or None), "The finding about {} stands"
    done = "The finding about {} stands as before."
    return _on_lifting(request, lifting, form, actions.drop_lifting, done, title, submit="Let it stand")
