"""What of a script is kept: its words, names, numbers, and the sentences that most of its texts say. (A1.6)"""

from collections import Counter
from collections.abc import Mapping, Sequence

from . import figures
from .book import Script
from .callback import numbers
from .heard import Heard
from .themes import Theme
from .words import proper, runs, sentences, words

READ = 40  # texts of a script that are read for its words and sentences
FEWEST_SEEN = 2
CAPITAL = 0.6  # share of a word's places inside sentences where it has a capital: then it is a name
SENTENCES = 5
WORDS = 4  # of a sentence that ties texts


def describe(members: Sequence[Heard], held: Mapping[str, float]) -> Script:
    """`held`: the script's runs with their shares."""
    step = max(len(members) // READ, 1)
    read = members[::step][:READ]
    said = Counter(word for one in read for word in set(words(one.text)))
    kept = {word: round(n / len(read), 3) for word, n in said.items() if n >= figures.SAID_BY_MANY * len(read)}
    return Script(
        campaign=-1,
        size=len(members),
        runs=dict(held),
        words=dict(sorted(kept.items())),
        proper=sorted(_names([one.text for one in read]) & kept.keys()),
        numbers=_numbers(read),
        sentences=tying([one.text for one in read], held),
        languages=dict(Counter(one.language for one in members)),
    )


def theme(script: Script) -> Theme:
    return Theme(frozenset(script.words), frozenset(script.proper), script.size, frozenset(script.numbers))


def tying(texts: Sequence[str], held: Mapping[str, float]) -> list[str]:
    """The sentences whose runs most of the script's texts hold, each kind once, in the order of the script."""
    found: dict[str, tuple[float, int, int]] = {}
    for text in texts:
        for place, sentence in enumerate(sentences(text)):
            said = runs(words(sentence))
            if len(said) + 1 >= WORDS and sentence not in found:
                share = sum(held.get(f"{one} {other}", 0.0) for one, other in said) / len(said)
                found[sentence] = (share, len(said), place)
    chosen: list[str] = []
    covered: set[tuple[str, str]] = set()
    for sentence in sorted(found, key=lambda one: (-found[one][0] * found[one][1] ** 0.5, one)):
        pairs = set(runs(words(sentence)))
        if found[sentence][0] >= figures.JOINS and len(pairs & covered) * 2 < len(pairs):
            chosen.append(sentence)
            covered |= pairs
        if len(chosen) == SENTENCES:
            break
    return sorted(chosen, key=lambda one: found[one][2])


def _names(texts: Sequence[str]) -> set[str]:
    seen, capital = proper(texts)
    return {
        word
        for word, count in capital.items()
        if len(word) > 2 and count >= CAPITAL * seen[word] and (count >= FEWEST_SEEN or len(texts) < FEWEST_SEEN)
    }


def _asked(one: Heard) -> set[str]:
    return {*numbers(one.text), *(numbers(one.call_back) if one.call_back else ())}


def _numbers(read: Sequence[Heard]) -> list[str]:
    """Asked to call back by a share of the texts, or called from by that many; in any form told, E.164 kept."""
    asked = Counter(number for one in read for number in _asked(one))
    calling = Counter(number for one in read if one.calling for number in numbers(one.calling))
    least = max(1, figures.SAID_BY_MANY * len(read) / 2)
    return sorted({n for n, count in asked.items() if count >= least} | {n for n, c in calling.items() if c >= least})
