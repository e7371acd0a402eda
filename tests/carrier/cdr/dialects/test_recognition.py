"""Every sample is known for what it is, and for nothing else as surely."""

import gzip
import shutil
from pathlib import Path

import pytest

from hopback.carrier.cdr.dialects import registry
from hopback.carrier.cdr.reading import Rejected, UnreadableError
from tests.carrier.cdr.dialects.samples import FOLDER, SAMPLES, Sample

EVERY = pytest.mark.parametrize("of", SAMPLES, ids=lambda s: s.place)


@EVERY
def test_a_sample_is_recognised_and_nothing_else_is_as_likely(of: Sample) -> None:
    (best, sure), *others = registry.recognise(of.path)
    assert best.name == of.dialect
    assert sure >= of.sure
    assert [(d.name, s) for d, s in others if s >= sure] == []


@EVERY
def test_reading_is_repeatable_and_goes_on_after_any_line(of: Sample) -> None:
    dialect = registry.by_name(of.dialect)
    whole = list(dialect.read(of.path, of.settings))
    assert whole == list(dialect.read(of.path, of.settings))
    for after in (1, len(whole) // 2, 10**9):
        assert list(dialect.read(of.path, of.settings, after_line=after)) == [r for r in whole if r.place.line > after]


@EVERY
def test_lines_only_grow(of: Sample) -> None:
    """An import goes on after the last line it has: none may come before one that was told."""
    lines = [row.place.line for row in registry.by_name(of.dialect).read(of.path, of.settings)]
    assert lines == sorted(lines)
    assert all(row > 0 for row in lines)


def test_every_dialect_has_a_sample_and_its_own_name() -> None:
    assert {s.dialect for s in SAMPLES} >= set(registry.dialects())
    assert all(name == dialect.name and dialect.title for name, dialect in registry.dialects().items())


def test_a_packed_file_is_recognised_too(tmp_path: Path) -> None:
    packed = tmp_path / "Master.csv.gz"
    packed.write_bytes(gzip.compress((FOLDER / "asterisk-cdr-csv" / "Master.csv").read_bytes()))
    assert registry.recognise(packed)[0][0].name == "asterisk-csv"


def test_a_packed_database_has_to_be_unpacked(tmp_path: Path) -> None:
    packed = tmp_path / "cdr.sqlite.gz"
    packed.write_bytes(gzip.compress((FOLDER / "kamailio-acc-sqlite" / "orig_UTC.sqlite").read_bytes()))
    with pytest.raises(UnreadableError, match="unpacked first"):
        list(registry.by_name("kamailio-sqlite").read(packed, SAMPLES[0].settings))


@pytest.mark.parametrize(
    "content", [b"", b"\n", b"Dear Sir or Madam,\nplease find attached\n", b"\x89PNG\r\n\x1a\n" * 99]
)
def test_what_is_no_call_record_is_nothing(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "file"
    file.write_bytes(content)
    assert [(d.name, s) for d, s in registry.recognise(file) if s >= 0.5] == []


def test_a_name_that_is_none_is_answered_with_those_that_are() -> None:
    with pytest.raises(UnreadableError, match=r"There is no dialect “astrisk”\. Known are: .*asterisk-csv"):
        registry.by_name("astrisk")


def test_a_folder_is_recognised_by_what_is_in_it(tmp_path: Path) -> None:
    shutil.copy(FOLDER / "kamailio-acc-sqlite" / "orig_UTC.sqlite", tmp_path)
    assert registry.recognise(tmp_path)[0][0].name == "kamailio-sqlite"
    assert registry.recognise(FOLDER / "kamailio-acc-flatstore")[0][0].name == "kamailio-flatstore"
    assert registry.recognise(FOLDER / "freeswitch-xml" / "legs")[0][0].name == "freeswitch-xml"


def test_a_folder_with_one_bad_file_gives_the_others(tmp_path: Path) -> None:
    shutil.copy(FOLDER / "kamailio-acc-sqlite" / "orig_UTC.sqlite", tmp_path / "b.sqlite")
    (tmp_path / "a.sqlite").write_bytes(b"SQLite format 3\0 but nothing more")
    bad, *others = registry.by_name("kamailio-sqlite").read(tmp_path, SAMPLES[0].settings)
    assert isinstance(bad, Rejected)
    assert Path(bad.place.source).name == "a.sqlite"
    assert len(others) == 39


@EVERY
def test_a_folder_without_files_and_a_missing_file_are_told(of: Sample, tmp_path: Path) -> None:
    for missing in (tmp_path, tmp_path / "missing"):
        with pytest.raises(UnreadableError):
            list(registry.by_name(of.dialect).read(missing, of.settings))
        assert registry.recognise(missing) == []
