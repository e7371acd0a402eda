"""Who is asking: `request.viewer`, on every request."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from hopback.portal.ground import clock

from . import queries, viewer
from .actions._usage import note_use
from .models import User

# What somebody of the staff can do before they have a second factor: get one, confirm who they are, leave.
BEFORE_THE_SECOND_FACTOR = {
    "mfa_index",
    "mfa_activate_totp",
    "mfa_add_webauthn",
    "mfa_list_webauthn",
    "mfa_view_recovery_codes",
    "mfa_download_recovery_codes",
    "account_reauthenticate",
    "account_logout",
}


class ViewerMiddleware:
    """Pages know people by their session, the API knows machines by their key; neither takes the other's."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.viewer = viewer_of(request)  # type: ignore[attr-defined]
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        asker = request.viewer  # type: ignore[attr-defined]
        if asker is None or not asker.is_staff or asker.user_id is None:
            return None
        if queries.has_second_factor(request.user) or _is_setting_up(request):  # type: ignore[arg-type]
            return None
        return redirect("mfa_index")


def viewer_of(request: HttpRequest) -> viewer.Viewer | None:
    """Who is asking, or None. A session is no key: a page of another site could ride on it past the API."""
    if request.path.startswith("/api/"):
        return _of_bearer(request.headers.get("Authorization", ""))
    return viewer.of_user(request.user) if isinstance(request.user, User) else None


def _of_bearer(header: str) -> viewer.Viewer | None:
    scheme, _, secret = header.partition(" ")
    if scheme.lower() != "bearer" or not secret.strip().startswith("hbk_"):
        return None
    key = queries.key_of(secret.strip())
    if key is None:
        return None
    note_use(key, clock.now())
    return viewer.of_key(key)


def _is_setting_up(request: HttpRequest) -> bool:
    match = request.resolver_match
    return match is not None and match.view_name in BEFORE_THE_SECOND_FACTOR
