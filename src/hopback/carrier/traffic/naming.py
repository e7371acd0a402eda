"""Is a caller name the customer's own: its corporate name, trademark or d/b/a (XA.7)?"""

import re

_FORMS = {"inc", "llc", "ltd", "corp", "co", "company", "gmbh", "the", "and", "of", "plc", "llp", "dba"}
_SHORTEST = 3


def alike(shown: str, known: str) -> bool:
    """They share a word, or one begins with the other: caller names are cut at fifteen letters."""
    ours, theirs = _words(known), _words(shown)
    if not theirs:
        return True  # nothing was shown
    together, bare = "".join(ours), "".join(theirs)
    return bool(set(ours) & set(theirs)) or together.startswith(bare) or bare.startswith(together) or _cut(theirs, ours)


def _cut(theirs: list[str], ours: list[str]) -> bool:
    return any(len(word) >= _SHORTEST and other.startswith(word) for word in theirs for other in ours)


def _words(name: str) -> list[str]:
    return [word for word in re.findall(r"[a-z0-9]+", name.casefold()) if word not in _FORMS]
