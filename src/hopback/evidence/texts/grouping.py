"""Texts into campaigns: those that are known already, and new ones with a name proposed. (A1.6)"""

from collections import Counter
from collections.abc import Sequence
from math import log

import numpy as np

from . import naming, scripts, themes
from .book import Book, Script
from .describing import describe, theme
from .grouped import Grouping
from .heard import Heard
from .scripts import Profile
from .sketch import Array, Vocabulary, read


def group(heard: Sequence[Heard], book: Book | None = None) -> Grouping:
    """`book` is taken on: its campaigns keep their names and their order, and learn what new texts add."""
    book = book or Book()
    vocabulary = Vocabulary()
    sketch = read([one.text for one in heard], vocabulary)
    known = [_profile(script, vocabulary) for script in book.scripts]
    which, profiles = scripts.find(sketch, known)
    which, profiles = _said_something(which, profiles, len(known))
    fresh = described(heard, which, profiles, len(known), vocabulary)
    every = [*book.scripts, *fresh]
    belongs = [script.campaign for script in book.scripts] + [None] * len(fresh)
    of = themes.campaigns([theme(script) for script in every], belongs)
    for script, campaign in zip(every, of, strict=True):
        script.campaign = campaign
    _grow(book.scripts, which, heard)
    new = Book(_named(book.campaigns, every, _examples(heard, which, len(every))), every)
    _, share = scripts.join(sketch, profiles)
    return Grouping(heard, new, [of[at] for at in which.tolist()], which.tolist(), share.tolist())


def _profile(script: Script, vocabulary: Vocabulary) -> Profile:
    coded = sorted((_code(run, vocabulary), share) for run, share in script.runs.items())
    run = np.array([code for code, _ in coded], np.int64)
    return Profile(run, np.array([share for _, share in coded], np.float32), script.size)


def _code(run: str, vocabulary: Vocabulary) -> int:
    one, other = run.split(" ", 1)
    return (vocabulary[one] << 32) | vocabulary[other]


def _said_something(which: Array, profiles: list[Profile], known: int) -> tuple[Array, list[Profile]]:
    """New scripts that no text has joined are none: a number less for those after them."""
    used = np.bincount(which, minlength=len(profiles)) > 0
    used[:known] = True
    place = np.cumsum(used) - 1
    return place[which], [profile for profile, kept in zip(profiles, used, strict=True) if kept]


def described(
    heard: Sequence[Heard], which: Array, profiles: Sequence[Profile], known: int, vocabulary: Vocabulary
) -> list[Script]:
    members = _members(which, len(profiles))
    names = vocabulary.names
    found = []
    for at in range(known, len(profiles)):
        runs = {
            f"{names[int(code) >> 32]} {names[int(code) & 0xFFFFFFFF]}": round(float(share), 3)
            for code, share in zip(profiles[at].run, profiles[at].share, strict=True)
        }
        found.append(describe([heard[text] for text in members[at].tolist()], runs))
    return found


def _members(which: Array, count: int) -> list[Array]:
    order = np.argsort(which, kind="stable")
    return np.split(order, np.cumsum(np.bincount(which, minlength=count))[:-1])


def _grow(known: Sequence[Script], which: Array, heard: Sequence[Heard]) -> None:
    for text, at in enumerate(which.tolist()):
        if at < len(known):
            known[at].size += 1
            language = heard[text].language
            known[at].languages[language] = known[at].languages.get(language, 0) + 1


def _examples(heard: Sequence[Heard], which: Array, count: int) -> list[list[str]]:
    return [[heard[text].text for text in part[:20].tolist()] for part in _members(which, count)]


def _named(names: Sequence[str], every: Sequence[Script], examples: Sequence[Sequence[str]]) -> list[str]:
    """The names there are, then one for each new campaign, the largest first: it gets the name without a part."""
    named = dict(enumerate(names))
    in_scripts = Counter(word for script in every for word in script.words)
    rarity = {word: log((1 + max(len(every), themes.FEWEST_KNOWN)) / count) for word, count in in_scripts.items()}
    proper = {word for script in every for word in script.proper}
    of: dict[int, list[int]] = {}
    for at, script in enumerate(every):
        if script.campaign not in named:
            of.setdefault(script.campaign, []).append(at)
    for campaign, parts in sorted(of.items(), key=lambda pair: (-sum(every[at].size for at in pair[1]), pair[0])):
        weights: dict[tuple[str, str], float] = {}
        total = sum(every[at].size for at in parts)
        for at in parts:
            for run, share in every[at].runs.items():
                one, other = run.split(" ", 1)
                weights[one, other] = weights.get((one, other), 0.0) + share * every[at].size / total
        brand = naming.brand([text for at in parts for text in examples[at]], proper)
        told = naming.script(weights, rarity, proper if brand else frozenset())
        named[campaign] = naming.name(brand, told, named.values())
    return [named[at] for at in range(len(named))]
