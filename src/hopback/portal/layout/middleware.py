"""The one place where a refusal, or anything else that escapes a view, becomes a page or a problem."""

from collections.abc import Callable, Iterable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme

from hopback.policy.clause import Refused
from hopback.portal.ground import problems

TITLES = {
    400: ("Not a valid request", "The request could not be read."),
    403: ("Not allowed", "The request was refused."),
    404: ("Not found", "There is nothing here, or it is not yours to see."),
    405: ("Method not allowed", "This address does not know that method."),
    413: ("Too large", "The body is too large. Send fewer rows at a time."),
    500: ("Our mistake", "Something went wrong here. Nothing was changed; it has been logged."),
}


class RefusedMiddleware:
    """A `Refused` names its clause and its sentence: 422 when a field has to change, else 409."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if is_api(request) and response.status_code >= 400 and _is_page(response):
            title, detail = TITLES.get(response.status_code, ("Refused", "The request was refused."))
            return problems.problem(response.status_code, title, detail)
        return response

    def process_view(self, _: HttpRequest, __: object, args: Iterable[object], kwargs: dict[str, object]) -> None:
        """No address of ours holds a NUL; PostgreSQL takes none, so it is missing like any other wrong one."""
        if any(isinstance(part, str) and "\0" in part for part in (*args, *kwargs.values())):
            raise Http404

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, Refused):
            return None
        if is_api(request):
            return problems.of_refused(exception)
        context = {"refused": exception, "clause": exception.clause, "back": way_back(request)}
        return render(request, "layout/refused.html", context, status=422 if exception.field else 409)


def is_api(request: HttpRequest) -> bool:
    return request.path.startswith("/api/")


def way_back(request: HttpRequest) -> str:
    """The page somebody came from, when it is one of ours and another one; else the front page."""
    came_from = request.META.get("HTTP_REFERER", "")
    ours = url_has_allowed_host_and_scheme(came_from, {request.get_host()}, require_https=request.is_secure())
    return came_from if ours and came_from != request.build_absolute_uri() else "/"


def _is_page(response: HttpResponse) -> bool:
    return response.headers.get("Content-Type", "").startswith("text/html")
