"""The only place that writes sources, campaigns and candidates (Article 4)."""

from .confidential import read_file, reveal_called
from .deciding import decide, place
from .sources import list_source, open_campaign, verify_source
from .submitting import submit_candidate, submit_candidates

__all__ = [
    "decide",
    "list_source",
    "open_campaign",
    "place",
    "read_file",
    "reveal_called",
    "submit_candidate",
    "submit_candidates",
    "verify_source",
]
