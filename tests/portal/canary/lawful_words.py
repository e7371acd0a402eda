"""A subpoena, every word of it a canary: reviewed, one provider told that resists, telling the others forbidden."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from hopback.portal.enforcement.models import Agency
from hopback.portal.ground.uploads import judge
from hopback.portal.lawful_requests import actions
from hopback.portal.lawful_requests.queries.requests import providers_in

ROOM = "lawful_requests"


def tell(world: Any) -> None:
    calls, ftc = world.calls, Agency.objects.get(source=world.parties.ftc)
    traceback = next(iter(world.tracebacks.values()))

    def word(path: str, *of: str) -> str:
        return world.birds.word(f"{ROOM}.{path}", of)  # type: ignore[no-any-return]

    own = ftc.public_id
    asked = [hop.provider.public_id for hop in traceback.hops.all() if hop.provider]
    now = calls.later()
    request = actions.enter_request(
        instrument="subpoena",
        agency=ftc,
        reference=word("LawfulRequest.reference", own, *asked, traceback.candidate.source.public_id),
        asked_by=word("LawfulRequest.asked_by", own),
        received_on=now.date(),
        due_on=now.date() + timedelta(days=30),
        scope=f"All of it, {word('LawfulRequest.scope', own)}.",
        document=judge(f"{word('LawfulRequest.document_name')}.pdf", b"%PDF-1.7"),
        tracebacks=[traceback],
        by=calls.by,
        now=now,
    )
    told = {"request": request, "by": calls.by, "now": now}
    actions.review(valid=True, clear=True, reasons=f"Served, {word('Review.reasons')}.", **told)
    first, *_ = providers_in(request)
    world.birds.share(ftc.source.name.split()[-1].lower(), first.public_id)  # whoever may resist hears who asks
    actions.tell_providers(provider=first.public_id, **told)
    actions.record_objection(provider=first.public_id, objection=f"No, {word('ProviderTold.objection')}.", **told)
    actions.tell_providers(forbidden_because=f"Sealed, {word('ProviderTold.forbidden_because')}.", **told)
    told["now"] = now + timedelta(days=4)
    missing = f"No bills, {word('LawfulRequest.not_in_scope', own)}."
    actions.propose_release(not_in_scope=missing, **told)
    second = replace(calls.by, name="Ida Lindqvist", user_id=calls.by.user_id + 1000)
    actions.confirm_release(request=request, by=second, now=told["now"])
    calls.delivered("")
