"""The portal as a provider's machine speaks to it: its API under `/api/v1/`, and nothing else."""

from .key import KeyMissingError, read_key
from .portal import Portal, Sending, checked
from .problems import KeyRefusedError, NotThereError, PortalError, RefusedError, UnreachableError

__all__ = [
    "KeyMissingError",
    "KeyRefusedError",
    "NotThereError",
    "Portal",
    "PortalError",
    "RefusedError",
    "Sending",
    "UnreachableError",
    "checked",
    "read_key",
]
