"""Questions about conduct: the sheet of a group, everybody's sheets, findings, and who is non-cooperative."""

from .sheets import Period, all_sheets, facts_of, period_ending, sheet_of
from .standing import Standing, cooperative, non_cooperative, standing_groups

__all__ = [
    "Period",
    "Standing",
    "all_sheets",
    "cooperative",
    "facts_of",
    "non_cooperative",
    "period_ending",
    "sheet_of",
    "standing_groups",
]
