"""The only place that writes sources, campaigns and candidates (Article 4)."""

from .campaigns import open_campaign
from .complaints import import_complaints
from .confidential import read_file, reveal_called
from .deciding import decide, place
from .referrers import designate, end_designation
from .sources import change_source, end_source, judge_source, list_source, verify_source
from .submitting import Taken, submit_candidate, submit_candidates, submit_rows
from .triage import answer_question, ask_back, assign, bring_back, decline, decline_duplicates

__all__ = [
    "Taken",
    "answer_question",
    "ask_back",
    "assign",
    "bring_back",
    "change_source",
    "decide",
    "decline",
    "decline_duplicates",
    "designate",
    "end_designation",
    "end_source",
    "import_complaints",
    "judge_source",
    "list_source",
    "open_campaign",
    "place",
    "read_file",
    "reveal_called",
    "submit_candidate",
    "submit_candidates",
    "submit_rows",
    "verify_source",
]
