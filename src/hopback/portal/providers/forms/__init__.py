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
    LiftForm,
    NewProviderForm,
    NonCooperativeForm,
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
    "LiftForm",
    "MergeForm",
    "NewProviderForm",
    "NonCooperativeForm",
    "PairForm",
    "ParticularForm",
    "RequestForm",
    "UndoMergeForm",
]
