"""Webhooks of a provider, and for staff the list of all there are."""

from django.urls import path

from . import views

app_name = "webhooks"
urlpatterns = [
    path("webhooks/", views.webhooks, name="list"),
    path("webhooks/add/", views.add, name="add"),
    path("webhooks/<slug:webhook>/", views.one, name="one"),
    path("webhooks/<slug:webhook>/test/", views.test, name="test"),
    path("webhooks/<slug:webhook>/secret/", views.rotate, name="rotate"),
    path("webhooks/<slug:webhook>/disable/", views.disable, name="disable"),
    path("webhooks/<slug:webhook>/enable/", views.enable, name="enable"),
    path("webhooks/<slug:webhook>/remove/", views.remove, name="remove"),
]
