"""Facts about providers, by what they are about."""

from .directory import ControlLink, ForeignFinding, PointOfContact, Provider, StandingFinding

__all__ = [
    "ControlLink",
    "ForeignFinding",
    "PointOfContact",
    "Provider",
    "StandingFinding",
]
