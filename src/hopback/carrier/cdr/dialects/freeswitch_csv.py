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
_BY_WIDTH = {n: [t for t in TEMPLATES.values() if len(t) == n] for n in {len(t) for t in TEMPLATES.values()}}
_NOTHING = dict.fromkeys((*freeswitch.ASKED, *(name for names in TEMPLATES.values() for name in names)), "")
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
        known = sum(_fitting(_cells(line)) is not None for line in lines)
        alike = sum(any(map(_UUID.fullmatch, _cells(line))) for line in lines)
        return max(0.95 * known, 0.5 * alike) / len(lines) if lines else 0.0

    def read(self, path: Path, settings: Settings, *, after_line: int = 0) -> Iterator[Row]:
        return fields.over_files(path, settings, after_line, _read)


def _cells(line: str) -> list[str]:
    line = line.strip()
    if line[:6] == "INSERT" and (found := _SQL.fullmatch(line)):
        line = found.group(1).strip()
    if len(line) > 1 and line[0] == line[-1] == '"':
        return _BETWEEN.split(line[1:-1])
    return text.split(line)[0] or []


def _fitting(cells: list[str]) -> dict[str, str] | None:
    """The row by the shipped template that it fits: as wide, an UUID and times where it has them."""
    for names in _BY_WIDTH.get(len(cells), ()):
        told = _told(names, cells)
        if not _misfit(told):
            return told
    return None


def _told(names: tuple[str, ...], cells: list[str]) -> dict[str, str]:
    """Every variable that is ever asked for, "" for those that the template leaves out."""
    told = _NOTHING.copy()
    told.update(zip(names, cells, strict=True))
    return told


def _misfit(row: Mapping[str, str]) -> str:
    if not _UUID.fullmatch(row["uuid"]):
        return f"where the UUID should be stands “{row['uuid'][:40]}”"
    for name in ("duration", "billsec"):
        if row[name] and not row[name].isdecimal():
            return f"where the {name} should be stands “{row[name][:40]}”"
    for name in ("start_stamp", "answer_stamp", "end_stamp"):
        if row[name] and not row[name][:4].isdecimal():
            return f"where the {name} should be stands “{row[name][:40]}”"
    return ""


def _read(path: Path, settings: Settings, after_line: int) -> Iterator[Row]:
    own, source = _own(path, settings), str(path)

    def make(row: text.Cells) -> Row:
        cells = _cells(row.raw)
        told = _named(own, cells) if own else _fitting(cells)
        if told is None:
            raise RowError(_wrong_width(cells, own))
        if not told["start_stamp"] and not told["start_epoch"] and not told["start_uepoch"]:
            told["start_stamp"] = told["answer_stamp"] or told["end_stamp"]
        place = Place(source, row.line)
        return freeswitch.call(told.__getitem__, place, settings, profile={}, origin={}, switch="")

    yield from fields.made(path, _rows(path), make, after_line=after_line)


def _named(own: tuple[str, ...], cells: list[str]) -> dict[str, str] | None:
    told = _told(own, cells) if len(cells) == len(own) else None
    if told and "uuid" in own and (why := _misfit(told)):
        raise RowError(f"{why}: the row is damaged, or of another template")
    return told


def _wrong_width(cells: list[str], own: tuple[str, ...] | None) -> str:
    if own:
        return f"the row has {len(cells)} fields instead of {len(own)}: cut off, or a value holds a quotation mark"
    return f"the row has {len(cells)} fields and fits no shipped template: damaged, or a value holds a quotation mark"


def _own(path: Path, settings: Settings) -> tuple[str, ...] | None:
    """The owner's columns. `UnreadableError` if there are none and no row of the beginning fits a shipped template."""
    if told := fields.listed(settings):
        return tuple(_RENAMED.get(name, name) for name in told)
    lines = text.head_lines(text.head(path))[:200]
    if lines and not any(_fitting(_cells(line)) for line in lines):
        shown = ", ".join(f"{place}: {cell[:40]}" for place, cell in enumerate(_cells(lines[0]), 1))
        raise UnreadableError(
            f"{path} fits none of the templates that come with FreeSWITCH ({', '.join(TEMPLATES)}). Name the columns "
            f"of yours in their order: row = “caller_id_number start_stamp …”. First row: {shown[:600]}"
        )
    return None


def _rows(path: Path) -> Iterator[text.Cells]:
    return (text.Cells(line.number, [], line.text, line.broken) for line in text.lines(path) if line.text.strip())
