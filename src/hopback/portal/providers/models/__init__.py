"""Facts about providers, by what they are about."""

from .directory import ControlLink, ForeignFinding, PointOfContact, Provider, StandingFinding
from .joining import Agreement, Joining

__all__ = [
    "Agreement",
    "ControlLink",
    "ForeignFinding",
    "Joining",
    "PointOfContact",
    "Provider",
    "StandingFinding",
]
