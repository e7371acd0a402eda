"""Public files of providers, from bytes to what each row says of one (A1.1). Nothing here reads the database."""

from .files import Kind, Read, read
from .rows import Contact, Odd, Told, joined

__all__ = ["Contact", "Kind", "Odd", "Read", "Told", "joined", "read"]
