"""How the running sync fares, in a small file beside the copy; and how old the copy is."""

import json
import os
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from .copy.folder import write


@dataclass(frozen=True, slots=True)
class Fed:
    """One switch: what it holds, since when, how it came there; `trouble`: why it is not what the copy is."""

    name: str
    version: int | None = None
    at: str = ""
    how: str = ""
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class State:
    """`reached_at`: when the portal last said what the list is; our copy was that list then. `trouble`: why it does
    not now, "" while it does."""

    pid: int
    started_at: datetime
    reached_at: datetime | None = None
    trouble: str = ""
    fed: tuple[Fed, ...] = field(default=())

    @property
    def running(self) -> bool:
        """Is the process there? 0: it took the list once, and left."""
        if not self.pid:
            return False
        try:
            os.kill(self.pid, 0)
        except ProcessLookupError:
            return False
        except PermissionError:
            return True
        return True

    def age(self, now: datetime) -> timedelta | None:
        """For how long nobody could say that the copy is the portal's list; None: it never was."""
        return now - self.reached_at if self.reached_at else None


def keep(file: Path, state: State) -> None:
    said = {name: at.isoformat() if isinstance(at, datetime) else at for name, at in asdict(state).items()}
    write(file, json.dumps(said))


def read(file: Path) -> State | None:
    """None where no sync ever ran."""
    try:
        said: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
        times = {name: datetime.fromisoformat(at) for name, at in said.items() if name.endswith("_at") and at}
        fed = tuple(Fed(**each) for each in said.get("fed", ()))
        return State(**{**said, **times, "fed": fed})
    except (OSError, ValueError, TypeError):
        return None


def words(age: timedelta | None) -> str:
    """“4 minutes”, “2 hours and 10 minutes”."""
    if age is None:
        return "of unknown age"
    minutes = max(0, int(age.total_seconds() // 60))
    hours, minutes = divmod(minutes, 60)
    parts = [f"{n} {unit}{'' if n == 1 else 's'}" for n, unit in ((hours, "hour"), (minutes, "minute")) if n]
    return " and ".join(parts) or "less than a minute"
