"""Which provider, customer or own switch stands behind a trunk or an address: `trunks.toml`, read and learned."""

from .mapping import Found, Standing, TrunkMap
from .reading import TrunksFileError, read
from .rows import Numbers, Own, Row

__all__ = ["Found", "Numbers", "Own", "Row", "Standing", "TrunkMap", "TrunksFileError", "read"]
