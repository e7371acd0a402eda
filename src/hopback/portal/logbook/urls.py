from django.urls import path

from . import views

app_name = "logbook"
urlpatterns = [path("log/", views.log, name="log")]
