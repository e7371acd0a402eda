"""The path as a terminal shows it."""

from io import StringIO

import pytest
from rich.console import Console

from hopback.policy.article_3_traceback.initiation_and_tracking import HopState
from hopback.portal.demonstration.live import WORDS, Line, picture
from tests.portal.factories import NOW

LINES = [
    Line(1, "Cardinal Wireless", "Cincinnati, OH", HopState.ANSWERED, "came from Harbor Voice LLC"),
    Line(2, "Harbor Voice LLC", "Miami, FL", HopState.ASKED, ""),
]


@pytest.mark.parametrize("width", [60, 100])
def test_the_picture_has_every_hop_its_place_and_what_it_says(width: int) -> None:
    out = StringIO()
    Console(file=out, width=width).print(picture(LINES, NOW))
    shown = " ".join(out.getvalue().split())
    for word in ("Tue 20 Oct 2026 14:06 UTC", "Cardinal", "Harbor", "answered", "asked", "came from"):
        assert word in shown


def test_every_state_on_a_path_has_its_word() -> None:
    assert set(WORDS) == set(HopState) - {HopState.SUPERSEDED}
