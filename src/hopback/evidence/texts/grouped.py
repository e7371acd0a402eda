"""What a grouping comes to: each text with its campaign and its script. (A1.6)"""

from collections.abc import Sequence
from dataclasses import dataclass

from .book import Book
from .heard import Heard


@dataclass(frozen=True)
class Grouping:
    """`campaign` and `script`: for each text its place in `book.campaigns` and `book.scripts`."""

    heard: Sequence[Heard]
    book: Book
    campaign: list[int]
    script: list[int]
    share: list[float]  # of a text's runs of two words that its script has

    def name(self, text: int) -> str:
        return self.book.campaigns[self.campaign[text]]
