"""A name as the Industry Traceback Group gives them: Brand-Script-Part. (A1.6)

The brand is the name that the texts say most, other than the speaker's own; several words become their initials. The
script is the pair of words that tells this campaign from the others. A part is added where both are taken. A name is
proposed; a person may change it, and a name that is kept is never changed here.
"""

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence

FUNCTION = frozenset(
    [
        "a",
        "an",
        "and",
        "any",
        "are",
        "as",
        "at",
        "be",
        "been",
        "being",
        "but",
        "by",
        "can",
        "could",
        "did",
        "do",
        "does",
        "for",
        "from",
        "had",
        "has",
        "have",
        "he",
        "her",
        "here",
        "him",
        "his",
        "how",
        "i",
        "i'm",
        "if",
        "in",
        "into",
        "is",
        "it",
        "it's",
        "its",
        "just",
        "may",
        "me",
        "my",
        "no",
        "not",
        "now",
        "of",
        "off",
        "on",
        "one",
        "or",
        "our",
        "out",
        "over",
        "she",
        "so",
        "some",
        "that",
        "that's",
        "the",
        "their",
        "them",
        "then",
        "there",
        "there's",
        "these",
        "they",
        "this",
        "those",
        "to",
        "two",
        "up",
        "us",
        "was",
        "we",
        "we're",
        "we've",
        "were",
        "what",
        "when",
        "where",
        "which",
        "while",
        "who",
        "will",
        "with",
        "would",
        "you",
        "you're",
        "your",
        "please",
        "press",
        "call",
        "calling",
        "called",
        "hello",
        "hi",
        "thank",
        "thanks",
        "again",
        "dear",
        "customer",
        "very",
        "also",
        "get",
        "got",
        "go",
        "going",
        "like",
        "let",
        "make",
        "made",
        "more",
        "need",
        "only",
        "than",
        "through",
        "want",
        "way",
        "well",
        "yes",
        "day",
        "today",
        "time",
        "number",
        "phone",
        "message",
        "reason",
        "regarding",
        "inform",
        "informing",
        "know",
        "#",
        "until",
        "within",
        "wish",
    ]
)
BRAND = re.compile(r"[A-Z][\w&’'-]*(?:\.(?=[A-Z]))?(?:\s+(?:(?:of|and|&)\s+)?[A-Z][\w&’'-]*)*")
SPEAKER = re.compile(
    r"(?:\bthis is|\bname is|\bi am|\bi'm|\bofficer|\bagent|\bmr\.?|\bms\.?|\bmrs\.?)\s*$", re.IGNORECASE
)
PLACE = re.compile(r"(?:\bstate of|\bborder of|\bin|,)\s*$", re.IGNORECASE)
LEADING = re.compile(r"^(?:the |u\.?s\.? )*(?:department of )?(?:the |u\.?s\.? )*", re.IGNORECASE)
OFFICE = frozenset(
    ["officer", "hello", "hi", "dear", "customer", "thank", "press", "greetings", "attention", "please", "department"]
)
UNCLEAR = "Unclear"
BEGINNING, EARLY = 80, 3  # characters in which a call says for whom it speaks, and how much a name counts there


def brand(texts: Sequence[str], proper: Collection[str]) -> str:
    """The name said most, "" where none is."""
    said: Counter[str] = Counter()
    for text in texts:
        for match in BRAND.finditer(text):
            before = text[max(0, match.start() - 20) : match.start()]
            name = LEADING.sub("", match[0]).strip(" '’.-")
            words = [word for word in name.split() if word.lower() not in ("of", "and", "&")]
            if not words or SPEAKER.search(before) or PLACE.search(before):
                continue
            if all(word.lower() in proper and word.lower() not in OFFICE | FUNCTION for word in words):
                said[name] += EARLY if match.start() < BEGINNING else 1
    if not said:
        return ""
    name, count = min(said.items(), key=lambda pair: (-pair[1], pair[0]))
    whole = [other for other in said if name in other and said[other] * 2 >= count]
    return (
        _short(max(whole, key=lambda other: (said[other], other)) if whole else name) if count * 4 >= len(texts) else ""
    )


def script(runs: Mapping[tuple[str, str], float], rarity: Mapping[str, float], without: Collection[str]) -> list[str]:
    """Pairs of words, those that tell most first, none sharing a word with one before it."""

    def tells(pair: tuple[str, str]) -> float:
        return runs[pair] * (rarity.get(pair[0], 1.0) + rarity.get(pair[1], 1.0))

    fit = [pair for pair in runs if not any(word in FUNCTION or word in without or word[0].isdigit() for word in pair)]
    found: list[tuple[str, str]] = []
    for pair in sorted(fit, key=lambda pair: (-round(tells(pair), 4), pair)):
        if not any(set(pair) & set(other) for other in found):
            found.append(pair)
        if len(found) == 2:
            break
    return [camel(pair) for pair in found]


def name(brand: str, scripts: Sequence[str], taken: Collection[str]) -> str:
    """Brand-Script, with -P2, -P3, … where that is taken. `taken` is compared without regard to case."""
    parts = [brand, *scripts[:1]] if brand else list(scripts[:2])
    wanted = "-".join(parts) or UNCLEAR
    low = {each.lower() for each in taken}
    for part in range(2, len(low) + 3):
        if wanted.lower() not in low:
            return wanted
        wanted = f"{'-'.join(parts) or UNCLEAR}-P{part}"
    return wanted


def camel(words: Sequence[str]) -> str:
    return "".join(re.sub(r"[^\w]", "", word[:1].upper() + word[1:]) for word in words)


def _short(name: str) -> str:
    words = [word for word in re.split(r"[\s]+", name) if word.lower() not in ("of", "and", "&")]
    return "".join(word[0] for word in words).upper() if len(words) > 2 else camel(words)
