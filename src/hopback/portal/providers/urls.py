"""Providers: the list, one, one's own."""

from django.urls import path

from .views import confirming, joinings, lists, one, staffing, taking_part, way_in

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
    path("join/", way_in.apply, name="apply"),
    path("join/sent/", way_in.applied, name="applied"),
    path("join/<str:token>/", way_in.link, name="joining_link"),
    path("joining/<slug:joining>/", way_in.joining, name="joining"),
    path("joining/<slug:joining>/contacts/<slug:kind>/", way_in.contact, name="joining_contact"),
    path("joining/<slug:joining>/agreement/", way_in.agreement, name="joining_agreement"),
    path("joining/<slug:joining>/domain/", way_in.domain, name="joining_domain"),
    path("joinings/", joinings.joinings, name="joinings"),
    path("joinings/<slug:joining>/", joinings.one, name="joining_one"),
    path("joinings/<slug:joining>/take-in/", joinings.take_in, name="take_in"),
    path("joinings/<slug:joining>/decline/", joinings.decline, name="decline_joining"),
    path("joinings/<slug:joining>/send/", joinings.send_link, name="send_joining_link"),
    path("providers/<str:provider>/invite/", taking_part.invite, name="invite"),
    path("providers/<str:provider>/agreement/", taking_part.record_agreement, name="record_agreement"),
    path("provider/agreement/", taking_part.agree, name="agree"),
    path("provider/domain/", taking_part.verify_domain, name="verify_domain"),
    path("domain/<str:token>/", taking_part.domain_link, name="domain_link"),
    path("contacts/<str:token>/", confirming.confirm_link, name="confirm_link"),
    path("contacts/<str:token>/<slug:kind>/", confirming.confirm_change, name="confirm_change"),
    path("provider/confirm/", confirming.confirm, name="confirm_contacts"),
    path("answering/", confirming.answering, name="answering"),
]
