"""Who may open a page. Not signed in: to the sign-in page and back. Somebody else's page: 404, as if missing."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.internal.flows.reauthentication import did_recently_reauthenticate
from allauth.core.exceptions import ReauthenticationRequired
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseNotAllowed

from .models import Kind
from .viewer import Viewer

METHODS = ("GET", "HEAD", "POST")  # all that a browser sends; a view that takes fewer says so itself

type View = Callable[..., HttpResponseBase]


def _for(allowed: Callable[[Viewer], bool]) -> Callable[[View], View]:
    """A decorator that lets in the people for whom `allowed` holds. Keys and mail links are nobody here."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            viewer: Viewer | None = request.viewer  # type: ignore[attr-defined]
            if viewer is None or viewer.user_id is None:
                return redirect_to_login(request.get_full_path())
            if not allowed(viewer):
                raise Http404
            if request.method not in METHODS:
                return HttpResponseNotAllowed(METHODS)
            return view(request, *args, **kwargs)

        return guarded

    return decorate


viewer_required = _for(lambda viewer: True)
staff_only = _for(lambda viewer: viewer.is_staff)
staff_admin_only = _for(lambda viewer: viewer.is_staff and viewer.is_admin)
provider_only = _for(lambda viewer: viewer.kind == Kind.PROVIDER)
source_only = _for(lambda viewer: viewer.kind == Kind.SOURCE)
provider_admin_only = _for(lambda viewer: viewer.kind == Kind.PROVIDER and viewer.is_admin)
staff_or_provider_admin = _for(lambda viewer: viewer.is_staff or (viewer.kind == Kind.PROVIDER and viewer.is_admin))
staff_or_provider = _for(lambda viewer: viewer.kind in {Kind.STAFF, Kind.PROVIDER})
staff_or_source = _for(lambda viewer: viewer.kind in {Kind.STAFF, Kind.SOURCE})
admin_only = _for(lambda viewer: viewer.is_admin)


def stepped_up(request: HttpRequest) -> bool:
    """Whether this person proved who they are within the last 15 minutes (`ACCOUNT_REAUTHENTICATION_TIMEOUT`)."""
    return bool(did_recently_reauthenticate(request))


def step_up(request: HttpRequest) -> None:
    """Stop here unless recently proved: asks for the password or a factor, then comes back and repeats the POST.

    CPNI is opened only by somebody who is there now, not by a session left open (XC.2)."""
    if not stepped_up(request):
        raise ReauthenticationRequired


def step_up_required(view: View) -> View:
    """`step_up` as a decorator; put it under `staff_only` or its like."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        step_up(request)
        return view(request, *args, **kwargs)

    return guarded
