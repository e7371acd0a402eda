"""A file of the archive that cannot be read: told, never passed over, since a call that is in it would be missed."""

import struct
from collections.abc import Iterator
from contextlib import contextmanager

import pyarrow as pa

from .footer import FooterError


class DamagedError(Exception):
    """A file of the archive is damaged or gone; the message says which, and what to do."""

    @classmethod
    def of(cls, name: str, what: object) -> "DamagedError":
        first = str(what).strip().partition("\n")[0] or type(what).__name__
        return cls(
            f"{name} of the archive cannot be read ({first[:200]}). "
            "No search is right without it: bring that file back from a backup."
        )


@contextmanager
def told(name: str) -> Iterator[None]:
    """What an engine throws over this file, as `DamagedError`; that there is no such file, as it is."""
    try:
        yield
    except FileNotFoundError:
        raise
    except (pa.ArrowException, OSError, FooterError, IndexError, struct.error) as error:
        raise DamagedError.of(name, error) from error
