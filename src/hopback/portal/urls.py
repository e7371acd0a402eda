"""The front door: which room answers which address. Each room keeps its own list."""

from django.urls import include, path

urlpatterns = [
    path("account/", include("hopback.portal.accounts.sign_in_urls")),
    path("", include("hopback.portal.accounts.urls")),
    path("", include("hopback.portal.logbook.urls")),
]
