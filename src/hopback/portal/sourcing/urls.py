"""Candidates and their triage, complaints, sources."""

from django.urls import path

from .views import candidates, complaints, deciding, entering, inbox, sources, triage

app_name = "sourcing"
urlpatterns = [
    path("candidates/", candidates.candidates, name="candidates"),
    path("candidates/inbox/", inbox.inbox, name="inbox"),
    path("candidates/inbox/together/", inbox.together, name="together"),
    path("candidates/inbox/duplicates/", inbox.duplicates, name="duplicates"),
    path("candidates/new/", entering.new, name="new"),
    path("candidates/import/", entering.import_candidates, name="import"),
    path("candidates/<str:candidate>/", candidates.candidate, name="candidate"),
    path("candidates/<str:candidate>/alike/", inbox.alike, name="alike"),
    path("candidates/<str:candidate>/ask/", triage.ask, name="ask"),
    path("candidates/<str:candidate>/questions/<str:question>/", triage.answer, name="answer_question"),
    path("candidates/<str:candidate>/decline/", triage.decline, name="decline"),
    path("candidates/<str:candidate>/back/", triage.bring_back, name="bring_back"),
    path("candidates/<str:candidate>/decide/", deciding.decide, name="decide"),
    path("candidates/<str:candidate>/place/", deciding.place, name="place"),
    path("candidates/<str:candidate>/reveal/", deciding.reveal, name="reveal"),
    path("candidates/<str:candidate>/files/<int:file>/", deciding.file, name="file"),
    path("complaints/", complaints.complaints, name="complaints"),
    path("sources/", sources.sources, name="sources"),
    path("sources/new/", sources.new_source, name="new_source"),
    path("sources/<str:source>/", sources.source, name="source"),
    path("sources/<str:source>/verify/", sources.verify_source, name="verify_source"),
    path("sources/<str:source>/credibility/", sources.judge_source, name="judge_source"),
    path("sources/<str:source>/change/", sources.change_source, name="change_source"),
    path("sources/<str:source>/end/", sources.end_source, name="end_source"),
    path("sources/<str:source>/designations/new/", sources.designate, name="designate"),
    path("designations/<str:referrer>/end/", sources.end_designation, name="end_designation"),
]
