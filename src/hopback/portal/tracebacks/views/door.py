"""By which door somebody came to a hop: signed in, or by its mail link. Both see the same pages."""

from dataclasses import dataclass

from django.urls import reverse

from hopback.portal.accounts.viewer import Viewer

from ..models import Hop


@dataclass(frozen=True, slots=True)
class Door:
    """Who is asking and where the pages of this hop are. `correct` is "" where corrections are not open."""

    viewer: Viewer
    channel: str  # page or link
    answer: str
    sent: str
    correct: str = ""
    inbox: str = ""

    @property
    def by_link(self) -> bool:
        return self.channel == "link"


def inbox_door(viewer: Viewer, hop: Hop) -> Door:
    here = {"hop": hop.public_id}
    return Door(
        viewer,
        "page",
        answer=reverse("tracebacks:answer", kwargs=here),
        sent=reverse("tracebacks:answered", kwargs=here),
        correct=reverse("tracebacks:correct", kwargs=here),
        inbox=reverse("tracebacks:inbox"),
    )


def link_door(viewer: Viewer, hop: Hop) -> Door:
    here = {"hop": hop.public_id}
    return Door(
        viewer,
        "link",
        answer=reverse("tracebacks:link_answer", kwargs=here),
        sent=reverse("tracebacks:link_answered", kwargs=here),
    )
