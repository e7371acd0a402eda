from django.urls import path

from . import views

app_name = "demonstration"
urlpatterns = [
    path("demonstration/", views.overview, name="overview"),
    path("demonstration/clock/", views.clock_page, name="clock"),
]
