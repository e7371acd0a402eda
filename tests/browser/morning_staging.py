"""What the morning's file will touch: a campaign that asks to be called back, and a call that waits."""

from datetime import timedelta
from typing import Any

from hopback.portal.campaigns import actions as campaigns
from hopback.portal.demonstration.complaints_scene import CAMPAIGN, HEARD, TOLD_BY
from hopback.portal.sourcing import actions

WAITS = "833-915-4027"  # fourteen complaints of that morning are about it


def stage(world: Any) -> None:
    by = {"by": world.by, "now": world.now}
    campaign = actions.open_campaign(name=CAMPAIGN, message="", **by)
    for text in HEARD:
        told = {"kind": "transcript", "language": "en", "text": text, "told_by": TOLD_BY}
        campaigns.add_text(campaign=campaign, **told, **by)
    details = {
        "calling": WAITS, "called": "+16145550181", "called_at": world.now - timedelta(days=1),
        "nature": "fraudulent", "evidence": "A voice that sells warranties.", "basis": "protection_222d2",
    }  # fmt: skip
    actions.submit_candidate(source=world.ftc, details=details, **by)
