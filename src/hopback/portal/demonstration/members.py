"""Who takes part: the Committee, an applicant inside its 60 days, a vote that is open, a membership that ended."""

from datetime import datetime, timedelta

from hopback.portal.accounts.models import Role
from hopback.portal.accounts.viewer import Viewer
from hopback.portal.membership import actions
from hopback.portal.membership.models import Vote
from hopback.portal.providers.models import Provider

from . import founding
from .script import Scripted

SEATS = ("cardinal-wireless", "palmetto-lines", "open-plains-wholesale")
FRIEND, IN_ITS_60_DAYS, ASKS_FOR_A_WAIVER, ENDED = (
    "pacific-lighthouse",
    "harbor-voice",
    "tidewater-crossing",
    "copper-lark",
)


def set_up(play: Scripted, now: datetime) -> None:
    """Put every scene at its time."""
    for days_ago, scene in (
        (11, _supported),
        (11, _calls),
        (7, _applies_for_steering),
        (6, _end_proposed),
        (5, _advised),
        (4, _ended),
        (3, _applies_as_affiliate),
        (2, _asked_for_a_waiver),
        (1, _one_seat_votes),
    ):
        play.at(now - timedelta(days=days_ago, minutes=7), lambda then, scene=scene: _play(play, then, scene))


def _play(play: Scripted, now: datetime, scene) -> None:
    scene(play, now)
    play.post.deliver(now)


def _speaker(row: Provider) -> Viewer:
    """Whoever speaks for a provider of which nobody has signed in yet: its primary contact."""
    contact = row.contacts.filter(kind="primary", ended_at=None).get()
    return Viewer(kind="provider", name=contact.full_name, party=row.public_id, role=Role.ADMIN)


def _supported(play: Scripted, now: datetime) -> None:
    """A2.8: three seats; a fourth level carries none."""
    since = (now - founding.FOUNDED).date()
    for key, level in (*((seat, "Executive") for seat in SEATS), (FRIEND, "Supporting")):
        row = play.stage.rows[key]
        actions.record_support(provider=row, level=level, since_on=since, by=play.stage.staff, now=now)


def _calls(play: Scripted, now: datetime) -> None:
    """A2.5: one held, at which two did not appear; one of the quarter to come."""
    told = {"quarterly": True, "by": play.stage.staff, "now": now}
    held = actions.plan_call(
        subject="Quarterly call: what the portal changes", starts_at=now - timedelta(hours=3), **told
    )
    actions.plan_call(subject="Quarterly call: campaigns of the season", starts_at=now + timedelta(days=80), **told)
    absent = {play.stage.rows[key].pk for key in (ENDED, "sandpiper-mobile")}
    there = Provider.objects.filter(memberships__ended_at=None).exclude(pk__in=absent).exclude(memberships=None)
    actions.hold_call(call=held, attended=there.distinct(), by=play.stage.staff, now=now)


def _applies(play: Scripted, key: str, tier: str, words: str, now: datetime, *, agreed: int) -> None:
    row = play.stage.rows[key]
    speaker = _speaker(row)
    if row.agreed_on is None:
        founding.agrees(row, speaker.name, by=play.stage.staff, now=now, days_ago=agreed)
    wholesale = {1: "We sell wholesale, without end users.", 5: "Our customers are providers."}
    founding.signs(row, speaker.name, now, wholesale)
    application = actions.apply(provider=row, tier=tier, words=words, by=speaker, now=now)
    because = "Answers within hours, and has named contacts for every hour of the day."
    actions.recommend(application=application, recommended=True, because=because, by=play.stage.staff, now=now)


def _applies_for_steering(play: Scripted, now: datetime) -> None:
    words = "We would like to take part in the working groups from the next quarter on."
    _applies(play, ASKS_FOR_A_WAIVER, "steering", words, now, agreed=40)


def _applies_as_affiliate(play: Scripted, now: datetime) -> None:
    """A2.6: it was named as a point of entry in these days."""
    _applies(play, IN_ITS_60_DAYS, "affiliate", "We blocked the gateway that was named.", now, agreed=70)


def _asked_for_a_waiver(play: Scripted, now: datetime) -> None:
    """A2.4: the document's own example."""
    actions.open_vote(
        provider=play.stage.rows[ASKS_FOR_A_WAIVER],
        about=Vote.About.SHORTEN.value,
        months=0,
        reasons="US-based, an accurate Form 499, and not named in any traceback of the prior six months.",
        closes_at=now + timedelta(days=7),
        by=play.stage.staff,
        now=now,
    )


def _one_seat_votes(play: Scripted, now: datetime) -> None:
    """The other two have not voted yet."""
    vote = Vote.objects.get(about=Vote.About.SHORTEN, outcome="")
    _casts(play, vote, "palmetto-lines", "They helped us with three calls last month.", now)


def _casts(play: Scripted, vote: Vote, key: str, reasons: str, now: datetime) -> None:
    by = _speaker(play.stage.rows[key])
    actions.cast_ballot(vote=vote, approves=True, reasons=reasons, by=by, now=now)


def _end_proposed(play: Scripted, now: datetime) -> None:
    """A2.7: with notice to the member."""
    row = play.stage.rows[ENDED]
    words = "Named no back-up contact in a year, and took part in no call."
    actions.find_breach(provider=row, rules="policies", reasons=words, by=play.stage.staff, now=now)
    actions.propose_end(provider=row, reasons=words, by=play.stage.staff, now=now)


def _advised(play: Scripted, now: datetime) -> None:
    ending = play.stage.rows[ENDED].endings.get()
    for key in SEATS[:2]:
        _casts(play, ending.advice, key, "Two letters went without an answer.", now)


def _ended(play: Scripted, now: datetime) -> None:
    ending = play.stage.rows[ENDED].endings.get()
    because = "It did not reply to the notice, and the Committee advised to end it."
    actions.confirm_end(ending=ending, because=because, by=play.stage.staff, now=now)
