"""Tracebacks: staff's side, the provider's side, the mail link, and is-this-real."""

from django.urls import path

from .staff_urls import staff
from .views import check, link, provider, spreadsheet

app_name = "tracebacks"
urlpatterns = [
    *staff,
    path("inbox/", provider.inbox, name="inbox"),
    path("inbox/history/", provider.history, name="history"),
    path("inbox/history.csv", spreadsheet.history_csv, name="history_csv"),
    path("inbox/answers.csv", spreadsheet.answers_csv, name="answers_csv"),
    path("inbox/upload/", spreadsheet.upload, name="upload"),
    path("inbox/<slug:hop>/", provider.answer, name="answer"),
    path("inbox/<slug:hop>/sent/", provider.answered, name="answered"),
    path("inbox/<slug:hop>/correct/", provider.correct, name="correct"),
    path("a/<str:token>/", link.link, name="link"),
    path("answer/<slug:hop>/", link.link_answer, name="link_answer"),
    path("answer/<slug:hop>/sent/", link.link_answered, name="link_answered"),
    path("check/", check.check, name="check"),
]
