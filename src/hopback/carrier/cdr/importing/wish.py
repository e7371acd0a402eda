"""What an import is told, and what comes of it."""

from dataclasses import dataclass, field
from pathlib import Path

from ..archive.rows import Numbering
from ..reading import Dialect, Rejected, Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """How the files are to be read. `dialect` None: as each looks. `quick`: whole columns at once where that can be."""

    settings: Settings
    zone_said: bool
    numbering: Numbering = field(default_factory=Numbering)
    dialect: Dialect | None = None
    quick: bool = True


@dataclass(slots=True)
class Imported:
    """What came of one file. `state`: new, grown, resumed, same, unusable. `quick`: read by columns, not row by row."""

    path: Path
    state: str = "new"
    dialect: str = ""
    quick: bool = False
    records: int = 0
    copies: int = 0
    rejected: int = 0
    skipped: int = 0
    bad: list[Rejected] = field(default_factory=list)  # the first few
    rejects_file: str = ""
    warning: str = ""
    why: str = ""  # it could not be used, or nothing was new
    seconds: float = 0.0
