"""What a gateway says to a call with a listed number: each provider's own choice (XB.1, XB.7).

603 with “Network Blocked” (603+) tells of blocking by analytics, 607 of the called person's wish: neither is this.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, NamedTuple


class Answer(NamedTuple):
    """`reason`: protocol and cause of the Reason header (RFC 3326)."""

    code: int
    phrase: str
    reason: str


ANSWERS: Final[Mapping[str, Answer | None]] = MappingProxyType(
    {
        "603": Answer(603, "Decline", "SIP;cause=603"),
        "403": Answer(403, "Forbidden", "Q.850;cause=21"),
        "404": Answer(404, "Not Found", "Q.850;cause=1"),
        "log": None,  # write it down and let the call go on: to see what would be stopped
    }
)
USUAL: Final = "603"
NOT_FOR_THIS: Final = {
    "603+": "603+ tells of blocking by analytics (47 CFR 64.1200(k)); a listed number is not that.",
    "607": "607 says that the called person did not want the call.",
    "608": "608 needs a signed card of whoever rejected the call, and is no longer taken for such notices.",
}


class NoSuchAnswer(ValueError):  # noqa: N818 - it reads as what happened
    """No answer to a listed number. The message says why, and which there are."""


def known(answer: str) -> str:
    """The answer itself. Raises NoSuchAnswer."""
    if answer in ANSWERS:
        return answer
    why = NOT_FOR_THIS.get(answer, f"“{answer}” is no answer to a listed number.")
    raise NoSuchAnswer(f"{why} Choose one of {', '.join(ANSWERS)}.")


def reason(answer: str, redress: str) -> str:
    """The value of the Reason header, "" where the call goes on; it names whom to ask when this was a mistake."""
    said = ANSWERS[known(answer)]
    if said is None:
        return ""
    contact = "".join(c for c in redress if c.isprintable() and c not in '"\\')
    return f'{said.reason};text="Do Not Originate{"; redress " + contact if contact else ""}"'
