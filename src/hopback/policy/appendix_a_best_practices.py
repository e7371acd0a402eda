"""Appendix A: what providers are asked to practise, as far as a portal can see it. *Should* is measured."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from hopback.policy.clocks import OfficeHours, begin_by, business_elapsed
from hopback.policy.figures import BEGIN_INVESTIGATION, RETURN_RESULTS


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing to be known: `commercial` says that it is asked of commercial customers only."""

    name: str
    label: str
    required: bool = True
    commercial: bool = False


# What a provider knows of a customer it vetted; the required ones make an answer of originated complete.
VETTING_FIELDS: tuple[Asked, ...] = (
    Asked("name", "Customer's name"),
    Asked("location", "Physical location"),
    Asked("contact", "Contact person"),
    Asked("email", "Contact's e-mail", required=False),
    Asked("incorporated_in", "State or country of incorporation", commercial=True),
    Asked("tax_id", "Federal tax ID", commercial=True),
    Asked("business", "Nature of the business", commercial=True),
)

# What a point of contact consists of.
CONTACT_FIELDS: tuple[Asked, ...] = (
    Asked("full_name", "Full name"),
    Asked("title", "Title"),
    Asked("phone", "Phone"),
    Asked("email", "E-mail"),
    Asked("hours", "Normal business hours"),
)


def missing_vetting(customer: Mapping[str, str], *, commercial: bool = True) -> tuple[str, ...]:
    """The names of the vetting fields an answer of originated still lacks. (XA.4)"""
    wanted = (field for field in VETTING_FIELDS if field.required and (commercial or not field.commercial))
    return tuple(field.name for field in wanted if not customer.get(field.name, "").strip())


def missing_contact(contact: Mapping[str, str]) -> tuple[str, ...]:
    """The names of the fields a point of contact still lacks. (XA.1)"""
    return tuple(field.name for field in CONTACT_FIELDS if not contact.get(field.name, "").strip())


@dataclass(frozen=True, slots=True)
class Promptness:
    """How prompt one answer was: business hours until it was begun, hours until it was given."""

    begun_after: timedelta | None
    begun_in_time: bool | None  # None: not begun, and there is still time
    answered_after: timedelta | None
    answered_in_time: bool | None


def promptness(
    received_at: datetime,
    begun_at: datetime | None,
    answered_at: datetime | None,
    hours: OfficeHours,
    now: datetime,
) -> Promptness:
    """Four business hours to begin, 24 hours to answer: measured, not enforced. (XA.3)

    An answer is also a beginning. Aware datetimes.
    """
    begun_at = begun_at or answered_at
    begun_after = business_elapsed(received_at, begun_at, hours) if begun_at else None
    answered_after = answered_at - received_at if answered_at else None
    return Promptness(
        begun_after=begun_after,
        begun_in_time=_in_time(begun_after, BEGIN_INVESTIGATION.length, now > begin_by(received_at, hours)),
        answered_after=answered_after,
        answered_in_time=_in_time(answered_after, RETURN_RESULTS.length, now > RETURN_RESULTS.after(received_at)),
    )


def _in_time(taken: timedelta | None, allowed: timedelta, time_is_up: bool) -> bool | None:
    if taken is not None:
        return taken <= allowed
    return False if time_is_up else None
