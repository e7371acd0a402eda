"""How long incident data stays (A6.1)."""

from django.urls import path

from . import views

app_name = "retention"
urlpatterns = [
    path("retention/", views.overview, name="list"),
    path("retention/erase/", views.erase, name="erase"),
    path("retention/holds/<slug:hold>/lift/", views.lift, name="lift"),
    path("retention/certificates/<slug:erasure>/", views.certificate, name="certificate"),
    path("retention/certificates/<slug:erasure>/pdf/", views.certificate_pdf, name="certificate_pdf"),
    path("retention/<slug:traceback>/hold/", views.hold, name="hold"),
]
