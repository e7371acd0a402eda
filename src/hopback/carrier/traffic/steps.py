"""What to do next about one customer, in the document's order (XA.7): a command or a link each.

None acts by itself: a person decides. Drafts of mails hold counts and numbers that were shown, never who was called.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import quote

from hopback.policy.appendix_a_patterns import STEP_LABELS, NextStep

from .figures import What
from .naming import alike
from .scoring import Scored

MOST_NUMBERS = 20  # in a draft
TRACED = 3  # calls, unless told otherwise


@dataclass(frozen=True, slots=True)
class Step:
    """One of `command` and `link` is there; `why` says what it is good for here."""

    what: NextStep
    why: str
    command: str = ""
    link: str = ""

    @property
    def label(self) -> str:
        return STEP_LABELS[self.what]


@dataclass(frozen=True, slots=True)
class Place:
    """Where the steps lead: the report's JSON, the portal where one was named."""

    report: str = "traffic.json"
    portal: str = ""


def steps(one: Scored, place: Place) -> list[Step]:
    return [step for of in _STEPS for step in of(one, place)]


def _trace(one: Scored, place: Place) -> Iterator[Step]:
    portal = f" --portal {place.portal or 'https://…'}"
    yield Step(
        NextStep.TRACE, f"Opens {_calls(one)} in the portal (A4.4). Nature and basis are yours to say.",
        command=f"hopback traffic candidate {_shell(one.figures.name)} --report {_shell(place.report)}{portal}"
        " --nature … --basis …",
    )  # fmt: skip


def _verify(one: Scored, _: Place) -> Iterator[Step]:
    shown = _numbers(one)
    seen = f"We see calls of yours that show these numbers: {', '.join(shown)}."
    told = f"{seen} Please send us the proof that you may use them."
    subject = f"{_who(one)}: your right to use {len(shown)} calling number{'s' if len(shown) != 1 else ''}"
    yield Step(NextStep.VERIFY_NUMBER, "A draft to the customer, with the numbers it shows.", link=_mail(subject, told))


def _name(one: Scored, place: Place) -> Iterator[Step]:
    f = one.figures
    if not f.names:
        why = "The records carry no caller name: ask the terminating provider, or see the calls."
    elif not f.known_as:
        why = f"It shows {' and '.join(f.names)}; the map of trunks does not say who it is."
    else:
        same = all(alike(name, f.known_as) for name in f.names)
        why = f"It shows {' and '.join(f.names)}, and is {f.known_as}: {'they agree' if same else 'they differ'}."
    yield Step(
        NextStep.COMPARE_NAME, why, command=f"hopback traffic show {_shell(f.name)} --report {_shell(place.report)}"
    )  # fmt: skip


def _complaints(one: Scored, place: Place) -> Iterator[Step]:
    why = "Complaints that name one of its numbers make a pattern a case."
    if place.portal:
        yield Step(NextStep.REVIEW_COMPLAINTS, why, link=f"{place.portal.rstrip('/')}/complaints/")
    else:
        command = "hopback candidates import COMPLAINTS.csv"
        yield Step(NextStep.REVIEW_COMPLAINTS, f"{why} The FTC publishes a file a day.", command=command)


def _terminate(one: Scored, _: Place) -> Iterator[Step]:
    f = one.figures
    ways = ", ".join(f.seen_with if f.what is What.CUSTOMER else (f.name,))
    told = f"Please take {_who(one)} out of service on {ways} until further word.\n\n{_said(one)}"
    why = "A draft to whoever runs your switches. Hear the customer first where nothing is urgent."
    yield Step(NextStep.TERMINATE, why, link=_mail(f"Stop the calls of {_who(one)}", told))


def _notify(one: Scored, _: Place) -> Iterator[Step]:
    told = f"On our own network we saw a pattern consistent with robocalls.\n\n{_said(one)}"
    why = "A draft with counts only: no called number, nothing that others told you (XA.8)."
    yield Step(NextStep.NOTIFY, why, link=_mail("A pattern consistent with robocalls", told))


_STEPS: tuple[Callable[[Scored, Place], Iterator[Step]], ...] = (
    _trace, _verify, _name, _complaints, _terminate, _notify
)  # fmt: skip


def _calls(one: Scored) -> str:
    count = min(len(one.figures.exact.evidence) if one.figures.exact else 0, TRACED)
    return f"its latest {count} calls" if count != 1 else "its latest call"


def _who(one: Scored) -> str:
    return one.figures.known_as or one.figures.name or "(no name)"


def _said(one: Scored) -> str:
    f = one.figures
    reasons = "\n".join(f"- {sign.sentence}" for sign in one.signs if sign.points > 0)
    return f"{f.calls:,} calls from {f.first_at:%Y-%m-%d} to {f.last_at:%Y-%m-%d} (UTC).\n{reasons}"


def _numbers(one: Scored) -> list[str]:
    if one.figures.what is What.NUMBER:
        return [f"+{one.figures.name}"]
    evidence = one.figures.exact.evidence if one.figures.exact else ()
    return list(dict.fromkeys(f"+{call.calling}" for call in evidence if call.calling))[:MOST_NUMBERS]


def _mail(subject: str, body: str) -> str:
    return f"mailto:?subject={quote(subject)}&body={quote(body)}"


def _shell(word: str) -> str:
    if word and all(sign.isalnum() or sign in "-_./:@+" for sign in word):
        return word
    return "'" + word.replace("'", "'\\''") + "'"
