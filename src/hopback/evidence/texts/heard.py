"""One text as it was heard, with what is known of its call. (A1.6)"""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Heard:
    """`calling` and `call_back` as they were told, in any form; "" where nothing is known."""

    key: str  # the file's name, or a public id
    text: str
    language: str = ""
    calling: str = ""
    call_back: str = ""
    at: datetime | None = None
