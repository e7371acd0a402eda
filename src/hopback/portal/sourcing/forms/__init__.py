"""What is asked on the pages of candidates, their triage and their sources."""

from .candidates import (
    BASES,
    CandidateForm,
    DueDiligenceForm,
    FilterForm,
    ImportForm,
    PlaceForm,
    ReasonForm,
)
from .sources import (
    SOURCE_KINDS,
    BecauseForm,
    JudgeForm,
    ParticularsForm,
    ReferrerForm,
    SourceForm,
    VerifyForm,
)
from .triage import AnswerForm, AskForm, DeclineForm, DuplicatesForm, InboxForm

__all__ = [
    "BASES",
    "SOURCE_KINDS",
    "AnswerForm",
    "AskForm",
    "BecauseForm",
    "CandidateForm",
    "DeclineForm",
    "DueDiligenceForm",
    "DuplicatesForm",
    "FilterForm",
    "ImportForm",
    "InboxForm",
    "JudgeForm",
    "ParticularsForm",
    "PlaceForm",
    "ReasonForm",
    "ReferrerForm",
    "SourceForm",
    "VerifyForm",
]
