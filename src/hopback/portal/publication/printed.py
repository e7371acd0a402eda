"""A summary or a report on paper."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from hopback.portal.layout import printing
from hopback.portal.layout.charts import as_file

from . import charts
from .queries.composing import TEXTS

SHEET = Path(__file__).parent / "print" / "report.typ"


def pdf(body: Mapping[str, Any], *, made_at: datetime, foot: str) -> bytes:
    """The same bytes for the same body and foot."""
    drawn = charts.of(body)
    texts = body.get("texts", {})
    told = {
        **body,
        "foot": foot,
        "made": f"Figures of {made_at:%d %B %Y, %H:%M} UTC",
        "texts": [[label, texts[name].split("\n")] for name, label in TEXTS.items() if texts.get(name)],
        "charts": sorted(drawn),
        "legend": [[css, label] for css, label in charts.legend(body)],
    }
    files = {f"{name}.svg": as_file(drawing) for name, drawing in drawn.items()}
    return printing.pdf(SHEET, told | {"files": files}, at=made_at)
