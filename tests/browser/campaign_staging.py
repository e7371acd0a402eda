"""Campaigns in each state worth seeing: one that is known well, one of which nothing is known, one that is closed."""

from datetime import timedelta
from typing import Any

from hopback.portal.campaigns import actions
from hopback.portal.demonstration.campaign_scene import MONTHLY, SPANISH, tone
from hopback.portal.ground.uploads import judge
from hopback.portal.sourcing import actions as sourcing
from hopback.portal.sourcing.models import Campaign


def stage(world: Any) -> None:
    by = {"by": world.by, "now": world.now}
    known = Campaign.objects.get(public_id=world.things["campaign"]["campaign"])
    words = "Your benefits are suspended. Call 833-222-4207 or press one."
    told = {"name": known.name, "message": words, "volume_a_month": 38_000_000, "pattern": "Press one; bursts."}
    actions.change_campaign(campaign=known, **told, brands=["Social Security Administration"], **by)
    said = {"kind": "transcript", "language": "es", "text": SPANISH, "told_by": "YouMail"}
    text = actions.add_text(campaign=known, **said, **by)
    month = world.now.date().replace(day=1)
    for calls in MONTHLY:
        volume = actions.tell_volume(campaign=known, month_on=month, calls=calls, told_by="YouMail", **by)
        month = (month - timedelta(days=1)).replace(day=1)
    details = {
        "calling": "202-555-0142", "called": "+16145550179", "called_at": world.now - timedelta(hours=30),
        "nature": "fraudulent", "evidence": "A voicemail.", "basis": "protection_222d2", "campaign": known,
        "characteristics": ["transcript", "volume_anomaly"],
    }  # fmt: skip
    kept = {"source": world.ftc, "details": details, "files": [judge("voicemail.wav", tone(0.2))]}
    recording = sourcing.submit_candidate(**kept, **by).files.get()
    one = {"campaign": known.public_id}
    world.things |= {
        "campaign:text": one | {"text": text.public_id},
        "campaign:volume": one | {"volume": volume.public_id},
        "campaign:recording": one | {"recording": recording.pk},
    }
    like = sourcing.open_campaign(name="SSA benefits, second voice", message=words, **by)
    closed = sourcing.open_campaign(name="Cruise prize", **by)
    actions.close_campaign(campaign=closed, why="Silent since June.", **by)
    _suggest(world, known)
    world.things |= {"campaign:like": {"campaign": like.public_id}, "campaign:closed": {"campaign": closed.public_id}}


SAYS = (
    "This call is from the benefits office. Your benefits are suspended for suspicious activity in the state of Texas. "
    "Call 833-222-4207 or press one to speak to an officer before a warrant is issued."
)
PARCEL = "A parcel in your name is held at the border. The import duty of $40 is open. Call 315-232-8257 before noon."


def _suggest(world: Any, known: Campaign) -> None:
    """Calls without a campaign: three that say what the known one says, two that say what each other say."""
    by = {"by": world.by, "now": world.now}
    actions.add_text(campaign=known, kind="transcript", language="en", text=SAYS, told_by="YouMail", **by)
    said = (SAYS, SAYS.partition(". ")[2], SAYS.replace("Texas", "Ohio"), PARCEL, PARCEL.replace("$40", "$35"))
    for at, evidence in enumerate(said):
        details = {
            "calling": f"202-555-01{60 + at}", "called": f"+16145550{160 + at}", "evidence": evidence,
            "called_at": world.now - timedelta(hours=26, minutes=7 * at), "nature": "fraudulent",
            "basis": "protection_222d2", "characteristics": ["transcript"],
        }  # fmt: skip
        call = sourcing.submit_candidate(source=world.ftc, details=details, **by)
        if at == 2:
            actions.place_calls(campaign=known, candidates=[call], belongs=True, **by)
            world.things["campaign:placing"] = {"placing": call.placings.get().public_id}
