"""What a command is given to read: a file, or - for what is piped in."""

import sys
from pathlib import Path

from .portal import stop


def read(file: str, *, most: int) -> bytes:
    """All of it, `most` bytes at the longest; else one sentence and exit 2."""
    try:
        if file == "-":
            data = sys.stdin.buffer.read(most + 1)
        else:
            with Path(file).open("rb") as opened:
                data = opened.read(most + 1)
    except OSError as problem:
        stop(f"{file} cannot be read: {problem.strerror or problem}.")
    if len(data) > most:
        stop(f"{file} has more than {most >> 20:,} MB. Split it.")
    return data
