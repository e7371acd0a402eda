"""What the doors of the room `lawful_requests` want in the world: requests of the source that is an agency."""

from datetime import date, timedelta
from typing import Any

from hopback.portal.accounts.viewer import of_user
from hopback.portal.enforcement.models import Agency
from hopback.portal.ground.uploads import judge
from hopback.portal.lawful_requests import actions
from hopback.portal.lawful_requests.models import LawfulRequest
from tests.portal.factories import NOW

from .people import Who

FAR = date(2126, 11, 2)  # the package can still be taken when the doors are tried


def add(world: Any, story: Any) -> None:
    ftc = Agency.objects.get(source=story.ftc)
    by = {"by": story.by, "now": NOW}
    received = _served(ftc, story, "received", **by)
    told = _served(ftc, story, "told", **by)
    _told(told, by)
    ready = _served(ftc, story, "ready", **by)
    proposed = _served(ftc, story, "proposed", **by)
    for each in (ready, proposed):
        actions.review(request=each, valid=True, clear=True, reasons="Served.", **by)
        actions.tell_providers(request=each, forbidden_because="Sealed.", **by)
    second = {"by": of_user(story.theo), "now": NOW}
    actions.propose_release(request=proposed, **second)
    released = _served(ftc, story, "released", **by)
    actions.review(request=released, valid=True, clear=True, reasons="Served.", **by)
    actions.tell_providers(request=released, forbidden_because="Sealed.", **by)
    actions.propose_release(request=released, **by)
    actions.confirm_release(request=released, by=second["by"], now=NOW + timedelta(days=365 * 99))
    for name, each in (("received", received), ("told", told), ("ready", ready), ("proposed", proposed)):
        world.add(f"lawful:{name}", lawful=each.public_id)
    world.add("lawful:released", Who.SOURCE, lawful=released.public_id)


def _served(ftc: Agency, story: Any, reference: str, **by: Any) -> LawfulRequest:
    return actions.enter_request(
        instrument="subpoena", agency=ftc, reference=reference, asked_by="Ines Calder", received_on=NOW.date(),
        due_on=FAR, scope="All of it.", document=judge("subpoena.pdf", b"%PDF-1.7"), tracebacks=[story.closed], **by,
    )  # fmt: skip


def _told(request: LawfulRequest, by: dict[str, Any]) -> None:
    """Reviewed, and one of its providers told."""
    actions.review(request=request, valid=True, clear=True, reasons="Served.", **by)
    first = request.tracebacks.get().hops.get(position=1).provider
    actions.tell_providers(request=request, provider=first.public_id, **by)
