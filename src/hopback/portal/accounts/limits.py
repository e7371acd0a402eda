"""How often one address may try a door that anybody can knock at. Counts live in the process's cache."""

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

SPAN = 10 * 60  # seconds


def tried_too_often(request: HttpRequest, what: str, most: int, *, count: bool = True) -> bool:
    """Whether this address has tried `what` more than `most` times in ten minutes; this time counts too."""
    key = f"tried:{what}:{get_adapter(request).get_client_ip(request)}"
    cache.add(key, 0, SPAN)
    tries = cache.incr(key) if count else cache.get(key, 0)
    return tries > most


def slow_down(request: HttpRequest) -> HttpResponse:
    response = render(request, "layout/slow_down.html", status=429)
    response["Retry-After"] = str(SPAN)
    return response
