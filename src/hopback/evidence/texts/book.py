"""What is kept between two groupings: campaigns with their scripts, so that new texts join them and names stay. (A1.6)

A file of JSON that a person can read. It holds what scripts have in common, and no text whole.
"""

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

VERSION = 1


class BookFaultError(ValueError):
    """The file is no book of campaigns; the message says why."""


@dataclass
class Script:
    """One wording: runs of two words and words with the share of its texts that hold them."""

    campaign: int
    size: int = 0  # texts that joined so far
    runs: dict[str, float] = field(default_factory=dict)
    words: dict[str, float] = field(default_factory=dict)
    proper: list[str] = field(default_factory=list)
    numbers: list[str] = field(default_factory=list)  # E.164, asked to call back or called from
    sentences: list[str] = field(default_factory=list)  # that most of its texts say
    languages: dict[str, int] = field(default_factory=dict)


@dataclass
class Book:
    campaigns: list[str] = field(default_factory=list)  # names
    scripts: list[Script] = field(default_factory=list)

    def of(self, campaign: int) -> list[Script]:
        return [script for script in self.scripts if script.campaign == campaign]


def load(path: Path) -> Book:
    """Raises OSError, BookFaultError."""
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as fault:
        raise BookFaultError("it is not JSON") from fault
    return _book(told)


def save(book: Book, path: Path) -> None:
    """All or nothing: written beside and put in place."""
    beside = path.with_name(path.name + ".new")
    told = {"version": VERSION, "campaigns": book.campaigns, "scripts": [asdict(script) for script in book.scripts]}
    beside.write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
    beside.replace(path)


def _book(told: Any) -> Book:
    if not isinstance(told, dict) or told.get("version") != VERSION:
        raise BookFaultError(f"it does not say that it is a book of campaigns, version {VERSION}")
    campaigns, scripts = told.get("campaigns"), told.get("scripts")
    if not isinstance(campaigns, list) or not all(isinstance(name, str) for name in campaigns):
        raise BookFaultError("its campaigns are not a list of names")
    if not isinstance(scripts, list):
        raise BookFaultError("its scripts are not a list")
    return Book(campaigns, [_script(at, one, len(campaigns)) for at, one in enumerate(scripts, 1)])


def _script(at: int, told: Any, campaigns: int) -> Script:
    try:
        script = Script(**told)
        shares = [*script.runs.items(), *script.words.items()]
        lists = [*script.proper, *script.numbers, *script.sentences]
        whole = all(isinstance(word, str) and isinstance(share, int | float) for word, share in shares)
        whole &= all(isinstance(each, str) for each in lists) and all(run.count(" ") == 1 for run in script.runs)
        whole &= all(isinstance(count, int) for count in script.languages.values())
        if whole and isinstance(script.size, int) and 0 <= script.campaign < campaigns:
            return script
    except (TypeError, AttributeError):
        pass
    raise BookFaultError(f"script {at} is not whole")
