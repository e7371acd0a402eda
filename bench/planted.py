"""Calls as a source would tell of them, with duplicates planted that the one who plants them knows.

`truth`: by which call, which number and minute, and which text a row is to be brought together; None: with nobody.
"""

import csv
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

ORGANISATIONS = ["Social Security Administration", "the electric company", "Amazon", "your bank", "the court"]
DEMANDS = ["suspend your benefits", "disconnect your service", "charge your account", "freeze your card"]
SYLLABLES = [first + second for first in "bdklmnrst" for second in "aeio"]


@dataclass(frozen=True, slots=True)
class Planted:
    message: dict[str, Any]
    truth: tuple[Any, Any, Any]


def planted(count: int, complaints: str = "", seed: int = 4, now: datetime | None = None) -> list[Planted]:
    """So many rows in random order: a quarter of them planted, the others alone."""
    chance, now = Random(seed), now or datetime.now(UTC).replace(microsecond=0)
    calls = _calls(chance, now, _real(complaints))
    rows: list[Planted] = []
    ways = (_same_call, _same_minute, _same_text)
    for name in range(count // 9):  # seven rows from the three of them
        rows += ways[name % 3](chance, calls, str(name))
    while len(rows) < count:
        rows.append(Planted(_message(chance, *next(calls), _text(chance)), (None, None, None)))
    chance.shuffle(rows)
    return rows


type Calls = Iterator[tuple[str, datetime]]


def _real(name: str) -> list[str]:
    """Numbers that people complained about, each once."""
    if not name:
        return []
    with Path(name).open(newline="", encoding="utf-8-sig") as file:
        said = (row["Company_Phone_Number"] for row in csv.DictReader(file))
        return sorted({number for number in said if len(number) == 10 and number.isdigit() and number[0] in "2345678"})


def _calls(chance: Random, now: datetime, numbers: list[str]) -> Calls:
    """Calling numbers, no two alike, first the real ones, and call times."""
    used: set[str] = set()
    chance.shuffle(numbers)
    while True:
        number = numbers.pop() if numbers else f"{chance.randint(212, 989)}{chance.randint(2_000_000, 9_999_999)}"
        if number not in used:
            used.add(number)
            yield number, now - timedelta(seconds=chance.randint(3_600, 40 * 86_400))


def _message(chance: Random, calling: str, at: datetime, text: str, called: str = "") -> dict[str, Any]:
    called = called or f"+1{chance.randint(212, 989)}555{chance.randint(0, 9_999):04}"
    return {
        "calling": calling,
        "called": called,
        "called_at": at.isoformat(),
        "nature": chance.choice(["fraudulent", "abusive", "unlawful"]),
        "evidence": text,
        "basis": "protection_222d2",
        "score": round(chance.random(), 3),
        "volume": chance.choice([None, 500, 20_000, 3_000_000]),
    }


def _same_call(chance: Random, calls: Calls, name: str) -> list[Planted]:
    """Told twice: the number spelled otherwise, the clock some seconds off."""
    (calling, at), called = next(calls), f"614555{chance.randint(0, 9_999):04}"
    spelled = f"+1 ({calling[:3]}) {calling[3:6]}-{calling[6:]}"
    later = at + timedelta(seconds=chance.randint(1, 25))
    first = _message(chance, calling, at, _text(chance), called)
    second = _message(chance, spelled, later, _text(chance), f"1-{called[:3]}-{called[3:6]}-{called[6:]}")
    return [Planted(each, (f"call {name}", f"minute {name}", None)) for each in (first, second)]


def _same_minute(chance: Random, calls: Calls, name: str) -> list[Planted]:
    """One number calls two people at once."""
    calling, at = next(calls)
    moments = (at, at + timedelta(seconds=chance.randint(1, 40)))
    return [
        Planted(_message(chance, calling, each, _text(chance), f"513555{number:04}"), (None, f"minute {name}", None))
        for number, each in enumerate(moments, chance.randint(0, 9_000))
    ]


def _same_text(chance: Random, calls: Calls, name: str) -> list[Planted]:
    """One message as several calls had it, misheard here and there."""
    text = _text(chance)
    return [
        Planted(_message(chance, *next(calls), heard), (None, None, f"text {name}"))
        for heard in (text, _misheard(chance, text), _misheard(chance, text))
    ]


def _text(chance: Random) -> str:
    """A message of its own: a frame that many share, around words that only it has."""
    own = " ".join(_word(chance) for _ in range(chance.randint(25, 60)))
    return f"This is {chance.choice(ORGANISATIONS)}. We will {chance.choice(DEMANDS)} today. {own}. Press one now."


def _word(chance: Random) -> str:
    return "".join(chance.choice(SYLLABLES) for _ in range(chance.randint(1, 3)))


def _misheard(chance: Random, text: str) -> str:
    """One word in twenty left out, or heard as another; figures and case differ."""
    changes: list[Callable[[str], str]] = [lambda _: "", lambda _: _word(chance), str.upper, lambda word: f"{word},"]
    words = [chance.choice(changes)(word) if chance.random() < 0.05 else word for word in text.split()]
    return f"{' '.join(filter(None, words))} {chance.randint(100, 999)}"
