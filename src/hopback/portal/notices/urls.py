from django.urls import path

from . import views

urlpatterns = [
    path("demonstration/mail/", views.caught_mails, name="caught_mails"),
    path("demonstration/mail/<int:pk>/", views.caught_mail, name="caught_mail"),
    path("demonstration/mail/<int:pk>/html/", views.caught_html, name="caught_html"),
]
