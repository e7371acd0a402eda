"""Why a text is of its campaign: the script nearest to it, and the sentences that both say. (A1.6)"""

from dataclasses import dataclass

from . import figures
from .book import Script
from .grouped import Grouping
from .words import runs, sentences, words

FEWEST_WORDS = 3


@dataclass(frozen=True, slots=True)
class Reason:
    share: float  # of the text's runs of two words that the script has
    shared: tuple[str, ...]  # the text's sentences that the script says too
    ties: tuple[str, ...]  # the script's sentences
    other_scripts: int  # of the same campaign, of one theme and other words


def why(grouping: Grouping, text: int) -> Reason:
    script = grouping.book.scripts[grouping.script[text]]
    return Reason(
        round(grouping.share[text], 3),
        tuple(shared(grouping.heard[text].text, script)),
        tuple(script.sentences),
        len(grouping.book.of(script.campaign)) - 1,
    )


def shared(text: str, script: Script) -> list[str]:
    """Sentences whose runs the script has, most of them; a sentence that was cut counts as far as it was heard."""
    found = []
    for sentence in sentences(text):
        pairs = runs(words(sentence))
        if len(pairs) + 1 < FEWEST_WORDS:
            continue
        if sum(f"{one} {other}" in script.runs for one, other in pairs) >= figures.JOINS * len(pairs):
            found.append(sentence)
    return list(dict.fromkeys(found))
