"""Lines and rows of text files as switches leave them: any bytes, any line ends, packed or not, with true line numbers.

Nothing here raises for what a file holds: a line that cannot be read comes with `broken`, the reason in words.
"""

import codecs
import csv
import gzip
import zlib
from collections.abc import Callable, Container, Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple, cast

import numpy as np

from ..reading import Rejected, UnreadableError
from ..record import Place

HEAD = 64 * 1024  # bytes that a dialect may look at to recognise a file
LONGEST = 1024 * 1024  # bytes of one line; SIP headers, certificates and JSON documents are far below
SPANNED = 20  # lines that one quoted field may reach over
SHOWN = 400  # signs of a rejected row
_BLOCK = 256 * 1024
_GZIP = b"\x1f\x8b"
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_CONTROLS = {c: 0x2400 + c for c in range(32) if chr(c) not in "\t\n"} | {0x7F: 0x2421}
_CONTROLS |= dict.fromkeys(range(128, 160), 65533)


class Line(NamedTuple):
    number: int  # from 1
    text: str  # without its end
    broken: str = ""  # why it cannot be read


class Cells(NamedTuple):
    line: int  # where the row begins
    cells: list[str]
    raw: str
    broken: str = ""  # why it is no row; `cells` is empty then


def shown(raw: str) -> str:
    """A row as a person may see it: cut, control signs drawn instead of sent to the terminal."""
    return raw[: SHOWN * 2].translate(_CONTROLS)[:SHOWN]


def rejected(path: Path, line: int, reason: str, raw: str) -> Rejected:
    return Rejected(Place(str(path), line), reason, shown(raw))


def opened(path: Path) -> BinaryIO:
    """The bytes of a file, unpacked where gzip, in UTF-8 where UTF-16. `UnreadableError` if there is none."""
    try:
        file: BinaryIO = path.open("rb")
        start = file.read(2)
        file.seek(0)
    except OSError as error:
        raise UnreadableError(f"{path} cannot be opened: {error.strerror or error}. Is the path right?") from error
    if start == _GZIP:
        file.close()
        return cast(BinaryIO, gzip.open(path, "rb"))
    if start in _UTF16:
        return cast(BinaryIO, codecs.EncodedFile(file, "utf-8", "utf-16", errors="replace"))
    return file


def head(path: Path, size: int = HEAD) -> bytes:
    """The first bytes of a file (of a folder: of its first file), unpacked. Empty when there are none to be had."""
    if path.is_dir():
        inside = files(path)
        return head(inside[0], size) if inside else b""
    try:
        with opened(path) as file:
            return file.read(size)[:size]
    except (UnreadableError, OSError, EOFError, zlib.error, UnicodeError):
        return b""


def files(path: Path) -> list[Path]:
    """The file itself, or what a folder holds, by name; hidden ones and folders in it left out."""
    if not path.is_dir():
        return [path]
    return sorted(p for p in path.iterdir() if p.is_file() and not p.name.startswith("."))


def head_lines(head: bytes) -> list[str]:
    """The lines of a head that are whole and not empty."""
    found = head.removeprefix(codecs.BOM_UTF8).splitlines()
    if len(head) >= HEAD and len(found) > 1:
        found.pop()
    return [decoded(line) for line in found if line.strip()]


def decoded(raw: bytes, encoding: str = "utf-8") -> str:
    """UTF-8 (or what is said), else Latin-1, so that every byte stays a sign. NUL becomes its picture: no database
    keeps a NUL."""
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError:
        text = raw.decode("latin-1")
    return text.replace("\0", "␀") if "\0" in text else text


def clean(value: str | float) -> str:
    """A value out of JSON as text: no NUL and no half of a sign, which no database and no file could keep."""
    return str(value).replace("\0", "␀").encode("utf-8", "replace").decode()


def lines(path: Path, *, after_line: int = 0, encoding: str = "utf-8") -> Iterator[Line]:
    """Every line of the file after `after_line`, also empty ones. LF, CR LF and CR all end a line."""
    with opened(path) as file:
        yield from lines_of(file.read, after_line=after_line, encoding=encoding)


def lines_of(
    read: Callable[[int], bytes], *, first: int = 1, after_line: int = 0, encoding: str = "utf-8"
) -> Iterator[Line]:
    """The same of anything that can be read; `first`: the number of its first line."""
    for number, (raw, broken) in enumerate(_raw_lines(read), first):
        if number > after_line:
            yield Line(number, decoded(raw.removeprefix(codecs.BOM_UTF8) if number == 1 else raw, encoding), broken)


