"""Candidates in a spreadsheet: each row good, or bad with its column and reason (A4.4)."""

import csv
from io import StringIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hopback.portal.sourcing import actions, spreadsheet
from hopback.portal.sourcing.models import Campaign
from hopback.portal.sourcing.refusals import CandidateWrong
from tests.portal.factories import NOW, make_provider, make_source
from tests.portal.sourcing.calls import ROSA

pytestmark = pytest.mark.django_db
HEAD = "called,called_at,zone,calling,nature,evidence,basis"
GOOD = "513-555-0168,2026-10-19 09:41:27,America/New_York,202-555-0142,Fraudulent,Heard it.,protection_222d2"


def read(text: str) -> list[spreadsheet.Line]:
    return spreadsheet.read(text, source=make_source(), now=NOW)


def faults(*rows: str, head: str = HEAD) -> list[list[tuple[str, str]]]:
    lines = read("\n".join([head, *rows]))
    return [[(fault.field, fault.reason) for fault in line.row.faults] for line in lines]


def test_the_example_is_good() -> None:
    assert [line.row.faults for line in read(spreadsheet.example())] == [[]]


def test_a_good_row_becomes_details_for_the_action() -> None:
    make_provider("Cardinal Wireless")
    Campaign.objects.create(name="SSA benefit suspension", opened_at=NOW)
    head = f"{HEAD},terminating_provider,campaign,characteristics,volume,score"
    row = f'{GOOD},cardinal wireless,SSA BENEFIT suspension,"Transcript; volume anomaly",40000,0.97'
    (line,) = read(f"\ufeff{head}\r\n{row}\r\n\r\n")
    assert line.row.faults == []
    made = actions.submit_candidates(source=make_source("YouMail"), many=[line.row.details], by=ROSA, now=NOW)[0]
    made.refresh_from_db()
    assert (str(made.first_provider), str(made.campaign)) == ("Cardinal Wireless", "SSA benefit suspension")
    assert (made.characteristics, made.incident.volume, made.score) == (["transcript", "volume_anomaly"], 40000, 0.97)


def test_semicolons_between_cells_are_read_too() -> None:
    assert [line.row.faults for line in read((HEAD + "\n" + GOOD).replace(",", ";"))] == [[]]


@pytest.mark.parametrize(
    ("was", "becomes", "field", "said"),
    [
        ("513-555-0168", "", "called", "Missing."),
        ("America/New_York", "", "called_at", "has no time zone"),
        ("America/New_York", "Eastern", "called_at", "“Eastern” is not a time zone"),
        ("2026-10-19 09:41:27", "19.10.2026", "called_at", "is not a date and time"),
        ("2026-10-19 09:41:27", "2026-12-19 09:41:27", "called_at", "is in the future"),
        ("2026-10-19 09:41:27", "2022-10-19 09:41:27", "called_at", "more than 730 days ago"),
        ("202-555-0142", "", "calling", "Give the calling number"),
        ("Fraudulent", "Annoying", "nature", "“annoying”: Input should be 'fraudulent', 'abusive' or 'unlawful'."),
        ("Heard it.", "", "evidence", "Missing."),
        ("protection_222d2", "customer approval", "approval", "who approved"),
    ],
)
def test_a_bad_cell_is_named_with_its_column(was: str, becomes: str, field: str, said: str) -> None:
    ((fault, *more),) = faults(GOOD.replace(was, becomes))
    assert (fault[0], more) == (field, [])
    assert said in fault[1]


def test_everything_wrong_with_a_row_is_said_at_once() -> None:
    (row,) = faults(",2026-10-19 09:41:27,,202-555-0142,odd,,protection_222d2")
    assert {field for field, _ in row} == {"called", "called_at", "nature", "evidence"}


def test_one_bad_row_spoils_no_other() -> None:
    assert [bool(row) for row in faults(GOOD, GOOD.replace("Fraudulent", "odd"), GOOD.replace("0142", "0143"))] == [
        False,
        True,
        False,
    ]


def test_unknown_providers_and_campaigns_are_said_to_be_so() -> None:
    make_provider("Twin Lines"), make_provider("twin lines")
    head = f"{HEAD},terminating_provider,campaign"
    told = faults(f"{GOOD},Nobody,Nothing", f"{GOOD.replace('0142', '0143')},Twin Lines,", head=head)
    assert told == [
        [
            ("terminating_provider", "“Nobody”: No listed provider is called so."),
            ("campaign", "“Nothing”: no campaign is called so."),
        ],
        [("terminating_provider", "“Twin Lines”: Several providers are called so: give the id.")],
    ]


def test_the_same_call_twice_is_one_candidate() -> None:
    first, second = read(f"{HEAD}\n{GOOD}\n{GOOD}")
    assert (first.row.faults, second.reason) == ([], "called_at: The same call stands above.")
    source = make_source("YouMail")
    made = actions.submit_candidates(source=source, many=[first.row.details], by=ROSA, now=NOW)[0]
    (again,) = spreadsheet.read(f"{HEAD}\n{GOOD}", source=source, now=NOW)
    assert again.reason == f"called_at: This call was submitted already, as {made.public_id}."


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "The file is empty"),
        (HEAD, "no row below"),
        (
            "called,when\n1,2",
            "No column is called when. These columns are missing: called_at, nature, evidence, basis.",
        ),
        (f"{HEAD},called\n{GOOD},1", "stand there twice: called"),
        (f'{HEAD}\n"{GOOD}', "not well-formed CSV"),
        (f"{HEAD}\n" + f"{GOOD}\n" * 501, "There are 501 rows; at most 500"),
    ],
)
def test_a_file_that_is_no_list_of_calls_is_refused_whole(text: str, said: str) -> None:
    with pytest.raises(CandidateWrong, match=said) as refused:
        read(text)
    assert refused.value.field == "file"


def test_a_row_with_too_many_cells_says_why() -> None:
    ((fault, *_),) = faults(f"{GOOD},and more")
    assert "has 8 cells, the header 7" in fault[1]


def test_bad_rows_come_back_with_their_reasons_and_can_be_given_again() -> None:
    foreign = GOOD.replace("202-555-0142", "+442079460102").replace("Heard it.", "'=1+1 was shown")
    lines = read(f"{HEAD}\n{GOOD}\n{foreign.replace('Fraudulent', 'odd')}")
    text = spreadsheet.bad_rows(lines)
    (bad,) = list(csv.DictReader(StringIO(text)))
    assert (bad["row"], bad["calling"], bad["evidence"]) == ("3", "+442079460102", "'=1+1 was shown")
    assert "nature: “odd”" in bad["reason"]
    (again,) = spreadsheet.read(text.replace(",odd,", ",abusive,"), source=None, now=NOW)
    assert (again.row.faults, again.row.details["evidence"]) == ([], "=1+1 was shown")


@pytest.mark.parametrize("rows", [1, 60])
def test_any_number_of_rows_asks_the_same_number_of_questions(rows: int) -> None:
    provider, source = make_provider("Cardinal Wireless"), make_source()
    body = [f"{GOOD.replace('0142', f'{n:04}')},{provider.public_id}" for n in range(rows)]
    with CaptureQueriesContext(connection) as asked:
        lines = spreadsheet.read("\n".join([f"{HEAD},terminating_provider", *body]), source=source, now=NOW)
    assert len(asked) == 2
    with CaptureQueriesContext(connection) as asked:
        actions.submit_candidates(source=source, many=[line.row.details for line in lines], by=ROSA, now=NOW)
    assert len(asked) <= 10, [q["sql"][:70] for q in asked]
