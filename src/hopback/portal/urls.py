"""The front door: which room answers which address. Each room keeps its own list."""

from django.urls import include, path

from hopback.portal.api import api

urlpatterns = [  # what programs ask stands first: each list is gone through until one knows the address
    path("api/v1/", api.urls),
    path("", include("hopback.portal.tracebacks.urls")),
    path("account/", include("hopback.portal.accounts.sign_in_urls")),
    path("", include("hopback.portal.accounts.urls")),
    path("", include("hopback.portal.campaigns.urls")),
    path("", include("hopback.portal.complaints.urls")),
    path("", include("hopback.portal.conduct.urls")),
    path("", include("hopback.portal.customers.urls")),
    path("", include("hopback.portal.demonstration.urls")),
    path("", include("hopback.portal.disclosures.urls")),
    path("", include("hopback.portal.do_not_originate.urls")),
    path("", include("hopback.portal.enforcement.urls")),
    path("", include("hopback.portal.ground.urls")),
    path("", include("hopback.portal.lawful_requests.urls")),
    path("", include("hopback.portal.logbook.urls")),
    path("", include("hopback.portal.membership.urls")),
    path("", include("hopback.portal.notices.urls")),
    path("", include("hopback.portal.organizations.urls")),
    path("", include("hopback.portal.privacy.urls")),
    path("", include("hopback.portal.providers.urls")),
    path("", include("hopback.portal.publication.urls")),
    path("", include("hopback.portal.retention.urls")),
    path("", include("hopback.portal.sourcing.urls")),
    path("", include("hopback.portal.webhooks.urls")),
    path("", include("hopback.portal.witnesses.urls")),
]
