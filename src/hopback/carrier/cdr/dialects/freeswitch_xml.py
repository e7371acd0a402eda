"""FreeSWITCH mod_xml_cdr: `<cdr>` documents, a file or a line for each, or a folder of files. Variables are
URL-encoded.

A document type is refused, and with it every entity: no call detail record needs one."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote_to_bytes
from xml.parsers import expat

from ..reading import Row, Settings
from ..record import Place
from . import documents, fields, freeswitch, text
from .fields import RowError

_BEGINS = re.compile(r"\s*(?:<\?xml[^>]*\?>\s*)?<cdr[\s>]|\s*<!DOCTYPE")
_ENDS = re.compile(r"</cdr>")
_BETWEEN = re.compile(r"\s*(?:<\?xml[^>]*\?>|</?cdrs>)?\s*")
_DEEPEST = 50


class FreeswitchXml:
    name = "freeswitch-xml"
    title = "FreeSWITCH mod_xml_cdr (files or a folder of them)"
    zoned = True

    def recognises(self, path: Path, head: bytes) -> float:
        return 0.97 if b"<cdr" in head[:2000] and (b"<callflow" in head or b"<channel_data>" in head) else 0.0

    def read(self, path: Path, settings: Settings, *, after_line: int = 0) -> Iterator[Row]:
        return fields.over_files(path, settings, after_line, _read)


def _read(path: Path, settings: Settings, after_line: int) -> Iterator[Row]:
    found = documents.documents(path, begins=_BEGINS, ends=_ENDS, between=_BETWEEN)
    return fields.made(path, found, lambda row: _call(row, path, settings), after_line=after_line)


def _call(row: text.Cells, path: Path, settings: Settings) -> Row:
    document = _parsed(row.raw)
    if not document.variables:
        raise RowError("the document has no variables: it is no call detail record of FreeSWITCH")

    def get(name: str) -> str:
        value = document.variables.get(name, "")
        return text.decoded(unquote_to_bytes(value)) if "%" in value else value

    profile = document.profiles[-1] if document.profiles else {}
    origin = document.origins[0] if document.origins else {}
    place = Place(str(path), row.line)
    return freeswitch.call(get, place, settings, profile=profile, origin=origin, switch=document.switch)


@dataclass(slots=True)
class _Document:
    """What is wanted of a document, filled while it is parsed."""

    variables: dict[str, str] = field(default_factory=dict)
    profiles: list[dict[str, str]] = field(default_factory=list)
    origins: list[dict[str, str]] = field(default_factory=list)
    switch: str = ""
    _path: list[str] = field(default_factory=list)
    _text: list[str] = field(default_factory=list)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self._path.append(name)
        self._text.clear()
        if len(self._path) > _DEEPEST:
            raise RowError("the document is too deeply nested")
        if name == "cdr":
            self.switch = attributes.get("switchname", "")
        elif name == "caller_profile":
            self.profiles.append({})
        elif name == "originator_caller_profile":
            self.origins.append({})

    def data(self, data: str) -> None:
        self._text.append(data)

    def end(self, name: str) -> None:
        self._path.pop()
        value = "".join(self._text).strip()
        self._text.clear()
        match self._path[-1:]:
            case ["variables"]:
                self.variables[name] = value
            case ["caller_profile"]:
                self.profiles[-1].setdefault(name, value)
            case ["originator_caller_profile"]:
                self.origins[-1].setdefault(name, value)


def _parsed(raw: str) -> _Document:
    document, parser = _Document(), expat.ParserCreate("utf-8")
    parser.StartElementHandler, parser.EndElementHandler = document.start, document.end
    parser.CharacterDataHandler = document.data
    parser.StartDoctypeDeclHandler = _refused
    try:
        parser.Parse(raw.strip().encode("utf-8", "replace"), True)
    except expat.ExpatError as error:
        raise RowError(f"it is no XML document: {error}") from error
    return document


def _refused(*_: object) -> None:
    raise RowError("the document declares a document type, which no call record does: it is not read")
