"""Two agencies, a domain that two people approved, referrals sent and held, the listserv (A5.1-A5.3, A5.6, A5.7)."""

from datetime import datetime, timedelta
from typing import Any

from hopback.policy.article_4_sourcing import SourceKind
from hopback.portal.accounts.models import MailedLink, User
from hopback.portal.accounts.viewer import SYSTEM, Viewer, of_mailed_link, of_user
from hopback.portal.enforcement import actions
from hopback.portal.enforcement.models import Agency, AgencyPerson
from hopback.portal.enforcement.queries.listserv import active_campaigns
from hopback.portal.sourcing.models import Source
from hopback.portal.tracebacks.queries.disclosure import campaigns_tellable

from .people import ADA, BEN, OFFICIALS
from .script import Scripted
from .stage import Stage

COMMISSION = "Federal Robocall Commission, Enforcement"
NOOR, JONAS = OFFICIALS
OHIO, DOMAIN = "Attorney General of Ohio, Consumer Protection", "protects.state.oh.us"
RULES = "The Telemarketing Sales Rule and the Truth in Caller ID Act; forty-one cases since 2022."
CALLED_BACK = "The number on the state's own page was called; its counsel confirmed the domain."
SILENT = (
    "The group asked Quill Telephony again and again who had sent it calls of several campaigns. It has not answered "
    "since June, and neither of its contacts took a call.\n\nCalls that reach it end there: nobody upstream of it can "
    "be asked."
)
OFFICE = "\n\nIts last letter, of 2 June 2026, gave (305) 555-0119 as its office; nobody answers there."
NEWS = (
    "Recordings in the name of a bank's fraud department are back since Monday, now with a live caller who asks for a "
    "one-time code.\n\nSeveral paths end abroad, at two points of entry. Whoever has a case open: tell the list, "
    "so that nobody asks twice."
)
ASKED = "We have a case open on this one, and will send a demand for the incident data this week."
CALL_ME = "We have two complaints like these from Toledo. Call our desk at (614) 555-0142 and ask for Noor."


def listed(stage: Stage, now: datetime) -> Source:
    """The federal one; Ada Sorel signs in for it."""
    told = {"level": "federal", "enforces": RULES, "verified_how": "Listed on usa.gov; its front desk was called."}
    return actions.list_agency(name=COMMISSION, **told, by=stage.staff, now=now).source


def set_up(play: Scripted, now: datetime) -> None:
    play.at(now - timedelta(days=10, hours=20), lambda then: _officials(play, then))
    play.at(now - timedelta(days=6), lambda then: _referred(play, then))
    play.at(now - timedelta(hours=29), lambda then: _told_the_list(play, then))
    play.at(now - timedelta(hours=27), lambda then: _answered(play, then))
    play.at(now - timedelta(hours=1), lambda then: _waits(play, then))


def _by(play: Scripted, now: datetime) -> dict[str, Any]:
    return {"by": play.stage.staff, "now": now}


def _ben() -> Viewer:
    return of_user(User.objects.get(email=BEN.email))


def _official(agency: Agency, name: str, title: str, email: str, play: Scripted, now: datetime) -> AgencyPerson:
    """Named by staff, confirmed by the mailed link."""
    person = actions.name_person(agency=agency, name=name, title=title, email=email, **_by(play, now))
    link = MailedLink.objects.get(about=person.public_id)
    actions.confirm_person(person=person, link=link, by=of_mailed_link(link, name=name), now=now)
    return person


def _officials(play: Scripted, now: datetime) -> None:
    commission = Agency.objects.get(source__name=COMMISSION)
    _official(commission, ADA.name, "Senior Counsel", ADA.email, play, now)
    told = {"agency": commission, "name": "Jonas Reyes", "email": JONAS}
    actions.name_person(**told, title="Investigator", **_by(play, now))
    state = Source.objects.get(name=OHIO, kind=SourceKind.ENFORCEMENT.value)
    consumer = "The Consumer Sales Practices Act; its unit traced six campaigns with the group."
    ohio = actions.say_agency(source=state, level="state", state="oh", enforces=consumer, **_by(play, now))
    exception = actions.propose_exception(agency=ohio, domain=DOMAIN, why=CALLED_BACK, **_by(play, now))
    actions.approve_exception(exception=exception, by=_ben(), now=now)
    _official(ohio, "Noor Haddad", "Assistant Attorney General", NOOR, play, now)
    play.post.deliver(now)


def _agencies() -> list[Agency]:
    return list(Agency.objects.select_related("source").filter(source__name__in=(COMMISSION, OHIO)))


def _referred(play: Scripted, now: datetime) -> None:
    """A1.3 made it non-cooperative; now two agencies know."""
    referral = actions.write_referral(**_of_quill(play, now, _agencies(), SILENT), **_by(play, now))
    actions.send_referral(referral=referral, by=_ben(), now=now)
    play.post.deliver(now)


def _of_quill(play: Scripted, now: datetime, agencies: list[Agency], summary: str) -> dict[str, Any]:
    period = {"since_on": (now - timedelta(days=60)).date(), "until_on": now.date()}
    quill = play.stage.rows["quill-telephony"]
    return {"provider": quill, "ground": "non-cooperative", "agencies": agencies, "summary": summary, **period}


def _told_the_list(play: Scripted, now: datetime) -> None:
    about = campaigns_tellable(active_campaigns(now), to="", now=now).first()
    news = actions.write_post(subject="Bank impersonation is back", text=NEWS, campaign=about, **_by(play, now))
    actions.release_post(post=news, by=_ben(), now=now)
    play.post.deliver(now)


def _answered(play: Scripted, now: datetime) -> None:
    ada = User.objects.get(email=ADA.email)
    official = AgencyPerson.objects.select_related("agency__source").get(email=ADA.email)
    told = {"subject": "Re: Bank impersonation is back", "text": ASKED, "person": official}
    answer = actions.write_post(**told, by=of_user(ada), now=now)
    actions.release_post(post=answer, by=_ben(), now=now)
    play.post.deliver(now)


def _waits(play: Scripted, now: datetime) -> None:
    """A referral that Ben wrote is held for another reader, and a mail of an official's for a moderator."""
    told = _of_quill(play, now, _agencies()[:1], SILENT + OFFICE)
    actions.write_referral(**told, by=_ben(), now=now)
    mail = {"sender": NOOR, "subject": "Two more from Toledo", "text": CALL_ME}
    actions.take_mail(**mail, by=SYSTEM, now=now)
