"""Organisations: staff's pages, and their own."""

from django.urls import path

from .views import authorizing, invoices, requests, staffing

app_name = "organizations"
urlpatterns = [
    path("organizations/", staffing.organizations, name="list"),
    path("organizations/new/", staffing.new, name="new"),
    path("organizations/<str:source>/", staffing.one, name="one"),
    path("organizations/<str:source>/kind/", staffing.kind, name="kind"),
    path("organizations/<str:source>/fee/", staffing.fee, name="fee"),
    path("organizations/<str:source>/invoice/", staffing.invoice, name="issue"),
    path("requests/", requests.requests, name="requests"),
    path("requests/new/", requests.new, name="ask"),
    path("requests/<str:candidate>/", requests.one, name="request"),
    path("requests/<str:candidate>/use/", requests.use, name="use"),
    path("requests/<str:candidate>/certify/", requests.certify, name="certify"),
    path("authorizations/", authorizing.authorizations, name="authorizations"),
    path("authorizations/new/", authorizing.new, name="authorize"),
    path("authorizations/<str:authorization>/revoke/", authorizing.revoke, name="revoke"),
    path("invoices/", invoices.invoices, name="invoices"),
    path("invoices/<str:invoice>/", invoices.one, name="invoice"),
    path("invoices/<str:invoice>/paid/", invoices.paid, name="paid"),
    path("invoices/<str:invoice>/waive/", invoices.waive, name="waive"),
]
