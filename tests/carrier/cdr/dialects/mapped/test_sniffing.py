"""An unknown file gets a mapping that reads every row right; what cannot be told from it is asked, never guessed."""

from datetime import UTC, datetime
from pathlib import Path
from random import Random

import pytest

from hopback.carrier.cdr import number
from hopback.carrier.cdr.dialects.mapped.files import MappingError, parse
from hopback.carrier.cdr.dialects.mapped.reading import Mapped
from hopback.carrier.cdr.dialects.mapped.sniffing import Proposal, sniff
from hopback.carrier.cdr.dialects.mapped.writing import toml
from hopback.carrier.cdr.reading import Settings, UnreadableError
from hopback.carrier.cdr.record import CallRecord
from tests.carrier.cdr.dialects import corrupting
from tests.carrier.cdr.dialects.mapped.unknown import SHAPES, Shape, calls, written

NOW = datetime(2027, 6, 1, tzinfo=UTC)  # long after: no reading of the dates lies in the future
EVERY = pytest.mark.parametrize("shape", SHAPES, ids=lambda s: s.name)


def put(tmp_path: Path, content: str | bytes) -> Path:
    file = tmp_path / "unknown.csv"
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return file


def settled(proposal: Proposal, shape: Shape) -> Proposal:
    """With the answers that this switch's owner would give."""
    for question in proposal.questions:
        answer = shape.form if question.key == "time.form" else shape.zone
        assert answer in question.choices
        proposal = proposal.answered(question.key, answer)
    return proposal


@EVERY
def test_the_mapping_it_writes_reads_every_row_right(tmp_path: Path, shape: Shape) -> None:
    file = put(tmp_path, written(shape))
    proposal = settled(sniff(file, now=NOW), shape)
    mapping = parse(toml(proposal))
    assert mapping == proposal.mapping
    found = [row for row in Mapped(mapping).read(file, Settings()) if isinstance(row, CallRecord)]
    expected = calls(shape.days)
    assert [row.at for row in found] == [call.at for call in expected]
    assert [number.key(row.calling) for row in found] == [int(f"1{call.calling}") for call in expected]
    assert [number.key(row.called) for row in found] == [int(f"1{call.called}") for call in expected]
    assert [row.source_ip for row in found] == [call.ip for call in expected]
    assert [row.ingress_call_id for row in found] == [call.call_id for call in expected]
    assert [row.duration_s for row in found] == [call.seconds for call in expected]
    if shape.heading:
        assert [row.ingress_trunk for row in found] == [call.trunk for call in expected]


@EVERY
def test_it_asks_for_a_zone_and_a_form_only_where_the_file_says_none(tmp_path: Path, shape: Shape) -> None:
    asked = {question.key for question in sniff(put(tmp_path, written(shape)), now=NOW).questions}
    assert asked == {key for key, needed in (("time.zone", shape.zone), ("time.form", shape.form)) if needed}


def ambiguous(days: list[str]) -> str:
    return "Start,ANI,DNIS\n" + "".join(f"{day} 12:00:0{n},2025550142,5105550196\n" for n, day in enumerate(days))


def test_month_or_day_first_is_asked_with_both_readings(tmp_path: Path) -> None:
    proposal = sniff(put(tmp_path, ambiguous(["03/04/2026", "05/04/2026"])), now=NOW)
    question = next(q for q in proposal.questions if q.key == "time.form")
    assert question.choices == ("%m/%d/%Y %H:%M:%S", "%d/%m/%Y %H:%M:%S")
    assert "04 March 2026" in question.text
    assert "03 April 2026" in question.text
    assert proposal.mapping is None


def test_a_mapping_whose_form_is_undecided_does_not_load(tmp_path: Path) -> None:
    text = toml(sniff(put(tmp_path, ambiguous(["03/04/2026", "05/04/2026"])), now=NOW))
    assert 'form = "?"  # choose: "%m/%d/%Y %H:%M:%S" or "%d/%m/%Y %H:%M:%S"' in text
    with pytest.raises(MappingError, match=r"line \d+: time\.form: a form is one of"):
        parse(text)


def test_one_day_past_the_twelfth_decides_wherever_it_stands(tmp_path: Path) -> None:
    days = ["03/04/2026"] * 9
    text = ambiguous(days) + "".join(f"0{1 + n % 9}/04/2026 13:00:00,2025550142,5105550196\n" for n in range(5000))
    proposal = sniff(put(tmp_path, text + "25/04/2026 13:00:00,2025550142,5105550196\n"), now=NOW)
    assert proposal.told["time"]["form"] == "%d/%m/%Y %H:%M:%S"


def test_calls_are_not_made_in_the_future(tmp_path: Path) -> None:
    proposal = sniff(put(tmp_path, ambiguous(["02/11/2026", "03/11/2026"])), now=datetime(2026, 2, 12, tzinfo=UTC))
    assert [q.key for q in proposal.questions] != []
    proposal = sniff(put(tmp_path, ambiguous(["02/11/2026", "02/12/2026"])), now=datetime(2026, 2, 13, tzinfo=UTC))
    assert proposal.told["time"]["form"] == "%m/%d/%Y %H:%M:%S"


