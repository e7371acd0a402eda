"""Customers, and what was done about traffic."""

from django.urls import path

from .views import customers, mitigations

app_name = "customers"
urlpatterns = [
    path("mitigations/", mitigations.mitigations, name="mitigations"),
    path("mitigations/<slug:mitigation>/", mitigations.mitigation, name="mitigation"),
    path("mitigation/<str:token>/", mitigations.link, name="link"),
    path("customers/", customers.customers, name="customers"),
    path("customers/<slug:customer>/", customers.customer, name="customer"),
    path("customers/<slug:customer>/same/<slug:other>/", customers.same, name="same"),
    path("customers/<slug:customer>/apart/<slug:other>/", customers.apart, name="apart"),
]
