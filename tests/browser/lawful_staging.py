"""Lawful requests in each state worth seeing: just in, told and resisted, ready, proposed, released."""

from datetime import timedelta
from typing import Any

from hopback.portal.accounts.viewer import of_user
from hopback.portal.enforcement.models import Agency
from hopback.portal.ground.uploads import judge
from hopback.portal.lawful_requests import actions
from hopback.portal.lawful_requests.models import LawfulRequest
from hopback.portal.lawful_requests.queries.requests import providers_in
from hopback.portal.logbook import actions as logbook
from hopback.portal.tracebacks.models import Traceback

AGO = timedelta(days=5)


def stage(world: Any) -> None:
    by, second = {"by": world.by, "now": world.now}, {"by": of_user(world.theo), "now": world.now}
    made = {name: _served(world, name) for name in ("received", "telling", "ready", "proposed", "released")}
    for name, request in made.items():
        world.things[f"lawful:{name}"] = {"lawful": request.public_id}
        if name != "received":
            actions.review(request=request, valid=True, clear=True, reasons="Served on counsel by hand.", **by)
    first, *_ = providers_in(made["telling"])
    told = {"request": made["telling"], "provider": first.public_id}
    actions.tell_providers(**told, **by)
    actions.record_objection(**told, objection="Its counsel asks the court to narrow it.", **by)
    for name in ("ready", "proposed", "released"):
        actions.tell_providers(request=made[name], by=world.by, now=world.now - AGO)
    missing = "Billing records of customers; the group has none."
    actions.propose_release(request=made["proposed"], **second)
    actions.propose_release(request=made["released"], not_in_scope=missing, **by)
    actions.confirm_release(request=made["released"], **second)
    logbook.publish_head(**by)


def _served(world: Any, name: str) -> LawfulRequest:
    traceback = Traceback.objects.get(public_id=world.things["open"]["traceback"])
    return actions.enter_request(
        instrument="demand" if name == "received" else "subpoena",
        agency=Agency.objects.get(source=world.ftc),
        reference=f"FTC-2026-0117-{len(name)}{name[0].upper()}",
        asked_by="Ines Calder, Attorney",
        received_on=(world.now - AGO).date(),
        due_on=(world.now + timedelta(days=9)).date(),
        scope="All records, answers and files of the traceback, and of every provider on its path.",
        document=judge("subpoena.pdf", b"%PDF-1.7 served"),
        tracebacks=[traceback],
        by=world.by,
        now=world.now - AGO,
    )
