"""A book of campaigns that people have named, from the texts that they put into each. (A1.6)"""

from collections.abc import Sequence

from . import scripts
from .book import Book, Script
from .grouping import described
from .heard import Heard
from .sketch import Vocabulary, read


def book_of(campaigns: Sequence[tuple[str, Sequence[Heard]]]) -> Book:
    """`campaigns`: each name with its texts. Texts of one campaign that say different things are scripts of it."""
    book = Book([name for name, _ in campaigns])
    for at, (_, heard) in enumerate(campaigns):
        book.scripts += _scripts(at, heard)
    return book


def _scripts(campaign: int, heard: Sequence[Heard]) -> list[Script]:
    vocabulary = Vocabulary()
    which, profiles = scripts.find(read([one.text for one in heard], vocabulary), [])
    found = described(heard, which, profiles, 0, vocabulary)
    for script in found:
        script.campaign = campaign
    return [script for script in found if script.size]
