"""A month's summary and last year's report, made and published; results and lists switched on for members (A3.9)."""

from datetime import datetime, timedelta

from hopback.policy.article_3_traceback.publication import Audience, Span, What, period
from hopback.portal.publication import actions
from hopback.portal.publication.queries import switches

from .script import Scripted

BASIS = "Decision of the Steering Committee at its last call, for members"
WORDS = {
    "efforts": (
        "Each reported call was looked at on the day it came in, and traced where its source was credible and the "
        "campaign still ran. Calls less than ten days old came first, because call records do not last.\n\n"
        "Providers were asked one at a time, each within its own office hours. Those that did not answer were written "
        "to again, then called; what they said afterwards was taken, and marked late."
    ),
    "coordination": (
        "The group met the Enforcement Bureau of the Federal Communications Commission every month, told it of "
        "campaigns that were active, and named the providers that do not take part.\n\n"
        "State attorneys general and the Federal Trade Commission were referred to where a campaign reached their "
        "consumers."
    ),
    "outlook": "Next year more providers will answer by machine, within minutes, from their own call records.",
}
REASON = "It gave none, in writing or by phone."


def set_up(play: Scripted, now: datetime) -> None:
    play.at(now - timedelta(hours=25), lambda then: _switched_on(play, then))
    play.at(now - timedelta(hours=26), lambda then: _reports(play, then))


def _reports(play: Scripted, now: datetime) -> None:
    by = {"by": play.stage.staff, "now": now}
    for span, words in ((Span.YEAR, WORDS), (Span.MONTH, {})):
        of = period(span, now.date()).before
        draft = actions.make_draft(span=span, first_on=of.first_on, **by)
        reasons = {one["provider"]: REASON for one in draft.body.get("refused", [])}
        actions.publish_report(draft=actions.write_texts(draft=draft, texts=words, reasons=reasons, **by), **by)


def _switched_on(play: Scripted, now: datetime) -> None:
    by = {"by": play.stage.staff, "now": now}
    for what in What:
        told = {"what": what, "audience": Audience.MEMBERS, "seen": switches.seen(what, now)}
        actions.switch_on(**told, basis=BASIS, **by)
