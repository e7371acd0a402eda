"""How the running responder fares, in a small file beside the journal: what no journal needs to keep."""

import json
import os
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class State:
    """`reached_at`: when the portal last answered; `trouble`: why it does not, "" while it does."""

    pid: int
    started_at: datetime
    polled_at: datetime | None = None
    reached_at: datetime | None = None
    trouble: str = ""

    @property
    def running(self) -> bool:
        """Is the process there?"""
        try:
            os.kill(self.pid, 0)
        except ProcessLookupError:
            return False
        except PermissionError:
            return True
        return True


def write(file: Path, state: State) -> None:
    """In one step: whoever reads sees the old or the new."""
    said = {name: at.isoformat() if isinstance(at, datetime) else at for name, at in asdict(state).items()}
    beside = file.with_name(file.name + ".new")
    beside.write_text(json.dumps(said), encoding="utf-8")
    beside.replace(file)


def read(file: Path) -> State | None:
    """None where no responder ever ran."""
    try:
        said: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
        times = {name: datetime.fromisoformat(at) for name, at in said.items() if name.endswith("_at") and at}
        return State(**{**said, **times})
    except (OSError, ValueError, TypeError):
        return None
