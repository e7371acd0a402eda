"""What one benchmark found: ours, the peer's, and the limit of this machine, in one unit."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Result:
    """`ours` and `peer` were measured in the same run; `limit` is what this machine could do at most."""

    name: str
    ours: float
    peer: float
    limit: float
    unit: str  # "entries/s": more is better; "ms": less is better
    n: int
    more: Mapping[str, Any] | None = None  # what else was found, by name

    @property
    def ratio(self) -> float:
        """How many times the peer's speed is ours: above 1 we are faster."""
        return self.ours / self.peer if self.unit.endswith("/s") else self.peer / self.ours

    def line(self) -> str:
        return json.dumps(
            {
                "name": self.name,
                "ours": _short(self.ours),
                "peer": _short(self.peer),
                "ratio": round(self.ratio, 3),
                "limit": _short(self.limit),
                "unit": self.unit,
                "n": self.n,
                **({"more": self.more} if self.more else {}),
            }
        )


def _short(number: float) -> float:
    return float(f"{number:.4g}")
