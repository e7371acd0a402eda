"""Files of complaints as the FTC and the FCC publish them: recognised, read, every odd row told (A1.7, A4.4)."""

import pytest

from hopback.evidence.complaints import files
from hopback.evidence.complaints.row import Row
from hopback.evidence.complaints.spikes import spike

FCC = (
    "Ticket ID,Ticket Created,Date of Issue,Time of Issue,Form,Method,Issue,Caller ID Number,Type of Call or Messge,"
    "Advertiser Business Number,City,State,Zip,Location (Center point of the Zip Code)\n"
)
PLACE = ',El Paso,TX,79901,"TX 79901\n(31.75, -106.48)"\n'


def number(raw: str) -> tuple[str, str]:
    digits = "".join(filter(str.isdigit, raw))
    return (f"+1{digits}", "") if len(digits) == 10 else ("", f"“{raw}” has too few digits.")


def read(*rows: str, header: str = FCC) -> list[Row]:
    return list(files.read([header, *"".join(rows).splitlines(keepends=True)], number))


def fcc(day: str = "07/06/2021", at: str = "10:31 A.M.", calling: str = "315-232-8257", more: str = "None") -> str:
    kind = "Prerecorded Voice"
    return f"4711,07/07/2021,{day},{at},Phone,Wired,Unwanted Calls,{calling},{kind},{more}{PLACE}"


def test_a_row_of_the_fcc_is_read_with_the_number_that_was_to_be_called_back() -> None:
    (one,) = read(fcc(more="202-555-0142"))
    assert (one.calling, one.call_back, one.recorded, one.state) == ("+13152328257", "+12025550142", True, "TX")
    assert str(one.called_at) == "2021-07-06 14:31:00+00:00", "its times are Eastern"
    assert str(one.complained_at) == "2021-07-07 04:00:00+00:00"
    assert (one.subject, one.reason) == ("Unwanted Calls Prerecorded Voice", "")


def test_columns_are_known_by_their_names_however_many_there_are() -> None:
    """The export by machine writes them otherwise, and has no ticket's day."""
    header = "id,issue_date,date_of_issue,time_of_issue,issue,caller_id_number,type_of_call_or_messge\n"
    (one,) = read("1,x,2021-07-06,2:05 pm,Unwanted Calls,3152328257,Live Voice\n", header=header)
    assert (str(one.called_at), one.recorded) == ("2021-07-06 18:05:00+00:00", False)
    assert files.whose(header) is files.FCC


@pytest.mark.parametrize(
    ("row", "kept", "reason"),
    [
        (fcc(calling="None"), False, "Caller ID Number: empty"),
        (fcc(day="soon"), False, "Date of Issue: “soon” is not a day"),
        (fcc(at="25:61"), True, "Time of Issue: “25:61” is not a time such as 10:31 AM; midday is taken."),
        (fcc(calling="911"), True, "Caller ID Number: “911” has too few digits."),
        (fcc(more="12"), True, "Advertiser Business Number: “12” has too few digits."),
        (fcc(day="07/06/2012"), True, "9 years before the complaint"),
        ("4711,07/07/2021\n", False, "It has 2 cells; the header has 14."),
    ],
)
def test_what_is_odd_is_told_with_its_reason(row: str, kept: bool, reason: str) -> None:
    (one,) = read(row)
    assert (not one.left_out, reason in one.reason, one.line >= 2) == (kept, True, True)


def test_a_ticket_is_one_complaint_however_it_is_written_the_next_time() -> None:
    (first,), (again,) = read(fcc()), read(fcc(at="10:31 AM"))
    assert first.digest == again.digest


@pytest.mark.parametrize("lines", [[], ["Phone,Date\n"], ['"\x00\n'], ["a" * 200_000]])
def test_another_file_is_refused_in_words(lines: list[str]) -> None:
    with pytest.raises(files.OtherFileError):
        list(files.read(lines, number))


def test_a_spike_is_what_chance_does_not_bring() -> None:
    """A number nobody complained about before needs five; one with fifteen a day needs many more."""
    assert (spike(4, 0, 28).is_one, spike(5, 0, 28).is_one) == (False, True)
    assert (spike(20, 15 * 28, 28).is_one, spike(32, 15 * 28, 28).is_one) == (False, True)
    assert spike(12, 42, 28).says == "12, where 1.5 is usual"
    assert spike(12, 0, 0.0).says == "12, none before"
