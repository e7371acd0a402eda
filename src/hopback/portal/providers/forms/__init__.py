"""The forms about providers. Nothing is pre-selected that a person has to decide."""

from .contact_list import AgencyRequestForm, DecideRequestForm, RequestForm
from .directory import (
    FACTOR_LABELS,
    ChangeForm,
    ContactForm,
    ControlForm,
    EndControlForm,
    FilterForm,
    ForeignForm,
    NewProviderForm,
    ParticularForm,
)
from .importing import FileForm
from .merging import ApartForm, MergeForm, PairForm, UndoMergeForm

__all__ = [
    "FACTOR_LABELS",
    "AgencyRequestForm",
    "ApartForm",
    "ChangeForm",
    "ContactForm",
    "ControlForm",
    "DecideRequestForm",
    "EndControlForm",
    "FileForm",
    "FilterForm",
    "ForeignForm",
    "MergeForm",
    "NewProviderForm",
    "PairForm",
    "ParticularForm",
    "RequestForm",
    "UndoMergeForm",
]
