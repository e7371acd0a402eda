"""The same searches on a table the provider already has; nothing is copied. Needs `pip install hopback[warehouse]`."""

from .store import Warehouse

__all__ = ["Warehouse"]