def test_a_column_of_seconds_since_1970_says_how_far_the_times_are_behind(tmp_path: Path) -> None:
    rows = "".join(f"2026-11-24 12:39:5{n},2025550142,5105550196,179554559{n}.{n}\n" for n in range(2, 9))
    proposal = sniff(put(tmp_path, "start,src,dst,uniqueid\n" + rows), now=NOW)
    (question,) = proposal.questions
    assert "By column uniqueid, which counts seconds in UTC, they are 6 h behind UTC" in question.text
    assert question.choices[0] == "America/Chicago"
    wrong = sniff(put(tmp_path, "start,src,dst,uniqueid\n" + rows), now=NOW, zone="America/New_York")
    assert wrong.notes == (
        "By column uniqueid, which counts seconds in UTC, the times are 6 h behind UTC, which America/New_York is not.",
    )


def test_a_zone_that_puts_calls_into_the_future_is_doubted(tmp_path: Path) -> None:
    file = put(tmp_path, "Start,ANI,DNIS\n2026-11-24 18:39:52,2025550142,5105550196\n")
    now = datetime(2026, 11, 24, 18, 45, tzinfo=UTC)
    (note,) = sniff(file, now=now, zone="America/Chicago").notes
    assert note == "Read as America/Chicago, the file's last row would be 5.9 h in the future."
    assert sniff(file, now=now, zone="UTC").notes == ()
    (question,) = sniff(file, now=now).questions
    assert "America/Chicago" not in question.choices


def test_two_columns_of_numbers_without_names_are_half_sure(tmp_path: Path) -> None:
    rows = "".join(f"17955455{n},20255501{n},51055501{n}\n" for n in range(10, 40))
    guesses = {guess.ours: guess for guess in sniff(put(tmp_path, rows), now=NOW).guesses}
    assert (guesses["calling"].theirs, guesses["called"].theirs) == (2, 3)
    assert guesses["calling"].confidence <= 0.5
    assert "check that it is not the other way round" in guesses["calling"].why


def test_a_damaged_row_does_not_change_what_a_file_is(tmp_path: Path) -> None:
    shape = SHAPES[0]
    lines = written(shape).decode().splitlines()
    lines[7] = lines[7][:20]
    lines[20] = lines[20].replace("/", "?")
    whole = settled(sniff(put(tmp_path, written(shape)), now=NOW), shape)
    assert settled(sniff(put(tmp_path, "\n".join(lines)), now=NOW), shape).told == whole.told


def test_a_table_without_times_says_what_is_missing(tmp_path: Path) -> None:
    proposal = sniff(put(tmp_path, "ANI,DNIS\n2025550142,5105550196\n2025550143,5105550197\n"), now=NOW)
    assert (proposal.missing, proposal.mapping) == (("at",), None)
    assert "# Nothing was found for columns.at" in toml(proposal)


@pytest.mark.parametrize("content", [b"", b"\n\n", b"Dear Sir,\nhello\n", b"\x89PNG\r\n\0\0\0", b"one\ntwo\nthree\n"])
def test_what_is_no_table_is_told(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(UnreadableError):
        sniff(put(tmp_path, content), now=NOW)


def test_parquet_and_sqlite_are_sniffed_too(tmp_path: Path) -> None:
    import sqlite3
    from contextlib import closing

    import pyarrow as pa
    import pyarrow.parquet as pq

    rows = calls()
    columns = {"start": [c.at for c in rows], "ani": [c.calling for c in rows], "dnis": [c.called for c in rows]}
    pq.write_table(pa.table(columns), tmp_path / "calls.parquet")
    proposal = sniff(tmp_path / "calls.parquet", now=NOW)
    assert proposal.told["source"] == {"format": "parquet"}
    with closing(sqlite3.connect(tmp_path / "calls.sqlite")) as db:
        db.execute("CREATE TABLE settings (name, value)")
        db.execute("CREATE TABLE cdr (start, ani, dnis, trunk)")
        db.executemany(
            "INSERT INTO cdr VALUES (?, ?, ?, ?)", [(int(c.at.timestamp()), c.calling, c.called, c.trunk) for c in rows]
        )
        db.commit()
    other = sniff(tmp_path / "calls.sqlite", now=NOW)
    assert other.told["source"] == {"format": "sqlite", "table": "cdr"}
    for path, found in ((tmp_path / "calls.parquet", proposal), (tmp_path / "calls.sqlite", other)):
        assert found.mapping is not None
        read = [row for row in Mapped(found.mapping).read(path, Settings()) if isinstance(row, CallRecord)]
        assert [(row.at, row.calling, row.called) for row in read] == [(c.at, c.calling, c.called) for c in rows]


def test_dashes_of_windows_are_not_taken_for_latin_1(tmp_path: Path) -> None:
    row = "2026-11-24T18:39:52Z,2025550142,5105550196,Büro – Köln\n".encode("cp1252")
    assert sniff(put(tmp_path, b"Start,ANI,DNIS,Trunk\n" + row * 3), now=NOW).told["source"]["encoding"] == "cp1252"


@pytest.mark.parametrize("seed", range(60))
def test_a_file_damaged_anywhere_is_asked_about_or_refused_and_no_more(tmp_path: Path, seed: int) -> None:
    dice = Random(seed)
    file = put(tmp_path, corrupting.damaged_bytes(written(dice.choice(SHAPES)), dice))
    try:
        proposal = sniff(file, now=NOW)
    except UnreadableError:
        return
    if proposal.mapping is None:
        return
    assert parse(toml(proposal)) == proposal.mapping
    for row in Mapped(proposal.mapping).read(file, Settings()):
        corrupting.check_shape(row)
