"""A report over a table the provider already has: its engine counts, nothing is copied. Needs `hopback[warehouse]`."""

from .records import WarehouseRecords

__all__ = ["WarehouseRecords"]
