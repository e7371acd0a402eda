"""Paths for Article 3's tests: named providers, and every path a traceback can have."""

from dataclasses import replace

from hypothesis import strategies as st

from hopback.policy.article_3_traceback.initiation_and_tracking import AnswerKind, Hop, HopState

NAMES = ("Cardinal Wireless", "Blue Ridge Telecom", "Meridian Transit", "Harbor Voice LLC", "Sable Route Ltd.")
END_STATES = (HopState.NO_RESPONSE, HopState.NOT_ASKED, HopState.ASKED, HopState.INVESTIGATING)
END_ANSWERS = (AnswerKind.ORIGINATED, AnswerKind.NOT_FOUND, AnswerKind.CANNOT_ANSWER)


def us(provider: str, **given: object) -> Hop:
    """A provider in the United States that named its upstream."""
    hop = Hop(f"hop_{provider}", provider, False, HopState.ANSWERED, AnswerKind.UPSTREAM)
    return replace(hop, **given)  # type: ignore[arg-type]


def abroad(provider: str, **given: object) -> Hop:
    """A foreign provider that named its upstream."""
    return us(provider, **{"foreign": True, **given})


def ended(hop: Hop, answer: AnswerKind) -> Hop:
    return replace(hop, answer=answer)


def silent(hop: Hop) -> Hop:
    return replace(hop, state=HopState.NO_RESPONSE, answer=None)


def waiting(hop: Hop, state: HopState = HopState.ASKED) -> Hop:
    return replace(hop, state=state, answer=None)


@st.composite
def paths(draw: st.DrawFn) -> list[Hop]:
    """A sound path: every hop but the last named its upstream, the last one is anything."""
    foreign = draw(st.lists(st.sampled_from((True, False, None)), min_size=1, max_size=9))
    path = [
        us(draw(st.sampled_from(NAMES)), id=f"hop_{place}", foreign=abroad_) for place, abroad_ in enumerate(foreign)
    ]
    if draw(st.booleans()):
        path[-1] = ended(path[-1], draw(st.sampled_from(END_ANSWERS)))
    else:
        path[-1] = waiting(path[-1], draw(st.sampled_from(END_STATES)))
    return path
