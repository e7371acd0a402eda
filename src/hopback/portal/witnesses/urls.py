from django.urls import path

from . import views

app_name = "witnesses"
urlpatterns = [
    path("log/heads/by-mail/", views.ask, name="ask"),
    path("log/heads/by-mail/asked/", views.asked, name="asked"),
    path("log/heads/by-mail/confirm/<str:token>/", views.confirm, name="confirm"),
    path("log/heads/by-mail/leave/<str:token>/", views.leave, name="leave"),
    path("log/witnesses/", views.witnesses, name="list"),
    path("log/witnesses/new/", views.add, name="add"),
    path("log/witnesses/<str:witness>/remove/", views.remove, name="remove"),
]
