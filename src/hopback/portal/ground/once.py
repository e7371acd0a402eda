"""A form whose answer shows a secret: sent again, by a reload, it makes no second one."""

import secrets

from django.http import HttpRequest


def issue(request: HttpRequest, name: str) -> str:
    """A word for the hidden field `once` of the form that is shown now."""
    word = secrets.token_urlsafe(12)
    request.session[name] = word
    return word


def first_time(request: HttpRequest, name: str) -> bool:
    """Whether this is the form shown last, sent for the first time."""
    expected = request.session.pop(name, "")
    return bool(expected) and secrets.compare_digest(expected, request.POST.get("once", ""))
