"""A mapping.toml: read with errors that name its line, and written so that a person can go on from there."""

import difflib
import re
import tomllib
from pathlib import Path

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from ...reading import UnreadableError
from .mapping import Mapping

_SECTION = re.compile(r"^\s*\[+\s*([^\]\s]+)\s*\]+")
_KEY = re.compile(r"""(?:^|[;,{]\s*|^\s+)["']?([A-Za-z_][\w.-]*)["']?\s*=""")
_SECTIONS = ("source", "columns", "time", "numbers", "direction", "only")


class MappingError(UnreadableError):
    """The mapping cannot be followed; each line of the message says where, what is wrong and what is allowed."""


def load(path: Path) -> Mapping:
    """The mapping in this file; raises `MappingError`."""
    try:
        return parse(path.read_text("utf-8"), name=path.name)
    except OSError as problem:
        raise MappingError(f"{path.name} cannot be read: {problem.strerror or problem}") from problem
    except UnicodeDecodeError as problem:
        raise MappingError(f"{path.name} is not UTF-8 text, which TOML must be") from problem


def parse(text: str, *, name: str = "mapping.toml") -> Mapping:
    """The mapping in this text; raises `MappingError` with every fault, not only the first."""
    try:
        told = tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        raise MappingError(f"{name} is not TOML: {problem}") from problem
    try:
        return Mapping.model_validate(told)
    except ValidationError as problem:
        lines = _lines(text)
        found = {_sentence(error, lines, name): None for error in problem.errors(include_url=False)}
        raise MappingError("\n".join(found)) from problem


def _lines(text: str) -> dict[str, int]:
    """Where each section and key stands: {"time": 7, "time.zone": 8}."""
    places: dict[str, int] = {}
    section = ""
    for number, line in enumerate(text.splitlines(), start=1):
        if heading := _SECTION.match(line):
            section = heading.group(1).strip("\"'")
            places.setdefault(section, number)
        for key in _KEY.findall(line):
            places.setdefault(f"{section}.{key}" if section else key, number)
    return places


def _sentence(error: ErrorDetails, lines: dict[str, int], name: str) -> str:
    where = [str(part) for part in error["loc"]][:2]
    key = ".".join(where)
    line = lines.get(key) or lines.get(where[0] if where else "")
    place = f"{name}, line {line}" if line else name
    return f"{place}: {key + ': ' if key else ''}{_what(error, where)}"


def _what(error: ErrorDetails, where: list[str]) -> str:
    match error["type"]:
        case "missing":
            return _missing(where)
        case "extra_forbidden":
            return _unknown(where)
        case "value_error":
            return str(error["ctx"]["error"])
        case "literal_error" | "enum":
            return f"{error['input']!r} is not one of {error['ctx']['expected']}"
        case _ if where[:1] == ["columns"]:
            return f"{error['input']!r} is no column: write its name or its place from 1 (or two, a date and a time)"
        case _:
            return f"{error['input']!r}: {error['msg'][0].lower()}{error['msg'][1:]}"


def _missing(where: list[str]) -> str:
    if len(where) == 1:
        return f"there is no [{where[0]}] section"
    why = {"at": "when a call was made", "called": "who was called"}.get(where[1])
    return f"missing: the column that says {why}" if why else "missing"


def _unknown(where: list[str]) -> str:
    allowed = _allowed(where)
    near = difflib.get_close_matches(where[-1], allowed, n=1)
    hint = f"did you mean {near[0]}? " if near else ""
    return f"there is no such {'key' if len(where) > 1 else 'section'}; {hint}Allowed: {', '.join(allowed)}"


def _allowed(where: list[str]) -> list[str]:
    if len(where) == 1:
        return list(_SECTIONS)
    part = Mapping.model_fields[where[0]].annotation
    fields = getattr(part, "model_fields", None)
    if fields is None:  # Only | None
        from .mapping import Only

        fields = Only.model_fields
    return list(fields)
