"""What is read by asking for it: forms sent, look-ups, reveals, refusals, and what the process logs meanwhile."""

import json
import logging
from collections.abc import Iterator

from django.urls import reverse

from hopback.portal.accounts.models import Kind
from hopback.portal.sourcing.models import Candidate, EvidenceFile
from hopback.portal.tracebacks.models import AnswerFile, Hop
from hopback.portal.webhooks.models import Endpoint

from .crawl import Heard, Visit
from .sight import Place, Reader
from .world import World

WHY = {"reason": "The subscriber asked to be called back."}
NOT_THEIRS = {"kind": "cannot_answer", "reason": "We keep no records.", "send": "1"}


def reveals(world: World, visit: Visit) -> Iterator[Heard | None]:
    """Staff open the called number of each call, and each file, with a reason."""
    for about, row in world.tracebacks.items():
        yield visit.post(reverse("tracebacks:reveal", args=[row.public_id]), WHY, place=Place.REVEAL, about=about)
        candidate = row.candidate
        address = reverse("sourcing:reveal", args=[candidate.public_id])
        yield visit.post(address, WHY, place=Place.REVEAL, about=about)
        for kept in EvidenceFile.objects.filter(candidate=candidate):
            address = reverse("sourcing:file", args=[candidate.public_id, kept.pk])
            yield visit.post(address, WHY, place=Place.REVEAL, about=about)
        for file in AnswerFile.objects.filter(answer__hop__traceback=row):
            address = reverse("tracebacks:file", args=[row.public_id, file.pk])
            yield visit.post(address, WHY, place=Place.REVEAL, about=about)


def sent(world: World, visit: Visit) -> Iterator[Heard | None]:
    """A provider's or a source's person sends what is wrong, or not theirs, everywhere, and looks names up."""
    for hop in Hop.objects.values_list("public_id", flat=True):
        for name in ("answer", "correct"):
            yield visit.post(reverse(f"tracebacks:{name}", args=[hop]), {"kind": "upstream", "send": "1"})
        find = {"find": "1", "upstream_name": "Harbor"}
        yield visit.post(reverse("tracebacks:answer", args=[hop]), find, place=Place.LOOK_UP)
    for row in world.tracebacks.values():
        for email in world.parties.people.values():
            yield visit.post("/check/", {"number": row.number, "address": email.email})
            break
        yield visit.get(f"/inbox/history/?q={row.number}")
    for candidate in Candidate.objects.values_list("public_id", flat=True):
        yield visit.post(reverse("sourcing:reveal", args=[candidate]), WHY)
    yield visit.post("/candidates/new/", {"called": "", "calling": "x" * 90})
    yield visit.get("/candidates/?q=Sable")


def programs(world: World, visit: Visit) -> Iterator[Heard | None]:
    """A key sends answers to every hop, one by one and many at once, and looks names up."""
    hops = list(Hop.objects.values_list("public_id", flat=True))
    many = {"answers": [{"hop": hop, "kind": "upstream"} for hop in hops]}
    yield _json(visit, "/api/v1/answers", many)
    for hop in hops:
        yield _json(visit, f"/api/v1/hops/{hop}/correct", {"kind": "upstream"})
        yield _json(visit, f"/api/v1/hops/{hop}/acknowledge", {})
    yield _json(visit, "/api/v1/tracebacks", {"candidate": "cnd_222222222222"})
    yield _json(visit, "/api/v1/candidates", {"candidates": [{"called": "x"}]})
    for webhook in Endpoint.objects.values_list("public_id", flat=True):
        yield _json(visit, f"/api/v1/webhooks/{webhook}/secret", {})
        yield _json(visit, f"/api/v1/webhooks/{webhook}/test", {})
    yield _json(visit, "/api/v1/webhooks", {"url": "http://x.example/"})
    for name in ("Harbor", "Sable", "example", "Voice"):
        yield visit.get(f"/api/v1/providers?q={name}", place=Place.LOOK_UP)


def _json(visit: Visit, address: str, data: object) -> Heard | None:
    return visit.post(address, json.dumps(data), content_type="application/json")


def may_send(visit: Visit) -> bool:
    return visit.reader.kind in (Kind.PROVIDER, Kind.SOURCE) and not visit.everything


class Overheard(logging.Handler):
    """Everything that the process logs while somebody uses it."""

    def __init__(self) -> None:
        super().__init__(level=logging.DEBUG)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))

    def heard(self) -> Heard:
        return Heard(Reader("the log file", "staff"), "logging", "\n".join(self.lines), Place.LOGGING)
