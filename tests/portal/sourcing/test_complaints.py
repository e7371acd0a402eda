"""The FTC's daily file: recognised, each complaint once, every odd row told by line and reason (A1.7, A4.4)."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from hopback.cli import app
from hopback.portal.accounts.viewer import SYSTEM
from hopback.portal.logbook.models import Entry
from hopback.portal.sourcing import actions, complaints
from hopback.portal.sourcing.models import Candidate, Complaint, Source
from hopback.portal.sourcing.refusals import ComplaintsWrong
from tests.portal.factories import NOW, make_source
from tests.portal.sourcing.calls import row

SAMPLE = Path(__file__).parent / "samples" / "complaints.csv"
HEADER = ",".join(complaints.HEADER) + "\n"


def read(*rows: str) -> list[complaints.Row]:
    return list(complaints.read([HEADER, *(f"{row}\n" for row in rows)]))


def test_a_complaint_is_read_as_it_was_published() -> None:
    """The file names no zone: its times are read as Eastern."""
    (one,) = read("2178398804,2021-07-07 00:01:41,2021-07-06 18:17:00,Clinton,Illinois,217,Warranties  & plans,Y")
    assert (one.line, one.calling, one.area_code) == (2, "+12178398804", "217")
    assert (one.city, one.state) == ("Clinton", "Illinois")
    assert str(one.called_at) == "2021-07-06 22:17:00+00:00"
    assert (one.subject, one.recorded, one.reason) == ("Warranties & plans", True, "")


@pytest.mark.parametrize(
    ("row", "kept", "reason"),
    [
        (",2021-07-07 00:22:04,2021-07-05 18:05:00,,,517,Other,Y", False, "supports no call"),
        ("2178398804,yesterday,2021-07-05 18:05:00,,,517,Other,Y", False, "Created_Date: “yesterday” is not a time"),
        ("2178398804,2021-07-07 00:22:04,2021-07-05 18:05:00,,517", False, "It has 5 cells; the header has 8."),
        ("70611454600144,2021-07-07 00:22:04,2021-07-05 18:05:00,,,517,Other,Y", True, "has too many digits"),
        ("2178398804,2021-07-07 00:22:04,2007-07-05 18:05:00,,,517,Other,Y", True, "14 years before the complaint"),
        ("2178398804,2021-07-07 00:22:04,2021-07-07 18:05:00,,,517,Other,Y", True, "later than the complaint"),
        ("2178398804,2021-07-07 00:22:04,2021-07-05 18:05:00,,,517,Other,?", True, "neither Y nor N"),
        ("2178398804,2021-07-07 00:22:04,2021-07-05 18:05:00,,,(51,Other,N", True, "has not three digits"),
    ],
)
def test_what_is_odd_is_told_with_its_reason(row: str, kept: bool, reason: str) -> None:
    (one,) = read(row)
    assert (not one.left_out, reason in one.reason, one.line) == (kept, True, 2)


def test_another_file_is_refused() -> None:
    with pytest.raises(ComplaintsWrong, match="other columns"):
        list(complaints.read(["Phone,Date\n", "2178398804,2021-07-06\n"]))
    with pytest.raises(ComplaintsWrong):
        list(complaints.read([]))


@pytest.mark.django_db
def test_the_file_again_changes_nothing_and_the_same_words_twice_are_two_complaints() -> None:
    with SAMPLE.open(encoding="utf-8", newline="") as lines:
        rows = list(complaints.read(lines))
    left = [one.line for one in rows if one.left_out]
    assert actions.import_complaints(rows=rows, by=SYSTEM, now=NOW) == len(rows) - len(left) == 21
    entries = Entry.objects.count()
    assert actions.import_complaints(rows=rows, by=SYSTEM, now=NOW) == 0
    assert Entry.objects.count() == entries
    assert Complaint.objects.filter(calling="+17578688432").count() == 2
    assert Complaint.objects.filter(calling="+13152328257").count() == 8
    assert (Source.objects.get().kind, Candidate.objects.count()) == ("enforcement", 0), "a complaint is no call"


def run(*words: str) -> Any:
    return CliRunner().invoke(app, ["candidates", "import", *words])


@pytest.mark.django_db
def test_one_command_imports_the_file_and_tells_of_every_odd_row(tmp_path: Path) -> None:
    ran = run(str(SAMPLE))
    assert ran.exit_code == 0
    assert "line 7, left out: Company_Phone_Number: empty" in ran.stdout
    assert "line 5, kept: Company_Phone_Number: “70611454600144” has too many digits." in ran.stdout
    assert ran.stdout.splitlines()[-1].startswith("23 complaints: 21 new, 0 there already, 2 left out, ")
    said = json.loads(run(str(SAMPLE), "--json", "--report", str(tmp_path / "odd.csv")).stdout)
    assert (said["kept"], said["already_there"], said["left_out"]) == (0, 21, 2)
    assert len((tmp_path / "odd.csv").read_text().splitlines()) == 1 + said["odd"]


@pytest.mark.django_db
def test_the_command_takes_candidates_as_a_spreadsheet_too(tmp_path: Path) -> None:
    """A4.4: any number of rows, in one command."""
    file, ftc = tmp_path / "calls.csv", make_source()
    names = list(row())
    lines = [",".join(names)]
    for number in range(3):
        lines.append(",".join(str(row(calling=f"202555014{number}", evidence="A recording.")[name]) for name in names))
    file.write_text("\n".join([*lines, lines[1], lines[1].replace("fraudulent", "odd")]) + "\n", encoding="utf-8")
    assert run(str(file)).exit_code == 2, "whose are they?"
    ran = run(str(file), "--source", ftc.name)
    assert "5 candidates: 3 new, 1 there already, 1 left out" in ran.stdout
    assert "line 6, left out: nature" in ran.stdout
    assert (ran.exit_code, Candidate.objects.filter(source=ftc).count()) == (1, 3)
    assert "0 new, 4 there already" in run(str(file), "--source", ftc.public_id).stdout


def test_a_file_that_cannot_be_read_is_said_so(tmp_path: Path) -> None:
    missing, binary = run(str(tmp_path / "none.csv")), tmp_path / "x.csv"
    assert (missing.exit_code, "cannot be read" in missing.output) == (2, True)
    binary.write_bytes(b"\xff\xfe\x00")
    assert "not text in UTF-8" in run(str(binary)).output
