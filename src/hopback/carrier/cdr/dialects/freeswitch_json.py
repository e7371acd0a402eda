"""FreeSWITCH mod_json_cdr: a document for each leg, a file for each document or a line for each, or a folder of files.

Values of channel variables are URL-encoded unless `encode-values` was turned off; the documents tell."""

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import unquote_to_bytes

from ..reading import Row, Settings
from ..record import Place
from . import documents, fields, freeswitch, text
from .fields import RowError

_BEGINS = re.compile(r"\{")
_ENDS = re.compile(r"^\}")  # the brace that closes a document stands at the left; those inside it are indented
_BETWEEN = re.compile(r"[\s\[\],]*")
_NOT_ENCODED = frozenset(' @<>"')
_TELLING = (b'"core-uuid"', b'"channel_data"', b'"callflow"', b'"variables"')


class FreeswitchJson:
    name = "freeswitch-json"
    title = "FreeSWITCH mod_json_cdr (files or a folder of them)"
    zoned = True

    def recognises(self, path: Path, head: bytes) -> float:
        return (
            0.97
            if head.lstrip(b" \r\n[\t\xef\xbb\xbf").startswith(b"{") and sum(t in head for t in _TELLING) >= 2
            else 0.0
        )

    def read(self, path: Path, settings: Settings, *, after_line: int = 0) -> Iterator[Row]:
        return fields.over_files(path, settings, after_line, _read)


def _read(path: Path, settings: Settings, after_line: int) -> Iterator[Row]:
    found = documents.documents(path, begins=_BEGINS, ends=_ENDS, between=_BETWEEN)
    return fields.made(path, found, lambda row: _call(row, path, settings), after_line=after_line)


def _call(row: text.Cells, path: Path, settings: Settings) -> Row:
    document = _object(row.raw)
    variables = _strings(document.get("variables"))
    if not variables:
        raise RowError("the document has no variables: it is no call detail record of FreeSWITCH")
    encoded = not any(_NOT_ENCODED & set(value) for value in variables.values())

    def get(name: str) -> str:
        value = variables.get(name, "")
        return text.decoded(unquote_to_bytes(value)) if encoded and "%" in value else value

    profile, origin = _profiles(document.get("callflow"))
    place, switch = Place(str(path), row.line), str(document.get("switchname") or "")
    return freeswitch.call(get, place, settings, profile=profile, origin=origin, switch=switch)


def _object(raw: str) -> dict[str, object]:
    try:
        found = json.loads(raw.rstrip().rstrip("],"))
    except (ValueError, RecursionError) as error:
        reason = str(error)[:120] if isinstance(error, ValueError) else "too deeply nested"
        raise RowError(f"it is no JSON document: {reason}") from error
    if not isinstance(found, dict):
        raise RowError("it is JSON, but no document with keys and values")
    return found


def _strings(found: object) -> dict[str, str]:
    if not isinstance(found, Mapping):
        return {}
    return {str(k): text.clean(v) for k, v in found.items() if isinstance(v, str | int | float)}


def _profiles(callflow: object) -> tuple[dict[str, str], dict[str, str]]:
    """The profile the leg arrived with (the last: each transfer puts another before it), its originator's."""
    flows = callflow if isinstance(callflow, list) else [callflow]
    profiles = [flow["caller_profile"] for flow in flows if isinstance(flow, Mapping) and "caller_profile" in flow]
    if not profiles:
        return {}, {}
    first = profiles[-1]
    origin = first.get("originator") if isinstance(first, Mapping) else None
    origins = origin.get("originator_caller_profiles") if isinstance(origin, Mapping) else None
    return _strings(first), _strings(origins[0]) if isinstance(origins, list) and origins else {}
