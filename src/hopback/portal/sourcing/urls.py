"""Candidates, sources."""

from django.urls import path

from .views import candidates, deciding, entering, sources

app_name = "sourcing"
urlpatterns = [
    path("candidates/", candidates.candidates, name="candidates"),
    path("candidates/new/", entering.new, name="new"),
    path("candidates/import/", entering.import_candidates, name="import"),
    path("candidates/<str:candidate>/", candidates.candidate, name="candidate"),
    path("candidates/<str:candidate>/decide/", deciding.decide, name="decide"),
    path("candidates/<str:candidate>/place/", deciding.place, name="place"),
    path("candidates/<str:candidate>/reveal/", deciding.reveal, name="reveal"),
    path("candidates/<str:candidate>/files/<int:file>/", deciding.file, name="file"),
    path("sources/", sources.sources, name="sources"),
    path("sources/new/", sources.new_source, name="new_source"),
    path("sources/<str:source>/verify/", sources.verify_source, name="verify_source"),
]
