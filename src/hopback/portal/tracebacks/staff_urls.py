"""The addresses of staff's pages, part of this room's own list."""

from django.urls import path

from .views import late
from .views import staff_acts as acts
from .views import staff_pages as pages

staff = [
    path("", pages.dashboard, name="dashboard"),
    path("tracebacks/", pages.traceback_list, name="list"),
    path("tracebacks/late/remind/", late.remind_late, name="remind_late"),
    path("tracebacks/open/<str:candidate>/", acts.open_traceback, name="open"),
    path("tracebacks/hops/<str:hop>/remind/", acts.remind, name="remind"),
    path("tracebacks/hops/<str:hop>/extend/", acts.extend, name="extend"),
    path("tracebacks/hops/<str:hop>/return/", acts.return_answer, name="return_answer"),
    path("tracebacks/hops/<str:hop>/ask-on/", acts.ask_on, name="ask_on"),
    path("tracebacks/hops/<str:hop>/identify/", acts.identify, name="identify"),
    path("tracebacks/<str:traceback>/", pages.traceback, name="detail"),
    path("tracebacks/<str:traceback>/note/", acts.note, name="note"),
    path("tracebacks/<str:traceback>/assign/", acts.assign, name="assign"),
    path("tracebacks/<str:traceback>/withdraw/", acts.withdraw, name="withdraw"),
    path("tracebacks/<str:traceback>/reveal/", acts.reveal, name="reveal"),
    path("tracebacks/<str:traceback>/files/<int:file>/", acts.file, name="file"),
]
