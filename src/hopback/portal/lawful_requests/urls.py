"""Lawful requests: staff's pages, and what an agency sees of its own."""

from django.urls import path

from .views import acting, looking

app_name = "lawful_requests"
urlpatterns = [
    path("lawful-requests/", looking.requests, name="list"),
    path("lawful-requests/new/", acting.new, name="new"),
    path("lawful-requests/<str:lawful>/", looking.one, name="one"),
    path("lawful-requests/<str:lawful>/review/", acting.review, name="review"),
    path("lawful-requests/<str:lawful>/tell/", acting.tell, name="tell"),
    path("lawful-requests/<str:lawful>/objection/", acting.objection, name="objection"),
    path("lawful-requests/<str:lawful>/propose/", acting.propose, name="propose"),
    path("lawful-requests/<str:lawful>/drop/", acting.drop, name="drop"),
    path("lawful-requests/<str:lawful>/release/", acting.release, name="release"),
    path("lawful-requests/<str:lawful>/document/", looking.document, name="document"),
    path("lawful-requests/<str:lawful>/package/", looking.package, name="package"),
]
