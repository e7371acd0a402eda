"""Every number in the policy, with the sentence that sets it. Nothing else may hold a policy number.

What the text leaves open is a choice: the choices about time are the clock profiles (`clocks/profiles.py`),
the few others stand at the end of this file, apart.
"""

import calendar
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from .clause import Clause, Force


class Unit(StrEnum):
    HOURS = "hours"
    BUSINESS_HOURS = "business hours"
    DAYS = "days"
    MONTHS = "months"
    YEARS = "years"
    TIMES_A_YEAR = "times a year"


@dataclass(frozen=True, slots=True)
class Figure:
    amount: int
    unit: Unit
    clause: Clause

    def after[Moment: (date, datetime)](self, moment: Moment) -> Moment:
        """A day or a moment plus this much calendar time; TypeError when it is no such length."""
        match self.unit:
            case Unit.HOURS if isinstance(moment, datetime):
                return moment + timedelta(hours=self.amount)
            case Unit.DAYS:
                return moment + timedelta(days=self.amount)
            case Unit.MONTHS:
                return _months_after(moment, self.amount)
            case Unit.YEARS:
                return _months_after(moment, 12 * self.amount)
        raise TypeError(f"{self.amount} {self.unit} is not a length of calendar time")

    @property
    def length(self) -> timedelta:
        """The same as a timedelta, for hours, business hours and days; TypeError for the rest."""
        match self.unit:
            case Unit.HOURS | Unit.BUSINESS_HOURS:
                return timedelta(hours=self.amount)
            case Unit.DAYS:
                return timedelta(days=self.amount)
        raise TypeError(f"{self.amount} {self.unit} has no fixed length")


def _months_after[Moment: (date, datetime)](moment: Moment, months: int) -> Moment:
    """Land on the same day of the month, or on the first of the next month where that day is missing."""
    years, month = divmod(moment.month - 1 + months, 12)
    year, month = moment.year + years, month + 1
    if moment.day > calendar.monthrange(year, month)[1]:
        return _months_after(moment.replace(day=1), months + 1)
    return moment.replace(year=year, month=month)


def _clause(clause_id: str, place: str, force: Force, quote: str) -> Clause:
    return Clause(clause_id, place, force, quote)


BEGIN_INVESTIGATION = Figure(
    4,
    Unit.BUSINESS_HOURS,
    _clause("XA.3", "Appendix A(3)", Force.SHOULD, "within four (4) business hours of receiving a request"),
)
RETURN_RESULTS = Figure(
    24,
    Unit.HOURS,
    _clause("XA.3", "Appendix A(3)", Force.SHOULD, "complete the investigation and return results within 24 hours"),
)
ADHERENCE_BEFORE_STEERING = Figure(
    6,
    Unit.MONTHS,
    _clause(
        "A2.4",
        "Article 2, Steering Committee",
        Force.MAY,
        "for a prior period of six months, which can be shortened or waived",
    ),
)
CLEAN_RECORD_FOR_WAIVER = Figure(
    6,
    Unit.MONTHS,
    _clause(
        "A2.4",
        "Article 2, Steering Committee",
        Force.MAY,
        "the originating Voice Service Provider or U.S. POE for any Tracebacks within the prior six months",
    ),
)
QUARTERLY_CALLS = Figure(
    4,
    Unit.TIMES_A_YEAR,
    _clause(
        "A2.5",
        "Article 2, Affiliate Members",
        Force.SHALL,
        "participate in quarterly scheduled ITG Member calls",
    ),
)
CLEAN_PERIOD_BEFORE_AFFILIATE = Figure(
    60,
    Unit.DAYS,
    _clause(
        "A2.6",
        "Article 2, Affiliate Members",
        Force.SHALL,
        "only after the Provider has completed a 60 day period",
    ),
)
LOOK_BACK_FOR_ORIGIN = Figure(
    6,
    Unit.MONTHS,
    _clause(
        "A2.6",
        "Article 2, Affiliate Members",
        Force.SHALL,
        "for any Tracebacks within the prior six months",
    ),
)
RETAIN_INCIDENT_DATA = Figure(
    2,
    Unit.YEARS,
    _clause("A6.1", "Article 6", Force.SHALL, "for a period of no less than two years"),
)
CONFIRM_DO_NOT_ORIGINATE = Figure(
    2,
    Unit.TIMES_A_YEAR,
    _clause("XB.4", "Appendix B, Integrity", Force.SHALL, "No less than twice per year"),
)

# ---- Choices: the text is silent, these are ours ---------------------------------------------

TIMES_MAY_DIFFER = timedelta(minutes=10)  # switches' clocks drift; past this, two records may be two calls
ZONE_ERROR_SLACK = timedelta(minutes=2)  # a record in local time is off by whole or half hours, this exactly
WIDEST_ZONE_ERROR = timedelta(hours=14)  # the widest offset from UTC
CALLS_MISSED_IN_A_ROW = 2  # so many member calls missed one after the other, and a member no longer takes part
LONGEST_SHORTENING = 5  # months: what the Executive Committee can shorten six to, or 0 where it waives them

VERIFICATION_HOLDS = timedelta(days=365)  # then somebody makes sure again that the source is who it says it is (A4.2)
RENEW_WITHIN = timedelta(days=30)  # so long before, staff are told that it runs out
RECORDS_KEPT = timedelta(days=90)  # how long call records of a provider are taken to last (A4.2, scarce resources)
CAMPAIGN_ACTIVE = timedelta(days=30)  # a campaign is active while its last known call is no older (A1.6)
SAME_MOMENT = timedelta(minutes=1)  # two calls of one number closer than this are told of as one (A4.3)

CONDUCT_PERIOD = timedelta(days=180)  # so far back a conduct sheet looks where nobody says otherwise (A1.3)
CONDUCT_SIZES = (10, 50)  # requests: with fewer than ten, with fewer than fifty, with more (A1.3)
PEERS_AT_LEAST = 5  # fewer are no measure, and could be told apart (A1.3, XC.1)
NOTICE_BEFORE_FINDING = timedelta(days=10)  # a provider's time to answer a proposed finding (A1.3)
AGENCY_ADDRESS_HOLDS = timedelta(days=180)  # then an official confirms the address again, or is sent nothing (A5.7)
HARD_BOUNCES_END = 3  # so many posts sent back since it was confirmed, and an address leaves the listserv (A5.7)
SMALLEST_PUBLISHED = 3  # a published count of calls is no smaller: who knows of one learns nothing of another (XC.3)
OPPORTUNITY_TO_RESIST = timedelta(days=3)  # a provider's time to resist a release, or until the request is due (XA.8)
PACKAGE_TAKEN_WITHIN = timedelta(days=30)  # so long the agency may take an evidence package from the portal (A5.4)
DUE_SAID_BEFORE_DAYS = (7, 2, 0)  # staff are told so many days before a lawful request is due (A5.4)
ACTIVE_EVENT_CALLS_A_DAY = 100  # so many calls a day show a private number before its event is significant (XB.3)
CONFIRMATION_CHASED_AFTER = (timedelta(days=7), timedelta(days=14), timedelta(days=21))  # since it was asked (XB.4)
CONFIRMATION_WAITED_FOR = timedelta(days=30)  # then a listing is unconfirmed, and staff may have it removed (XB.4)
HIGH_VOLUME_CALLS_A_DAY = 1_000  # from so many on, a listing's volume is high (XB.8)
SHORTEST_BLOCK = 6  # digits of the national number that a block leaves fixed: at most 10,000 numbers in one (XB.1)
