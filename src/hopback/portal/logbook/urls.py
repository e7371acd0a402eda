from django.urls import path

from . import views

app_name = "logbook"
urlpatterns = [
    path("log/", views.log, name="log"),
    path("log/heads/", views.heads, name="heads"),
    path("log/head.txt", views.head_text, name="head_text"),
]
