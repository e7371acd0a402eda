"""Many texts at once as numbers: words of each, and runs of two words, in arrays that numpy and scipy work on."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import sparse

from .words import BREAK, FIGURE, SAID, WORD

type Array = np.ndarray[Any, Any]
CHUNK = 2_000  # texts read in one go
ONE_DIGIT = bytes.maketrans(b"123456789", b"000000000")  # all figures are alike: no need to know many


class Vocabulary(dict[str, int]):
    """Each word's number; a new word gets the next, and all figures have one."""

    def __init__(self) -> None:
        super().__init__({FIGURE: 1, BREAK: 0} | dict.fromkeys(SAID, 1))
        self.names = [BREAK, FIGURE]
        self.written = Written(self)

    def __missing__(self, word: str) -> int:
        if word[0].isdigit():
            return 1  # not kept: there is no end of figures
        self[word] = number = len(self.names)
        self.names.append(word)
        return number


class Written(dict[str, int]):
    """What stands between two spaces (“order,” or “pre-authorized”), and the words in it: each is cut but once."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        super().__init__()
        self.vocabulary = vocabulary
        self.words: list[int] = []
        self.begins = [0]

    def __missing__(self, written: str) -> int:
        self.words += [self.vocabulary[word] for word in WORD.findall(written)]
        self[written] = number = len(self.begins) - 1
        self.begins.append(len(self.words))
        return number


@dataclass(frozen=True)
class Sketch:
    """Text number t has the words `word[word_from[t] : word_from[t + 1]]`, and its runs likewise."""

    word: Array
    word_from: Array
    run: Array  # first word << 32 | second
    run_from: Array

    @property
    def count(self) -> int:
        return len(self.word_from) - 1

    def words(self, vocabulary: int) -> Any:
        """texts × words, how often each stands there."""
        return _counted(self.word, self.word_from, vocabulary)

    def runs(self, known: Array) -> Any:
        """texts × `known` runs, how often each stands there."""
        at, there = lookup(known, self.run)
        before = np.concatenate([[0], np.cumsum(there)])
        return _counted(at[there], before[self.run_from], len(known))

    def lengths(self) -> Array:
        """How many runs each text has."""
        return np.diff(self.run_from)

    def only(self, which: Array) -> "Sketch":
        """The texts `which` (rising), numbered anew."""
        if len(which) == self.count:
            return self
        return Sketch(*_picked(self.word, self.word_from, which), *_picked(self.run, self.run_from, which))

    def parts(self) -> "Iterator[tuple[int, Sketch]]":
        """(the first text, some texts from there), few enough to stay in the processor's own memory."""
        for at in range(0, self.count, CHUNK):
            words, runs = self.word_from[at : at + CHUNK + 1], self.run_from[at : at + CHUNK + 1]
            yield (
                at,
                Sketch(self.word[words[0] : words[-1]], words - words[0], self.run[runs[0] : runs[-1]], runs - runs[0]),
            )


def read(texts: Sequence[str], vocabulary: Vocabulary) -> Sketch:
    parts = [_chunk(texts[at : at + CHUNK], vocabulary) for at in range(0, len(texts), CHUNK)]
    every = np.concatenate(parts) if parts else np.zeros(0, np.int64)
    said = every != 0
    word_from = np.concatenate([[0], np.cumsum(said)[every == 0]])
    paired = said[:-1] & said[1:]
    run = (every[:-1][paired] << 32) | every[1:][paired]
    run_from = word_from - np.concatenate(
        [[0], np.cumsum(np.diff(word_from) > 0)]
    )  # a text has one run fewer than words
    return Sketch(every[said], word_from, run, run_from)


def lookup(known: Array, asked: Array) -> tuple[Array, Array]:
    """Where each `asked` stands in `known` (rising), and whether it does."""
    if not len(known):
        return np.zeros(len(asked), np.int64), np.zeros(len(asked), bool)
    at = np.minimum(np.searchsorted(known, asked), len(known) - 1)
    return at, known[at] == asked


def _chunk(texts: Sequence[str], vocabulary: Vocabulary) -> Array:
    joined = f" {BREAK} ".join([*(text.replace(BREAK, " ") for text in texts), ""])
    written = joined.lower().encode("utf-8", "replace").translate(ONE_DIGIT).decode().split()
    number = np.fromiter(map(vocabulary.written.__getitem__, written), np.int64, len(written))
    return _picked(np.array(vocabulary.written.words), np.array(vocabulary.written.begins), number)[0]


def _counted(column: Array, row_from: Array, width: int) -> Any:
    return sparse.csr_matrix((np.ones(len(column), np.float32), column, row_from), (len(row_from) - 1, width))


def _picked(values: Array, begin: Array, which: Array) -> tuple[Array, Array]:
    lengths = begin[which + 1] - begin[which]
    new = np.concatenate([[0], np.cumsum(lengths)])
    return values[np.repeat(begin[which] - new[:-1], lengths) + np.arange(new[-1])], new
