"""Finds one call among a provider's records, and says how sure it is."""

from .finding import find, find_many
from .learning import learn, learn_from, learn_match
from .question import Certainty, Match, Question, Verdict
from .settings import USUAL, Settings, trunk_or_address
from .skews import Skews, SkewsFileError

__all__ = [
    "USUAL",
    "Certainty",
    "Match",
    "Question",
    "Settings",
    "Skews",
    "SkewsFileError",
    "Verdict",
    "find",
    "find_many",
    "learn",
    "learn_from",
    "learn_match",
    "trunk_or_address",
]
