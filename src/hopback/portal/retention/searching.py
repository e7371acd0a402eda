"""Whether what was erased is gone: texts and numbers taken before, sought afterwards in every table and in the file."""

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.apps import apps
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

SHORTEST = 7  # shorter texts stand everywhere by chance
PREFIX = "hopback.portal."
TEXT = (models.CharField, models.TextField, models.JSONField, models.GenericIPAddressField, models.BinaryField)
OURS = frozenset({"protection_222d2", "originated", "upstream", "not_found", "cannot_answer", "terminated"})
AT_ONCE = 2_000


class Words:
    """The texts and numbers that stood in what goes."""

    def __init__(self) -> None:
        self._found: set[str] = set()

    def take(self, values: Iterable[Any]) -> None:
        for value in values:
            if isinstance(value, dict | list):
                self.take(value.values() if isinstance(value, dict) else value)
            elif isinstance(value, str):
                self._add(value)

    def take_json(self, bodies: Iterable[str]) -> None:
        """Of the log only the salts: each stood in that payload and nowhere else, and every payload has one."""
        for body in bodies:
            self._add(json.loads(body).get("salt", ""))

    def _add(self, text: str) -> None:
        """Line by line: a longer text is found by its parts."""
        for line in text.splitlines():
            if len(line.strip()) >= SHORTEST and line.strip() not in OURS:
                self._found.add(line.strip()[:200])

    def sought(self) -> list[str]:
        return sorted(self._found)


@contextmanager
def overwriting(database: BaseDatabaseWrapper) -> Iterator[None]:
    """On SQLite what is freed is overwritten, and the journal beside the file is emptied afterwards."""
    if database.vendor != "sqlite":
        yield
        return
    with database.cursor() as cursor:
        cursor.execute("PRAGMA secure_delete = ON")
    yield
    if not database.in_atomic_block:
        with database.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def search(database: BaseDatabaseWrapper, words: Sequence[str]) -> tuple[list[dict[str, Any]], list[str]]:
    """(where how many of them still stand, what was searched)."""
    still, searched, elsewhere = [], 0, set()
    for model in apps.get_models(include_auto_created=True):
        if not model.__module__.startswith(PREFIX):
            continue
        columns = [one.name for one in model._meta.concrete_fields if isinstance(one, TEXT)]
        searched += len(columns)
        if found := _in_table(model, columns, words):
            still.append({"where": model._meta.label, "words": len(found)})
            elsewhere |= found
    said = [f"{searched} columns of all tables"]
    file = _file(database)
    if file is not None:
        said.append(f"the database file, {file.stat().st_size:,} bytes, with its journal")
        if left := _in_file(file, words) - elsewhere:
            still.append({"where": "the database file", "words": len(left)})
    return still, said


def _in_table(model: type[models.Model], columns: list[str], words: Sequence[str]) -> set[str]:
    found: set[str] = set()
    if not columns:
        return found
    for row in model._default_manager.values_list(*columns).iterator(chunk_size=AT_ONCE):
        text = "\n".join(_text(value) for value in row if value)
        found |= {word for word in words if word in text}
    return found


def _text(value: Any) -> str:
    if isinstance(value, bytes | memoryview):
        return bytes(value).decode("latin-1")
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)


def _file(database: BaseDatabaseWrapper) -> Path | None:
    name = str(database.settings_dict.get("NAME", ""))
    path = Path(name)
    return path if database.vendor == "sqlite" and not database.in_atomic_block and path.is_file() else None


def _in_file(file: Path, words: Sequence[str]) -> set[str]:
    parts = [file, file.with_name(f"{file.name}-wal")]
    content = b"".join(part.read_bytes() for part in parts if part.exists())
    return {word for word in words if word.encode() in content}
