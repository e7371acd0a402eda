"""What cannot be measured where the records lack a column: it is left out and said, never guessed."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum


class Measure(StrEnum):
    """As a reader knows it."""

    ANSWERS = "answered calls"
    TALK = "how long people talk, and short calls"
    CALLER_IDS = "caller ids: neighbours, rotation, snowshoe, invalid, unassigned and listed ones, +1 from abroad"
    NAMES = "caller names"
    ATTESTATION = "attestation"
    CUSTOMERS = "customers and ways in: all calls are taken together"


@dataclass(frozen=True, slots=True)
class _Rests:
    """What rests on a measure: signs by their name, figures by the key they are told under."""

    signs: frozenset[str] = frozenset()
    figures: frozenset[str] = frozenset()


_CALLER_IDS = _Rests(
    frozenset(
        {"neighbour spoofing", "number rotation", "snowshoe", "invalid caller ids", "unassigned caller ids",
         "listed caller ids", "no caller id", "from abroad with +1"}
    ),
    frozenset(
        {"calling_numbers", "area_codes", "neighbour_share", "invalid", "unassigned", "listed", "anonymous",
         "from_abroad_with_1"}
    ),
)  # fmt: skip
_RESTS: Mapping[Measure, _Rests] = {
    Measure.ANSWERS: _Rests(frozenset({"low answer rate", "people answer"}), frozenset({"answered_share"})),
    Measure.TALK: _Rests(
        frozenset({"short calls", "brief talk", "conversations", "heard out"}),
        frozenset({"short_share_of_answered", "mean_talk_s"}),
    ),
    Measure.CALLER_IDS: _CALLER_IDS,
    Measure.NAMES: _Rests(frozenset({"caller name"}), frozenset({"caller_names"})),
    Measure.ATTESTATION: _Rests(frozenset({"weak attestation", "full attestation"}), frozenset({"attested"})),
    Measure.CUSTOMERS: _Rests(),
}


def signs(measures: Collection[Measure]) -> frozenset[str]:
    """The names of signs that cannot be told without them."""
    return frozenset().union(*(_RESTS[each].signs for each in measures))


def figures(measures: Collection[Measure]) -> frozenset[str]:
    """The same of figures."""
    return frozenset().union(*(_RESTS[each].figures for each in measures))


def sentence(left_out: Mapping[Measure, Collection[str]]) -> str:
    """What is left out, with the columns of ours of which any one would do; "" where nothing is."""
    each = "; ".join(f"{measure} (no {' or '.join(needs)})" for measure, needs in left_out.items())
    return f"Left out, since the records do not tell: {each}." if each else ""
