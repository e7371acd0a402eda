"""Unique texts, numbers and addresses, each knowing where it was put and who may hear it."""

import string
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from itertools import count

from . import fields

LETTERS = "bcdfghjklmnpqrstvwz"
BEGIN, END = "xq", "qx"
AREAS = ("513", "614", "330", "419", "216", "937", "740", "440")


@dataclass(frozen=True)
class Canary:
    """`of`: public ids of the parties that supplied it or were asked with it; `about` names a call, "" none."""

    text: str  # a token of lower-case letters, ten digits, or an IP address
    path: str
    of: frozenset[str]
    about: str = ""

    @property
    def kept(self) -> fields.Kept:
        return fields.of(self.path)

    def __str__(self) -> str:
        return f"{self.path}{f' of call {self.about}' if self.about else ''} ({self.text})"


@dataclass
class Aviary:
    """All canaries of one world, by what is sought."""

    birds: dict[str, Canary] = field(default_factory=dict)
    _tokens: "count[int]" = field(default_factory=count)
    _numbers: "count[int]" = field(default_factory=count)
    _addresses: "count[int]" = field(default_factory=lambda: count(1))

    def keep(self, text: str, path: str, of: Iterable[str] = (), about: str = "") -> str:
        assert text not in self.birds, f"{text} is in two places"
        self.birds[text] = Canary(text, path, frozenset(of), about)
        return text

    def share(self, text: str, *parties: str) -> None:
        """More parties know it: what was found out after it was written down."""
        bird = self.birds[text]
        self.birds[text] = replace(bird, of=bird.of | set(parties))

    def lists(self, text: str) -> None:
        """What was somebody's word for a provider is its name in the directory now."""
        self.birds[text] = replace(self.birds[text], path="providers.Provider.name", about="")

    def word(self, path: str, of: Iterable[str] = (), about: str = "") -> str:
        """`xqbbcdqx`: letters that no page has by chance."""
        number, letters = next(self._tokens), ""
        for _ in range(4):
            number, digit = divmod(number, len(LETTERS))
            letters += LETTERS[digit]
        return self.keep(f"{BEGIN}{letters}{END}", path, of, about)

    def number(self, path: str, of: Iterable[str] = (), about: str = "") -> str:
        """Ten digits of a number kept for stories (555-01xx)."""
        area, last = divmod(next(self._numbers), 100)
        return self.keep(f"{AREAS[area]}55501{last:02d}", path, of, about)

    def address(self, path: str, of: Iterable[str] = (), about: str = "") -> str:
        high, low = divmod(next(self._addresses), 250)
        return self.keep(f"198.51.{100 + high}.{low + 1}", path, of, about)


def is_word(text: str) -> bool:
    return text.startswith(BEGIN) and set(text) <= set(string.ascii_lowercase)
