"""Providers: the list, one, one's own."""

from django.urls import path

from .views import lists, one, staffing

app_name = "providers"
urlpatterns = [
    path("providers/", lists.providers, name="list"),
    path("providers/new/", lists.new, name="new"),
    path("providers/<str:provider>/", one.one, name="one"),
    path("providers/<str:provider>/details/", staffing.details, name="details"),
    path("providers/<str:provider>/contacts/<str:kind>/", staffing.contact, name="contact"),
    path("providers/<str:provider>/foreign/", staffing.foreign, name="foreign"),
    path("providers/<str:provider>/non-cooperative/", staffing.non_cooperative, name="non_cooperative"),
    path("providers/<str:provider>/lift/", staffing.lift, name="lift"),
    path("providers/<str:provider>/control/", staffing.control, name="control"),
    path("providers/<str:provider>/control/<int:link>/end/", staffing.end_control, name="end_control"),
    path("provider/", one.mine, name="mine"),
    path("provider/contacts/<str:kind>/", staffing.my_contact, name="my_contact"),
]
