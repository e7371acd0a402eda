"""The only place that writes what this room keeps."""

from .importing import import_file

__all__ = ["import_file"]
