"""Publication: staff's pages, and what they publish."""

from django.urls import path

from .views import drafts, overview, published, switching

app_name = "publication"
urlpatterns = [
    path("publication/", overview.overview, name="overview"),
    path("publication/figures/", overview.figures, name="figures"),
    path("publication/preview/<str:audience>/", overview.preview, name="preview"),
    path("publication/switch/<str:what>/<str:audience>/on/", switching.on, name="on"),
    path("publication/switch/<str:what>/<str:audience>/off/", switching.off, name="off"),
    path("publication/mail/<str:what>/", switching.send, name="send"),
    path("publication/drafts/new/", drafts.new, name="new_draft"),
    path("publication/drafts/<str:draft>/", drafts.one, name="draft"),
    path("publication/drafts/<str:draft>/texts/", drafts.texts, name="texts"),
    path("publication/drafts/<str:draft>/publish/", drafts.publish, name="publish"),
    path("publication/drafts/<str:draft>/draft.pdf", drafts.pdf, name="draft_pdf"),
    path("published/", published.home, name="published"),
    path("published/lists/<str:what>/", published.one_list, name="list"),
    path("published/<str:report>/", published.report, name="report"),
    path("published/<str:report>/report.pdf", published.pdf, name="report_pdf"),
]
