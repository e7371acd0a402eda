"""After sending: what was recorded, what happens next, until when it counts as on time (A3.5, XA.2)."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from ..models import Hop
from ..queries.hop_as_seen import as_seen
from ..queries.inbox import whole
from ..queries.visible import hops_visible_to
from ..queries.what_was_said import lines_of
from .answering import over_page, plain
from .door import Door


def receipt_page(request: HttpRequest, hop: Hop, door: Door, now: datetime) -> HttpResponse:
    seen = as_seen(hop)
    if seen.answer is None:
        return redirect(door.answer) if seen.answerable else over_page(request, seen, door, now)
    others = whole(
        hops_visible_to(door.viewer).filter(public_id__in=[plain(hop) for hop in request.GET.getlist("with")])
    )
    context = {
        "seen": seen,
        "door": door,
        "now": now,
        "said": lines_of(seen.answer),
        "files": list(seen.answer.files.all()),
        "versions": hop.answers.count(),
        "others": [as_seen(each) for each in others],
        "on_time_until": seen.due_at if seen.due_at and seen.due_at > now else None,
    }
    return render(request, "tracebacks/answered.html", context)
