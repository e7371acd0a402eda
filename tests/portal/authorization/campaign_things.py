"""What the doors of the room `campaigns` want in the world: a campaign asked about, its texts, one that is closed."""

from datetime import date, timedelta
from typing import Any

from hopback.portal.campaigns import actions
from hopback.portal.demonstration.campaign_scene import tone
from hopback.portal.ground.uploads import judge
from hopback.portal.sourcing import actions as sourcing
from tests.portal.factories import NOW, make_source
from tests.portal.tracebacks import staged

from .people import Who


def add(world: Any, story: Any) -> None:
    campaign = story.open.candidate.campaign
    by = {"by": story.by, "now": NOW}
    asked = (Who.WAITING_ADMIN, Who.WAITING, Who.DOWNSTREAM, Who.LOOK_UP_KEY)
    world.add("campaign:ssa", *asked, campaign=campaign.public_id)
    nobody_s = sourcing.open_campaign(name="Utility shut-off", **by)
    world.add("campaign:other", *asked, campaign=nobody_s.public_id)  # Meridian and Blue Ridge are members
    closed = sourcing.open_campaign(name="Cruise prize", **by)
    actions.close_campaign(campaign=closed, why="Silent since June.", **by)
    world.add("campaign:closed", campaign=closed.public_id)
    said = {"kind": "transcript", "language": "es", "text": "Oprima el uno.", "told_by": "YouMail"}
    text = actions.add_text(campaign=campaign, **said, **by)
    world.add("campaign:text", campaign=campaign.public_id, text=text.public_id)
    told = {"month_on": date(2026, 9, 1), "calls": 26_000_000, "told_by": "YouMail"}
    volume = actions.tell_volume(campaign=campaign, **told, **by)
    world.add("campaign:volume", campaign=campaign.public_id, volume=volume.public_id)
    placing = _placed(story, closed)
    world.add("campaign:placing", placing=placing.public_id)
    world.add("campaign:call", candidate=placing.candidate.public_id)
    world.add("campaign:recording", campaign=campaign.public_id, recording=_recording(story, campaign).pk)


def _placed(story: Any, campaign: Any) -> Any:
    """A call that a person said is not of the campaign."""
    details = {
        "calling": "202-555-0143", "called": "+16145550172", "called_at": staged.CALLED_AT - timedelta(hours=1),
        "nature": "fraudulent", "evidence": "A person called.", "basis": "protection_222d2",
    }  # fmt: skip
    told = {"source": make_source("First Orion"), "details": details, "by": story.by, "now": NOW}
    call = sourcing.submit_candidate(**told)
    actions.place_calls(campaign=campaign, candidates=[call], belongs=False, by=story.by, now=NOW)
    return call.placings.get()


def _recording(story: Any, campaign: Any) -> Any:
    details = {
        "calling": "202-555-0142", "called": "+16145550171", "called_at": staged.CALLED_AT - timedelta(hours=1),
        "nature": "fraudulent", "evidence": "A voicemail.", "basis": "protection_222d2", "campaign": campaign,
    }  # fmt: skip
    files = [judge("voicemail.wav", tone(0.1))]
    told = sourcing.submit_candidate(
        source=make_source("RoboKiller"), details=details, files=files, by=story.by, now=NOW
    )
    return told.files.get()
