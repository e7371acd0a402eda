"""What staff know of the demonstration's campaigns: what they say, how many there are, whom they hit (A1.6, A1.7)."""

import math
import struct
import wave
from datetime import date, datetime, timedelta
from io import BytesIO

from hopback.policy.article_1_definitions import SuspiciousCharacteristic
from hopback.policy.article_4_sourcing import Basis, Nature
from hopback.portal.campaigns import actions
from hopback.portal.ground.uploads import judge
from hopback.portal.sourcing import actions as sourcing
from hopback.portal.sourcing.models import Campaign
from hopback.world import transcripts

from .script import Scripted

LARGEST = "SSA-KindlyPressOne"
SAME, AS = "Amazon-SuspiciousCharge", "Amazon-SuspiciousCharge-P1"  # one recording, cut in two
OVER = "Discount-DirecTV50"
ANALYTICS = "Northlight Call Analytics"
BRANDS = {
    LARGEST: ["Social Security Administration"],
    "SSA-Suspended": ["Social Security Administration"],
    SAME: ["Amazon"],
    AS: ["Amazon", "Apple"],
    OVER: ["Spectrum", "DIRECTV"],
    "Utility Disconnection": ["The local power company"],
}
MONTHLY = (4_200_000, 6_900_000, 11_400_000, 18_300_000, 26_000_000, 38_000_000)  # the last six months, oldest first
PATTERN = "Press one to speak to an agent. Bursts of ten minutes, a new number for each; silent on Sundays."
SPANISH = (
    "Le llamamos del Departamento de la Administración del Seguro Social. Su número de seguro social ha sido "
    "suspendido. Oprima el uno para hablar con un oficial."
)


def set_up(play: Scripted, now: datetime) -> None:
    play.at(now - timedelta(minutes=20), lambda then: _described(play, then))


def _described(play: Scripted, now: datetime) -> None:
    by = {"by": play.stage.staff, "now": now}
    named = play.stage.campaigns
    for name, brands in BRANDS.items():
        if (campaign := named.get(name)) is not None:
            pattern, volume = (PATTERN, MONTHLY[-1]) if name == LARGEST else ("", None)
            told = {"name": name, "message": campaign.message, "volume_a_month": volume}
            actions.change_campaign(campaign=campaign, **told, brands=brands, pattern=pattern, **by)
    if LARGEST in named:
        _largest(play, named[LARGEST], now)
    if SAME in named and AS in named:
        actions.merge_campaigns(campaign=named[SAME], into=named[AS], **by)
    if OVER in named:
        actions.close_campaign(campaign=named[OVER], why="No call of it since its origin was cut off.", **by)


def _largest(play: Scripted, campaign: Campaign, now: datetime) -> None:
    by = {"by": play.stage.staff, "now": now}
    heard = transcripts()[LARGEST].text
    told_by = "Recording of the referrer"
    actions.add_text(campaign=campaign, kind="transcript", language="en", text=heard, told_by=told_by, **by)
    told_by = "A subscriber in Laredo"
    actions.add_text(campaign=campaign, kind="transcript", language="es", text=SPANISH, told_by=told_by, **by)
    month = now.date().replace(day=1)
    for calls in reversed(MONTHLY):
        month = (month - timedelta(days=1)).replace(day=1)
        actions.tell_volume(campaign=campaign, month_on=month, calls=calls, told_by=ANALYTICS, **by)
    _told_with_a_recording(play, campaign, month_on=month, now=now)


def _told_with_a_recording(play: Scripted, campaign: Campaign, *, month_on: date, now: datetime) -> None:
    """Somebody left the message on an answering machine."""
    sourcing.submit_candidate(
        source=play.stage.source,
        details={
            "calling": "+12025550142",
            "called": "+15135550168",
            "called_at": now - timedelta(hours=5),
            "campaign": campaign,
            "nature": Nature.FRAUDULENT.value,
            "characteristics": [
                SuspiciousCharacteristic.TRANSCRIPT.value,
                SuspiciousCharacteristic.VOLUME_ANOMALY.value,
            ],
            "evidence": f"A voicemail of {campaign.name}; first counted in {month_on:%B %Y}.",
            "basis": Basis.PROTECTION_222D2.value,
        },
        files=[judge("voicemail.wav", tone())],
        by=play.stage.staff,
        now=now,
    )


def tone(seconds: float = 1.5, rate: int = 8000) -> bytes:
    """A recording of nobody: 440 Hz in telephone quality."""
    out = BytesIO()
    with wave.open(out, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(rate)
        frames = (int(9000 * math.sin(2 * math.pi * 440 * at / rate)) for at in range(int(seconds * rate)))
        sound.writeframes(b"".join(struct.pack("<h", frame) for frame in frames))
    return out.getvalue()
