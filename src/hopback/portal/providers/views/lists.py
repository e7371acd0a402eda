"""The list of providers, its filters an address; as a page, CSV or JSON."""

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from hopback.portal.accounts.decorators import staff_only
from hopback.portal.ground import clock
from hopback.portal.ground.attempt import attempt
from hopback.portal.logbook.downloads import asked_for, hand_over

from .. import actions, queries
from ..forms import FilterForm, NewProviderForm
from ..models import PointOfContact, Provider

A_PAGE = 50
COLUMNS = (
    "id name trade_name country city domain ocns tier standing foreign "
    "primary_name primary_email primary_phone backup_name backup_email backup_phone"
)


@staff_only
@require_safe
def providers(request: HttpRequest) -> HttpResponse:
    form = FilterForm(request.GET)
    form.is_valid()  # a filter that is none does not limit
    wanted = queries.Filters(**{name: form.cleaned_data.get(name, "") for name in form.fields})
    rows = queries.filtered(queries.visible_to(request.viewer), wanted)  # type: ignore[attr-defined]
    if asked_for(request):
        return hand_over(request, "providers", COLUMNS.split(), _table(rows), now=clock.now())
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    contacts = queries.contacts_of(page.object_list)
    context = {
        "form": form,
        "page": page,
        "rows": [(provider, contacts[provider.pk].get("primary")) for provider in page],
        "limited": any(form.cleaned_data.values()),
    }
    return render(request, "providers/list.html", context)


def _table(rows: QuerySet[Provider]) -> list[list[object]]:
    """Every row, not a page of them."""
    listed = list(rows)
    contacts = queries.contacts_of(listed)
    return [_line(provider, contacts[provider.pk]) for provider in listed]


def _line(provider: Provider, contacts: dict[str, PointOfContact]) -> list[object]:
    reached = [contacts.get(kind) for kind in PointOfContact.Kind.values]
    return [
        provider.public_id,
        provider.name,
        provider.trade_name,
        provider.country,
        provider.city,
        provider.domain,
        " ".join(provider.ocns),
        provider.tier,
        provider.standing_now,  # type: ignore[attr-defined]
        "yes" if provider.foreign_now else "no",  # type: ignore[attr-defined]
        *(text for c in reached for text in ((c.full_name, c.email, c.phone_e164 or c.phone) if c else ("", "", ""))),
    ]


@staff_only
def new(request: HttpRequest) -> HttpResponse:
    form = NewProviderForm.empty(request.POST or None)
    made: list[Provider] = []

    def list_provider(**told: object) -> None:
        because, anyway, by, now = (told.pop(name) for name in ("because", "anyway", "by", "now"))
        made.append(actions.list_provider(details=told, because=because, anyway=anyway, by=by, now=now))

    if request.method == "POST" and attempt(form, list_provider, by=request.viewer, now=clock.now()):  # type: ignore[attr-defined]
        return redirect("providers:one", made[0].public_id)
    context = {"form": form, "alike": _alike(form) if form.errors else []}
    return render(request, "providers/new.html", context)


def _alike(form: NewProviderForm) -> list[queries.Likeness]:
    said = form.cleaned_data
    if not said.get("name") and not form["name"].value():
        return []
    name = said.get("name") or form["name"].value()
    return queries.likenesses(name, domain=said.get("domain", ""), country=said.get("country", ""))
