"""Every mail of the demonstration, readable. In production these pages do not exist."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.csp import CSP
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_safe

from . import queries, reading

A_PAGE = 50
# The mail's own styles and links, nothing else: no script, no form, no origin, no image from elsewhere.
IN_A_BOX = {"default-src": [CSP.NONE], "style-src": [CSP.UNSAFE_INLINE], "sandbox": ["allow-popups"]}

type View = Callable[..., HttpResponse]


def _demonstration_only(view: View) -> View:
    @wraps(view)
    def guarded(request: HttpRequest, **parts: Any) -> HttpResponse:
        if not settings.DEMONSTRATION:
            raise Http404
        return view(request, **parts)

    return guarded


@require_safe
@_demonstration_only
def caught_mails(request: HttpRequest) -> HttpResponse:
    search = request.GET.get("to", "").strip()
    page = Paginator(queries.caught(search), A_PAGE).get_page(request.GET.get("page"))
    mails = [reading.shown(one) for one in page]
    return render(request, "notices/caught_mails.html", {"mails": mails, "page": page, "to": search})


@require_safe
@_demonstration_only
def caught_mail(request: HttpRequest, pk: int) -> HttpResponse:
    mail = reading.shown(get_object_or_404(queries.caught(), pk=pk))
    return render(request, "notices/caught_mail.html", {"mail": mail})


@require_safe
@_demonstration_only
@csp_override(IN_A_BOX)
def caught_html(request: HttpRequest, pk: int) -> HttpResponse:
    mail = reading.shown(get_object_or_404(queries.caught(), pk=pk))
    if not mail.html:
        raise Http404
    return HttpResponse(mail.html)
