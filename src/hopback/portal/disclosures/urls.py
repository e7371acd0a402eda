"""The register of what was shown to whom (XA.8, XC.2)."""

from django.urls import path

from . import views

app_name = "disclosures"
urlpatterns = [path("disclosures/", views.register, name="register")]
