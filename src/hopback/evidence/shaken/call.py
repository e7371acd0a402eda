"""A PASSporT beside the call that it is said to have signed: numbers and time (A1.8)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

import phonenumbers

from hopback.policy.article_3_traceback.comparing import Times, same_number, times
from hopback.policy.article_3_traceback.signing import attested_in_vain

from .findings import Finding, note, ok, shown, warning, wrong
from .passport import Passport

_FEWEST = 7  # digits; with fewer nobody can be told apart


@dataclass(frozen=True, slots=True)
class Call:
    """Numbers in any form, '' where not known; `at` aware."""

    calling: str = ""
    called: str = ""
    at: datetime | None = None


def beside(passport: Passport, call: Call) -> Iterator[Finding]:
    yield from _calling(passport, call)
    yield from _called(passport, call)
    yield from _time(passport, call)
    yield from _assigned(passport)


def _calling(passport: Passport, call: Call) -> Iterator[Finding]:
    if not (passport.orig and call.calling):
        return
    rests_on = "claims, orig, and the call"
    if not (_tells(passport.orig) and _tells(call.calling)):
        yield note("orig-not-compared", "The calling numbers have too few digits to be compared.", rests_on)
    elif same_number(passport.orig, call.calling):
        yield ok("orig-agrees", f"It was signed for the calling number, {shown(passport.orig)}.", rests_on)
    else:
        yield warning(
            "orig-differs",
            f"It was signed for a call from {shown(passport.orig)}, not from {shown(call.calling)}: the number was "
            "changed on the way, the record shows another header, or it is another call.",
            rests_on,
        )


def _called(passport: Passport, call: Call) -> Iterator[Finding]:
    if not (passport.dest and call.called):
        return
    rests_on = "claims, dest, and the call"
    numbers = shown(", ".join(passport.dest))
    if not (_tells(call.called) and any(_tells(each) for each in passport.dest)):
        yield note("dest-not-compared", "The called numbers have too few digits to be compared.", rests_on)
    elif any(same_number(each, call.called) for each in passport.dest):
        yield ok("dest-agrees", f"It was signed for the called number, {numbers}.", rests_on)
    else:
        yield wrong(
            "dest-differs",
            f"It was signed for a call to {numbers}, not to {shown(call.called)}: it belongs to another call, or the "
            "call was diverted or the record holds the number that it was routed by.",
            rests_on,
        )


def _tells(number: str) -> bool:
    return sum(char.isdigit() for char in number.split(";")[0].split("@")[0]) >= _FEWEST


def _time(passport: Passport, call: Call) -> Iterator[Finding]:
    if passport.at is None or call.at is None:
        return
    rests_on = "claims, iat, and the call"
    apart = passport.at - call.at
    match times(apart):
        case Times.FIT:
            yield ok("time-fits", f"It was signed {_span(apart)} the call's time.", rests_on)
        case Times.WRONG_ZONE:
            yield warning(
                "time-zone",
                f"It was signed {_span(apart)} the call's time, as time zones differ: the record may be in local time.",
                rests_on,
            )
        case Times.APART:
            yield wrong(
                "time-apart", f"It was signed {_span(apart)} the call's time: it belongs to another call.", rests_on
            )


def _span(apart: timedelta) -> str:
    seconds = round(abs(apart).total_seconds())
    if not seconds:
        return "at"
    text = f"{seconds} s" if seconds < 600 else f"{timedelta(seconds=seconds)} h"
    return f"{text} {'after' if apart > timedelta(0) else 'before'}"


def _assigned(passport: Passport) -> Iterator[Finding]:
    """A number that no plan has cannot be anybody's: then an A is worth nothing."""
    if not _tells(passport.orig):
        return
    why = "" if _can_be_assigned(passport.orig) else f"{shown(passport.orig)} is no number of any numbering plan"
    if why and attested_in_vain(passport.attestation, why):
        yield warning(
            "a-for-no-number",
            f"It is signed with an A, but {why}: the signer cannot know who may use it.",
            "claims, orig",
        )
    elif why:
        yield note("no-such-number", f"The calling number cannot be anybody's: {why}.", "claims, orig")


def _can_be_assigned(number: str) -> bool:
    try:
        return phonenumbers.is_valid_number(phonenumbers.parse("+" + number.lstrip("+")))
    except phonenumbers.NumberParseException:
        return False
