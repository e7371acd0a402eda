"""FreeSWITCH mod_cdr_csv. The columns are those of the template in cdr_csv.conf.xml; the shipped templates are told
apart by their width, any other is named by its owner in its order. No heading.

FreeSWITCH puts values between quotation marks and escapes nothing: a mark inside a caller's name is no end of the field
as long as the number of fields comes out right."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from ..reading import Row, Settings, UnreadableError
from ..record import Place
from . import fields, freeswitch, text
from .fields import RowError

_FIRST = (
    "caller_id_name", "caller_id_number", "destination_number", "context", "start_stamp", "answer_stamp", "end_stamp",
    "duration", "billsec", "hangup_cause", "uuid", "bleg_uuid", "accountcode",
)  # fmt: skip
TEMPLATES: Mapping[str, tuple[str, ...]] = {
    "sql": _FIRST,
    "example": (*_FIRST, "read_codec", "write_codec"),
    "linksys": (*_FIRST, "read_codec", "write_codec", "sip_user_agent", "sip_p_rtp_stat"),
    "asterisk": (
        "accountcode", "caller_id_number", "destination_number", "context", "caller_id", "channel_name",
        "bridge_channel", "last_app", "last_arg", "start_stamp", "answer_stamp", "end_stamp", "duration", "billsec",
        "hangup_cause", "amaflags", "uuid", "userfield",
    ),
    "snom": (*_FIRST, "read_codec", "write_codec", "sip_user_agent", "call_clientcode", "sip_rtp_rxstat",
             "sip_rtp_txstat", "sofia_record_file"),
    "opencdrrate": (
        "uuid", "signal_bond", "direction", "ani", "destination_number", "answer_stamp", "end_stamp", "billsec",
        "accountcode", "userfield", "network_addr", "caller_id_type", "sip_gateway_name",
    ),
}  # fmt: skip
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.A | re.I)
_BETWEEN = re.compile(r'", ?"')
_SQL = re.compile(r"INSERT INTO \S+ VALUES \((.*)\);?\s*", re.S)
_RENAMED = {"calling": "caller_id_number", "called": "destination_number", "at": "start_stamp"}  # our words also serve


class FreeswitchCsv:
    name = "freeswitch-csv"
    title = "FreeSWITCH mod_cdr_csv (Master.csv)"
    zoned = False

    def recognises(self, path: Path, head: bytes) -> float:
        lines = text.head_lines(head)[:40]
        known = sum(_template(_cells(line)) is not None for line in lines)
        alike = sum(any(map(_UUID.fullmatch, _cells(line))) for line in lines)
        return max(0.95 * known, 0.5 * alike) / len(lines) if lines else 0.0

    def read(self, path: Path, settings: Settings, *, after_line: int = 0) -> Iterator[Row]:
        return fields.over_files(path, settings, after_line, _read)


def _cells(line: str) -> list[str]:
    line = line.strip()
    if found := _SQL.fullmatch(line):
        line = found.group(1).strip()
    if len(line) > 1 and line[0] == line[-1] == '"':
        return _BETWEEN.split(line[1:-1])
    return text.split(line)[0] or []


def _template(cells: list[str]) -> tuple[str, ...] | None:
    """The shipped template that these cells fit: as wide, an UUID and times where it has them."""
    for names in TEMPLATES.values():
        if len(names) == len(cells) and _misfit(dict(zip(names, cells, strict=True))) == "":
            return names
    return None


def _misfit(row: Mapping[str, str]) -> str:
    if not _UUID.fullmatch(row.get("uuid", "")):
        return f"where the UUID should be stands “{row.get('uuid', '')[:40]}”"
    for name in ("duration", "billsec"):
        if not (row.get(name, "0") or "0").isdecimal():
            return f"where the {name} should be stands “{row[name][:40]}”"
    for name in ("start_stamp", "answer_stamp", "end_stamp"):
        if row.get(name) and not row[name][:4].isdecimal():
            return f"where the {name} should be stands “{row[name][:40]}”"
    return ""


def _read(path: Path, settings: Settings, after_line: int) -> Iterator[Row]:
    own = _own(path, settings)

    def make(row: text.Cells) -> Row:
        cells = _cells(row.raw)
        names = own or _template(cells)
        if names is None or len(cells) != len(names):
            raise RowError(_wrong_width(cells, own))
        told = dict(zip(names, cells, strict=True))
        if "uuid" in told and (why := _misfit(told)):
            raise RowError(f"{why}: the row is damaged, or of another template")
        if not told.get("start_stamp") and "start_epoch" not in told and "start_uepoch" not in told:
            told["start_stamp"] = told.get("answer_stamp") or told.get("end_stamp", "")
        place = Place(str(path), row.line)
        return freeswitch.call(lambda name: told.get(name, ""), place, settings, profile={}, origin={}, switch="")

    yield from fields.made(path, _rows(path), make, after_line=after_line)


def _wrong_width(cells: list[str], own: tuple[str, ...] | None) -> str:
    if own:
        return f"the row has {len(cells)} fields instead of {len(own)}: cut off, or a value holds a quotation mark"
    return f"the row has {len(cells)} fields and fits no shipped template: damaged, or a value holds a quotation mark"


def _own(path: Path, settings: Settings) -> tuple[str, ...] | None:
    """The owner's columns. `UnreadableError` if there are none and no row of the beginning fits a shipped template."""
    if told := fields.listed(settings):
        return tuple(_RENAMED.get(name, name) for name in told)
    lines = text.head_lines(text.head(path))[:200]
    if lines and not any(_template(_cells(line)) for line in lines):
        shown = ", ".join(f"{place}: {cell[:40]}" for place, cell in enumerate(_cells(lines[0]), 1))
        raise UnreadableError(
            f"{path} fits none of the templates that come with FreeSWITCH ({', '.join(TEMPLATES)}). Name the columns "
            f"of yours in their order: row = “caller_id_number start_stamp …”. First row: {shown[:600]}"
        )
    return None


def _rows(path: Path) -> Iterator[text.Cells]:
    return (text.Cells(line.number, [], line.text, line.broken) for line in text.lines(path) if line.text.strip())
