"""Candidates told twice, asked about and declined; sources of each standing; a few complaints."""

from datetime import date, timedelta
from typing import Any

from hopback.portal.accounts.viewer import of_user
from hopback.portal.complaints import actions as complaints
from hopback.portal.sourcing import actions
from hopback.portal.sourcing.models import Source
from tests.portal import factories as make
from tests.portal.sourcing.test_complaints import SAMPLE

MESSAGE = (
    "This is the Social Security Administration. Your benefits will be suspended today because of activity in Texas. "
    "Press one now to speak with an officer about your case."
)


def stage(world: Any) -> None:
    told = {"by": world.by, "now": world.now}
    rows = [_told(world, source, n) for n, source in enumerate((world.ftc, _analytics(world), world.ftc))]
    world.things["twice"] = {"candidate": rows[0].public_id}
    asked = actions.ask_back(candidate=rows[0], text="Is there a recording of it?", **told)
    world.things["question"] = {"candidate": rows[0].public_id, "question": asked.public_id}
    actions.decline_duplicates(candidates=rows[2:], of=rows[0], because="Told twice.", **told)
    world.things["closed"] = {"candidate": rows[2].public_id}
    referrals = make.make_source("Steering Committee referrals", kind="steering_referrer")
    named = actions.designate(
        source=referrals, member=world.path[0], name="Sabine Aldous", email="sabine@cardinal.example",
        designated_by="Grant Moseley", designated_how="Letter of 5 January.", designated_on=date(2026, 1, 5), **told,
    )  # fmt: skip
    world.things["referrals"] = {"source": referrals.public_id}
    world.things["referrer"] = {"referrer": named.public_id}
    text = SAMPLE.read_text(encoding="utf-8")
    file = complaints.import_file(name="DNC_Complaint_Numbers_2021-07-08.csv", text=text, **told)
    world.things["complaint_file"] = {"given": file.public_id}


def _analytics(world: Any) -> Source:
    yesterday = world.now.date() - timedelta(days=1)
    return make.make_source("Robokiller", kind="analytics", score_top=100.0, verified_until=yesterday)


def _told(world: Any, source: Source, n: int) -> Any:
    details = {
        "calling": "315-232-8257", "called": f"+1614555017{n % 2}",
        "called_at": world.now - timedelta(days=86, seconds=n),
        "nature": "fraudulent", "evidence": MESSAGE, "basis": "protection_222d2", "volume": 250_000, "score": 93.0,
    }  # fmt: skip
    by = of_user(world.ines) if source == world.ftc else world.by
    return actions.submit_candidate(source=source, details=details, by=by, now=world.now)
