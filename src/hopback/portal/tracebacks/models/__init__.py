"""Tracebacks, hops and answers, who asks for them, and what their signatures say (Article 3, A1.8)."""

from .organizations import Authorization, Certification, Organization
from .path import (
    Answer,
    AnswerDraft,
    AnswerFile,
    Deadline,
    Extension,
    HandOut,
    Hop,
    HopLink,
    HopQuerySet,
    Note,
    ReturnedAnswer,
    Traceback,
)
from .signatures import Signature

__all__ = [
    "Answer",
    "AnswerDraft",
    "AnswerFile",
    "Authorization",
    "Certification",
    "Deadline",
    "Extension",
    "HandOut",
    "Hop",
    "HopLink",
    "HopQuerySet",
    "Note",
    "Organization",
    "ReturnedAnswer",
    "Signature",
    "Traceback",
]