def line_ends(block: bytes) -> int:
    """How many lines end in it: at LF, CR LF and CR."""
    found = int(np.count_nonzero(np.frombuffer(block, np.uint8) == ord("\n")))
    return found + block.count(b"\r") - block.count(b"\r\n") if b"\r" in block else found


def _raw_lines(read: Callable[[int], bytes]) -> Iterator[tuple[bytes, str]]:
    rest, skipping = b"", False
    while True:
        try:
            block = read(_BLOCK)
        except (OSError, EOFError, zlib.error, UnicodeError) as error:
            yield rest, f"the file breaks off here ({error}): copy it again, the rest cannot be read"
            return
        if not block:
            break
        parts = (rest + block).splitlines(keepends=True)
        rest = parts.pop()  # its end, or the LF of its CR, may be in the next block
        for part in parts:
            if not skipping:
                yield part.rstrip(b"\r\n"), ""
            skipping = False
        if len(rest) > LONGEST and not skipping:
            yield rest[: SHOWN * 2], f"a line of more than {LONGEST:,} bytes: this is no line of call records"
            skipping = True
        if skipping:
            rest = rest[-1:]
    if rest and not skipping:
        yield rest.rstrip(b"\r\n"), ""


def rows(
    path: Path,
    *,
    delimiter: str = ",",
    quote: str = '"',
    widths: Container[int] | None = None,
    after_line: int = 0,
    encoding: str = "utf-8",
) -> Iterator[Cells]:
    """Rows of delimited text; empty lines are no rows. A row whose quoting is broken comes alone with the reason, and
    reading goes on at the next line. `widths`: how many cells a row over several lines must have to be believed."""
    source = lines(path, after_line=after_line, encoding=encoding)
    return rows_of(source, delimiter=delimiter, quote=quote, widths=widths)


def rows_of(
    source: Iterator[Line], *, delimiter: str = ",", quote: str = '"', widths: Container[int] | None = None
) -> Iterator[Cells]:
    """The same of lines that come from anywhere."""
    ahead: list[Line] = []
    feed = _Feed()
    reader = csv.reader(feed, delimiter=delimiter, quotechar=quote or None, strict=True)
    while line := (ahead.pop(0) if ahead else next(source, None)):
        if line.broken:
            yield Cells(line.number, [], line.text, line.broken)
        elif not line.text.strip():
            continue
        elif not quote or quote not in line.text:
            yield Cells(line.number, line.text.split(delimiter), line.text)
        else:
            feed.line = line.text
            try:
                yield Cells(line.number, next(reader), line.text)
            except (csv.Error, StopIteration):
                yield _quoted_row(line, source, ahead, delimiter, quote, widths)


class _Feed:
    """Gives one reader line after line: to make a reader for each costs as much as to read it."""

    line: str | None = None

    def __iter__(self) -> "_Feed":
        return self

    def __next__(self) -> str:
        line, self.line = self.line, None
        if line is None:
            raise StopIteration
        return line


def _quoted_row(
    line: Line, source: Iterator[Line], ahead: list[Line], delimiter: str, quote: str, widths: Container[int] | None
) -> Cells:
    cells, why = split(line.text, delimiter=delimiter, quote=quote)
    if cells is not None:
        return Cells(line.number, cells, line.text)
    if why is _OPEN:
        text = line.text
        for taken in range(SPANNED):
            if taken == len(ahead) and not _fetch(source, ahead):
                break
            if ahead[taken].broken:
                break
            text += "\n" + ahead[taken].text
            cells, more = split(text, delimiter=delimiter, quote=quote)
            if cells is not None and (widths is None or len(cells) in widths):
                del ahead[: taken + 1]
                return Cells(line.number, cells, text)
            if more is not _OPEN:
                break
    return Cells(line.number, [], line.text, why)


def _fetch(source: Iterator[Line], ahead: list[Line]) -> bool:
    found = next(source, None)
    if found is not None:
        ahead.append(found)
    return found is not None


_OPEN = "a quotation mark opens a field and none closes it"
_HUGE = "a field of more than 128 KiB: this is no field of a call record"
_MISPLACED = "a quotation mark stands inside a field: the switch did not double it, or the line is damaged"


def split(text: str, *, delimiter: str = ",", quote: str = '"') -> tuple[list[str] | None, str]:
    """The cells of one row, or None and why not."""
    try:
        return next(csv.reader([text], delimiter=delimiter, quotechar=quote, strict=True)), ""
    except (csv.Error, StopIteration) as error:
        said = str(error)
        if "field limit" in said:
            return None, _HUGE
        return None, _OPEN if "unexpected end" in said else _MISPLACED
