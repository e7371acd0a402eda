"""Words and sentences of a transcript, in any script; figures count as alike, said or written."""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

FIGURE = "#"
SAID = dict.fromkeys(["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"], FIGURE)
BREAK = "\ue000"  # between two texts; nobody says it
# Han, kana and Thai write no spaces: each character is a word. A figure keeps its commas and points: $1,499.50 is one.
UNSPACED = "\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff"
WORD = re.compile(rf"[{UNSPACED}]|\d[\d,.:\-]*|[^\W\d_{UNSPACED}]+(?:['’][^\W\d_]+)*|{BREAK}")
SENTENCE = re.compile(r"(?<=[.!?])\s+|(?<=[。！？])\s*|\n+")


def words(text: str) -> list[str]:
    """Lower case; every figure is `#`."""
    return [plain(word) for word in WORD.findall(text.lower()) if word != BREAK]


def plain(word: str) -> str:
    return FIGURE if word[0].isdigit() else SAID.get(word, word)


def runs(said: Sequence[str]) -> list[tuple[str, str]]:
    return list(pairwise(said))


def sentences(text: str) -> list[str]:
    return [part for found in SENTENCE.split(text) if (part := found.strip())]


def proper(texts: Iterable[str]) -> tuple[dict[str, int], dict[str, int]]:
    """(how often each word stands inside a sentence, how often there with a capital)."""
    seen: dict[str, int] = {}
    capital: dict[str, int] = {}
    for text in texts:
        for sentence in sentences(text):
            for word in sentence.split()[1:]:
                bare = word.strip(".,;:!?\"'()-“”")
                if not bare or not bare[0].isalpha():
                    continue
                low = bare.lower()
                seen[low] = seen.get(low, 0) + 1
                if bare[0].isupper() and low != "i":
                    capital[low] = capital.get(low, 0) + 1
    return seen, capital
