"""Transcripts of known campaigns, generated: real scripts, misheard, cut off, with other numbers and names.

What Whisper does to a robocall: it begins or ends in the midst of it, hears it twice, mishears or drops a word here
and there, writes figures as it likes, and leaves the case and the stops to chance.
"""

import csv
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random

SAMPLES = Path(__file__).parents[1] / "tests" / "evidence" / "samples" / "texts"
TOO_LIKE = 0.4  # share of runs of three words that two scripts may have in common; closer ones are one to anybody
FEWEST = 25  # words of a script
NAMES = [
    "Daniel",
    "Molly",
    "Sarah",
    "Lisa",
    "Melissa",
    "Becky",
    "Amanda",
    "James",
    "Olivia",
    "Karen",
    "Kevin",
    "Nadine",
    "Susan",
    "Brian",
    "Emma",
    "Marcus",
]
CALLED = re.compile(rf"\b(?:{'|'.join(NAMES)})\b")
HEARD = {
    "your": "you're", "their": "there", "for": "four", "to": "two", "press": "pres", "account": "count",
    "and": "in", "an": "and", "is": "it's", "charged": "charge", "will": "we'll", "authorize": "authorized",
    "representative": "representatives", "officer": "office", "activity": "activities", "order": "ordered",
    "security": "secure", "number": "numbers", "call": "called", "this": "the", "you": "u", "please": "police",
}  # fmt: skip
FILL = ["uh", "um", "the", "so", "a", "and", "you", "know", "okay", "well"]


def scripts() -> list[str]:
    """One text of each labelled campaign, the longest, leaving out what says the same as another."""
    with (SAMPLES / "campaign_labels.csv").open(encoding="utf-8") as file:
        labels = {row["file_name"]: row["itg_campaign"] for row in csv.DictReader(file)}
    longest: dict[str, str] = {}
    with (SAMPLES / "transcripts.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            name = labels.get(row["file_name"])
            if name and row["language"] == "en":
                longest[name] = max(longest.get(name, ""), row["transcript"], key=len)
    chosen: list[str] = []
    for text in sorted(longest.values(), key=len, reverse=True):
        if len(text.split()) >= FEWEST and all(_alike(text, other) < TOO_LIKE for other in chosen):
            chosen.append(text)
    return chosen


def generated(count: int, seed: int = 1) -> Iterator[tuple[str, int]]:
    """(text, which script it is of)."""
    dice, known = Random(seed), scripts()
    for _ in range(count):
        which = int(len(known) * dice.random() ** 1.5)  # a few campaigns make most of the calls
        yield heard(known[which], dice), which


def heard(script: str, dice: Random) -> str:
    text = re.sub(r"\d(?=[\d,]*\d)", lambda _: str(dice.randrange(10)), script)  # longer figures; not “press 1”
    text = CALLED.sub(lambda _: dice.choice(NAMES), text)
    words = _cut(text.split(), dice)
    errors = dice.choice((0.0, 0.02, 0.02, 0.05, 0.10))
    said = [word for each in words for word in _misheard(each, errors, dice)]
    return _written(" ".join(said), dice)


def _cut(words: Sequence[str], dice: Random) -> Sequence[str]:
    kind, length = dice.random(), len(words)
    if kind < 0.30:  # answered late
        return words[dice.randrange(length // 2) :]
    if kind < 0.50:  # hung up early
        return words[: length - dice.randrange(length // 2)]
    if kind < 0.60:  # a piece of a loop
        begin = dice.randrange(length)
        return (list(words) * 2)[begin : begin + length + dice.randrange(length)]
    return words


def _misheard(word: str, errors: float, dice: Random) -> list[str]:
    if dice.random() >= errors:
        return [word]
    kind = dice.random()
    if kind < 0.25:
        return []
    if kind < 0.40:
        return [dice.choice(FILL), word]
    low = word.lower().strip(".,")
    if low in HEARD:
        return [HEARD[low]]
    return [word[:-1] if len(word) > 3 and kind < 0.7 else word + dice.choice(("s", "ing", "ed"))]


def _written(text: str, dice: Random) -> str:
    style = dice.random()
    if style < 0.15:
        return text.lower()
    if style < 0.30:
        return re.sub(r"[.,]", "", text)
    if style < 0.40:
        return re.sub(r"\bpress 1\b", "press one", text)
    return text


def _alike(one: str, other: str) -> float:
    here, there = _threes(one), _threes(other)
    return len(here & there) / max(min(len(here), len(there)), 1)


def _threes(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[at : at + 3]) for at in range(len(words) - 2)}
