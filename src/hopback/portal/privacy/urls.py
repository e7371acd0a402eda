"""Who can see what, previews, and customers' written requests (XC.1, XC.2)."""

from django.urls import path

from . import views

app_name = "privacy"
urlpatterns = [
    path("privacy/", views.overview, name="overview"),
    path("privacy/requests/new/", views.new_request, name="new_request"),
    path("privacy/requests/<slug:asked>/", views.answer_request, name="answer"),
    path("privacy/<slug:thing>/", views.who, name="who"),
    path("privacy/<slug:thing>/as/<slug:party>/", views.preview, name="preview"),
]
