"""Signs of robocalling, and of its opposite: each weighs some points, says so in a sentence, and can be seen in calls.

A sign grows from nothing to its full weight between two values, so that no customer passes or falls by one call more.
Signs with less than nothing are the control: what hospitals, schools, pharmacies, appointment reminders, call centres
and lawful bulk callers show, and robocallers do not. (XA.6, XA.7, A1.7)
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from hopback.policy.article_1_definitions import SuspiciousCharacteristic as Suspicious

from . import leaving_out
from .figures import Figures, What
from .naming import alike

SHORTEST = 30  # calls of which shares say anything
FEWEST_ANSWERED = 15


@dataclass(frozen=True, slots=True)
class Sign:
    """One reason. `points` above 0 speak for robocalls, below 0 against."""

    name: str
    points: float
    sentence: str
    characteristic: Suspicious | None = None  # as a candidate says it (A1.7)


type Look = Callable[[Figures], Iterator[Sign]]


def ramp(value: float, none: float, full: float) -> float:
    """From 0 at `none` to 1 at `full`, which may be the smaller one."""
    return min(max((value - none) / (full - none), 0.0), 1.0)


def signs(figures: Figures) -> list[Sign]:
    """The weightiest first; those that weigh nothing are left out, and those that the records cannot tell."""
    cannot = leaving_out.signs(figures.unknown)
    found = [sign for look in LOOKS for sign in look(figures) if abs(sign.points) >= 0.5]
    return sorted((sign for sign in found if sign.name not in cannot), key=lambda sign: (-abs(sign.points), sign.name))


def _volume(f: Figures) -> Iterator[Sign]:
    said = f"{f.a_day:,.0f} calls a day"
    yield Sign("volume", 6 * ramp(f.a_day, 100, 1500), f"Many calls: {said}.", Suspicious.VOLUME_ANOMALY)
    if f.exact and f.exact.peak_minute >= 20:
        peak = ramp(f.exact.peak_minute / max(f.a_day / 600, 1), 3, 15)
        yield Sign(
            "bursts", 3 * peak, f"Bursts: {f.exact.peak_minute:,} calls in one minute.", Suspicious.VOLUME_ANOMALY
        )


def _answers(f: Figures) -> Iterator[Sign]:
    share, talk = f.share(f.answered), f.mean_talk_s
    yield Sign("low answer rate", 14 * ramp(share, 0.5, 0.25), f"Only {share:.0%} of the calls are answered.")
    yield Sign("people answer", -16 * ramp(share, 0.5, 0.7), f"{share:.0%} of the calls are answered.")
    if f.answered < FEWEST_ANSWERED:
        return
    short, heard = f.of_answered(f.short), f.of_answered(f.heard)
    yield Sign("short calls", 26 * ramp(short, 0.12, 0.4), f"{short:.0%} of answered calls end within 6 seconds.")
    yield Sign("brief talk", 8 * ramp(talk, 40, 12), f"Answered calls last {talk:.0f} seconds on average.")
    yield Sign("conversations", -30 * ramp(talk, 45, 110), f"People talk: {talk:.0f} seconds on average.")
    yield Sign("heard out", -22 * ramp(heard, 0.55, 0.8), f"{heard:.0%} of those who answer stay over 15 seconds.")


def _parties(f: Figures) -> Iterator[Sign]:
    new = f.parties
    if f.what is not What.NUMBER or f.exact:
        yield Sign("fan-out", 12 * ramp(new, 0.85, 0.98), f"Hardly anybody is called twice: {new:.0%} are new numbers.")
    again = ramp(new, 0.85, 0.5)
    yield Sign("same people", -22 * again, f"The same people are called again: {new:.2f} numbers for each call.")
    yield Sign(
        "one place", -30 * ramp(new, 0.05, 0.01), "Nearly all calls go to very few numbers, as of an alarm or a fax."
    )


def _order(f: Figures) -> Iterator[Sign]:
    if f.exact:
        share = f.exact.sequential / f.exact.calls
        said = f"{share:.0%} of the calls go to the number after the last."
        yield Sign("sequential dialling", 40 * ramp(share, 0.1, 0.5), f"Dialled in sequence: {said}")
    else:
        said = f"{f.density:.1f} numbers in each hundred that is called."
        yield Sign("dense dialling", 20 * ramp(f.density, 4, 20), f"Called in blocks: {said}")


def _caller_ids(f: Figures) -> Iterator[Sign]:
    callers = f.exact.callers if f.exact else f.callers
    each = (f.exact.calls if f.exact else f.calls / f.days) / max(callers, 1)
    changed = Suspicious.CALLING_PARTY_CHANGED
    near = f.share(f.neighbour)
    said = f"{near:.0%} show a number of the called one's own exchange."
    yield Sign("neighbour spoofing", 60 * ramp(near, 0.05, 0.35), said, changed)
    if callers >= 20:
        rotated = ramp(each, 6, 1.5)
        yield Sign("number rotation", 34 * rotated, f"A new number at nearly every call: {callers:,} numbers.", changed)
        spread = ramp(callers, 20, 100) * ramp(f.areas, 6, 14) * (1 - rotated)
        said = f"Spread thin: {callers:,} numbers of {f.areas} area codes, {each:.0f} calls each."
        yield Sign("snowshoe", 30 * spread, said, changed)
    for name, count, weight, said in (
        ("invalid caller ids", f.invalid, 30, "numbers that cannot exist"),
        ("unassigned caller ids", f.unassigned, 30, "numbers of area codes that are not in use"),
        ("listed caller ids", f.listed, 40, "numbers of your lists"),
    ):
        share = f.share(count)
        yield Sign(name, weight * ramp(share, 0.002, 0.05), f"{count:,} calls ({share:.1%}) show {said}.", changed)
    hidden = f.share(f.anonymous)
    yield Sign(
        "no caller id", 12 * ramp(hidden, 0.2, 0.8), f"{hidden:.0%} show no number.", Suspicious.NO_HEADER_INFORMATION
    )


def _origin(f: Figures) -> Iterator[Sign]:
    share = f.share(f.from_abroad)
    yield Sign("from abroad with +1", 22 * ramp(share, 0.1, 0.6), f"{share:.0%} come from abroad and show a +1 number.")
    if f.named and f.known_as and f.names and not any(alike(name, f.known_as) for name in f.names):
        shown = ", ".join(f"“{name}”" for name in f.names)
        yield Sign(
            "caller name", 14, f"Shows {shown}, but the customer is {f.known_as}.", Suspicious.CALLING_PARTY_CHANGED
        )


def _attestation(f: Figures) -> Iterator[Sign]:
    if not f.attested:
        return
    vouched = f.attested_a / (f.attested + f.unsigned)
    said = f"A {vouched:.0%}, B {f.attested_b / f.calls:.0%}, C {f.attested_c / f.calls:.0%} of the calls."
    yield Sign("weak attestation", 5 * ramp(vouched, 0.3, 0.05), f"Few calls have full attestation: {said}")
    yield Sign("full attestation", -10 * ramp(vouched, 0.5, 0.9), f"Whoever signed vouches for the number: {said}")


def _hours(f: Figures) -> Iterator[Sign]:
    night = f.share(sum(f.hours[5:11])) if f.hours else 0.0  # between 1 in the east and 3 in the west of the US
    yield Sign("night calls", 6 * ramp(night, 0.1, 0.3), f"{night:.0%} between 5 and 11 UTC, when the US sleeps.")


LOOKS: tuple[Look, ...] = (_volume, _answers, _parties, _order, _caller_ids, _origin, _attestation, _hours)
