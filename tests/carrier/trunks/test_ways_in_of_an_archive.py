"""The ways calls came in, counted over an archive."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from hopback.carrier.cdr.archive.archive import Archive
from hopback.carrier.cdr.archive.writing import Writer
from hopback.carrier.cdr.record import CallRecord, Direction, Place
from hopback.carrier.trunks.archived import ingresses
from hopback.carrier.trunks.seen import counted

AT = datetime(2026, 11, 23, 18, 44, 36, tzinfo=UTC)


def call(number: int, trunk: str, **more) -> CallRecord:
    return CallRecord(
        at=AT + timedelta(hours=number), calling="2025550147", called=f"510555{number:04}",
        place=Place("Master.csv", number), ingress_trunk=trunk, **more,
    )  # fmt: skip


def archive(folder: Path, *records: CallRecord) -> Archive:
    with Writer(folder) as writer:
        writer.add_records(records, writer.source("Master.csv"))
        writer.commit()
    return Archive(folder)


def test_an_archive_is_counted_as_its_records_are(tmp_path):
    records = [call(n, "tg-MidAm-in", switch="cin-1", dialled=f"800555{n:04}") for n in range(1, 60)]
    records += [call(n, "", source_ip="198.51.100.7", account="QUICK") for n in range(60, 90)]
    records += [call(90, "failed", attempt=True), call(91, "inner", direction=Direction.INTERNAL)]
    with archive(tmp_path / "archive", *records) as opened:
        assert ingresses(opened, tmp_path) == counted(records)


def test_an_archive_whose_records_say_nothing(tmp_path):
    with archive(tmp_path / "archive", call(1, "")) as opened:
        [only] = ingresses(opened, tmp_path)
    assert (only.trunk, only.source_ip, only.calls) == ("", "", 1)
