"""Conduct: every group's, one group's sheet, findings and their lifting, and a provider's own."""

from django.urls import path

from .views import deciding, findings, lists, own, sheets

app_name = "conduct"
urlpatterns = [
    path("conduct/", lists.groups, name="groups"),
    path("conduct/findings/", findings.findings, name="findings"),
    path("conduct/findings/<slug:finding>/", findings.finding, name="finding"),
    path("conduct/findings/<slug:finding>/answer/", own.answer, name="answer"),
    path("conduct/findings/<slug:finding>/contest/", own.contest, name="contest"),
    path("conduct/findings/<slug:finding>/confirm/", deciding.confirm, name="confirm"),
    path("conduct/findings/<slug:finding>/drop/", deciding.drop, name="drop"),
    path("conduct/findings/<slug:finding>/review/", deciding.review, name="review"),
    path("conduct/liftings/<slug:lifting>/confirm/", deciding.confirm_lifting, name="confirm_lifting"),
    path("conduct/liftings/<slug:lifting>/drop/", deciding.drop_lifting, name="drop_lifting"),
    path("conduct/<slug:provider>/", sheets.sheet, name="sheet"),
    path("conduct/<slug:provider>/print/", sheets.printed, name="printed"),
    path("conduct/<slug:provider>/propose/", deciding.propose, name="propose"),
    path("conduct/<slug:provider>/lift/", deciding.lift, name="lift"),
    path("own-conduct/", own.own, name="own"),
    path("finding/<str:token>/", own.link, name="link"),
]
