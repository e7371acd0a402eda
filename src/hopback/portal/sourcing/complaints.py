"""Files of complaints as the portal reads them: by `hopback.evidence.complaints`, with its way of reading numbers.

(A1.7, A4.4)
"""

from collections.abc import Iterable, Iterator

from hopback.evidence.complaints import files
from hopback.evidence.complaints.files import whose
from hopback.evidence.complaints.ftc import HEADER, SOURCE
from hopback.evidence.complaints.row import Row
from hopback.portal.ground import phone

from .refusals import ComplaintsWrong

__all__ = ["HEADER", "SOURCE", "Row", "number", "read", "whose"]


def number(raw: str) -> tuple[str, str]:
    found = phone.read(raw)
    return found.e164, found.why


def read(lines: Iterable[str]) -> Iterator[Row]:
    """Every row, good or odd. Raises ComplaintsWrong for a file that is another."""
    try:
        yield from files.read(lines, number)
    except files.OtherFileError as fault:
        raise ComplaintsWrong(str(fault)) from None
