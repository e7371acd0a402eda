"""Our copy of the list: taken from the portal, checked, kept in a folder, never half of one (XB.6)."""

from .folder import Folder, Held
from .taking import NotTaken, Taker

__all__ = ["Folder", "Held", "NotTaken", "Taker"]
