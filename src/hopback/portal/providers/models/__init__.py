"""Facts about providers, by what they are about."""

from .contact_list import ContactListRequest
from .directory import ControlLink, ForeignFinding, PointOfContact, Provider, StandingFinding
from .importing import ProviderFile
from .joining import Agreement, Joining
from .merging import Merge, NotTheSame
from .particulars import FactSource, Particular, ProposedContact

__all__ = [
    "Agreement",
    "ContactListRequest",
    "ControlLink",
    "FactSource",
    "ForeignFinding",
    "Joining",
    "Merge",
    "NotTheSame",
    "Particular",
    "PointOfContact",
    "ProposedContact",
    "Provider",
    "ProviderFile",
    "StandingFinding",
]
