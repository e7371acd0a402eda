"""Questions about conduct: the sheet of a group, everybody's sheets, findings, and who is non-cooperative."""

from .findings import Ground, Told, on_record, told, visible_to
from .sheets import Period, all_sheets, facts_of, period_ending, sheet_of
from .standing import Standing, cooperative, non_cooperative, standing_groups

__all__ = [
    "Ground",
    "Period",
    "Standing",
    "Told",
    "all_sheets",
    "cooperative",
    "facts_of",
    "non_cooperative",
    "on_record",
    "period_ending",
    "sheet_of",
    "standing_groups",
    "told",
    "visible_to",
]
