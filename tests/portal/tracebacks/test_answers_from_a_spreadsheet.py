"""Up to 500 answers from one CSV file; every bad row says where and why, the good ones are kept (XA.2)."""

import csv
import io

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile

from hopback.portal.ground.tables import cell
from hopback.portal.tracebacks.models import Answer
from tests.portal.factories import NOW, make_provider_person, sign_in
from tests.portal.tracebacks import staged
from tests.portal.tracebacks.asked import another_call, meridian_is_asked

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _at_noon_eastern():
    with time_machine.travel(NOW, tick=False):
        yield


def send(client, content: str | bytes, name: str = "answers.csv"):
    raw = content if isinstance(content, bytes) else content.encode()
    return client.post("/inbox/upload/", {"file": SimpleUploadedFile(name, raw)})


def test_the_file_with_waiting_calls_can_be_filled_in_and_sent_back(client):
    story = meridian_is_asked(client)
    second = another_call(story)
    fetched = client.get("/inbox/answers.csv")
    rows = list(csv.DictReader(io.StringIO(fetched.content.decode("utf-8-sig"))))
    assert {row["hop"] for row in rows} == {story.hop.public_id, second.public_id}
    assert rows[0]["called"] == "+15135550168"
    rows[0] |= {"kind": "upstream", "upstream": "Harbor Voice LLC"}
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    page = send(client, "\ufeff" + out.getvalue()).content.decode()
    assert "1 answer recorded" in page
    assert "1 line without an answer was left waiting" in page
    assert Answer.objects.filter(upstream=story.harbor, channel="page").count() == 1


def test_bad_rows_are_reported_with_line_and_column_and_good_ones_are_kept(client):
    story = meridian_is_asked(client)
    hops = [another_call(story).public_id for _ in range(4)]
    harbor = staged.waiting(staged.traced(story.path[:2], story.rosa, opened_at=NOW)).public_id
    lines = [
        "hop,kind,upstream,searched,source_ip,wheather",
        f"{hops[0]},upstream,{story.harbor.public_id},,,",
        f"{hops[1]},not_found,,,,",
        f"{hops[2]},upstream,Nobody Telecom,,,",
        f"{hops[3]},upstream,Harbor Voice LLC,,10.0.0.300,",
        f"{harbor},not_found,,All,,",
        f"{hops[0]},not_found,,All,,",
        "hop_nothing,perhaps,,,,",
        f"{story.hop.public_id},perhaps,,,,",
    ]
    page = send(client, "\n".join(lines)).content.decode()
    assert "1 answer recorded, 7 things to put right" in page
    for line in range(3, 10):
        assert f"<td>Line {line}</td>" in page
    for said in (
        "what you searched",
        "No listed provider is called",
        "IPv4",
        "No request with this id",
        "in the file twice",
    ):
        assert said in page
    assert "wheather" in page
    assert Answer.objects.filter(channel="page").count() == 1


def test_the_same_file_again_records_nothing_twice(client):
    story = meridian_is_asked(client)
    file = f"hop;kind;searched\n{story.hop.public_id};not found;Both switches\n"
    send(client, file)
    assert "answered already" in send(client, file).content.decode()
    assert Answer.objects.filter(hop=story.hop).count() == 1


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("answers.csv", b"PK\x03\x04 a workbook", "ZIP archive"),
        ("answers.xlsx", b"PK\x03\x04", "cannot be taken"),
        ("answers.txt", b"hop,kind\n", "not a CSV file"),
        ("answers.csv", b"", "empty"),
        ("answers.csv", b"hop,reason\nhop_1,because\n", "no column “kind”"),
        ("answers.csv", b'hop,kind\nhop_1,"not_found\nno end', "Line"),
        ("answers.csv", "hop,kind,comment\nhop_1,not_found,Señal".encode("latin-1"), "not a CSV file"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(client, name, content, said):
    sign_in(client, make_provider_person(staged.listed("Harbor Voice LLC")))
    page = send(client, content, name)
    assert page.status_code == 422
    assert said in page.content.decode()


def test_more_than_500_answers_are_refused_whole(client):
    story = meridian_is_asked(client)
    rows = "\n".join(f"{story.hop.public_id},not_found,All" for _ in range(501))
    page = send(client, "hop,kind,searched\n" + rows)
    assert page.status_code == 422
    assert "at most 500" in page.content.decode()
    assert not Answer.objects.filter(hop=story.hop).exists()


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
        ("+1-555", "'+1-555"),
        ("+12025550142", "+12025550142"),
        ("Dallas", "Dallas"),
    ],
)
def test_no_cell_is_a_formula(text, shown):
    assert cell(text, plus=True) == shown


def test_history_as_csv(client):
    story = meridian_is_asked(client)
    staged.answered(story.traceback, NOW, kind="not_found", searched="All")
    rows = list(csv.DictReader(io.StringIO(client.get("/inbox/history.csv").content.decode("utf-8-sig"))))
    assert [(row["traceback"], row["answer"]) for row in rows] == [(story.traceback.number, "not_found")]
