"""May this number originate a call? By the registry, and apart from it by the numbering plan (XB.1)."""

from .screen import Screen, build
from .verdict import Kind, Verdict
from .writings import key

__all__ = ["Kind", "Screen", "Verdict", "build", "key"]
