"""FreeSWITCH's records: a leg as CSV by template, as JSON document, as XML document."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from hopback.carrier.cdr.dialects import freeswitch_csv, registry
from hopback.carrier.cdr.reading import Row, Settings, UnreadableError
from hopback.carrier.cdr.record import CallRecord, Direction
from tests.carrier.cdr.dialects.calls import CALLS, pairs, records, rejected, rows, sample
from tests.carrier.cdr.dialects.samples import CHICAGO, FOLDER

CSV = sample("freeswitch-csv/Master.csv")
JSON = sample("freeswitch-json/legs.jsonl")
XML = sample("freeswitch-xml/legs.xml")
DOCUMENTS = pytest.mark.parametrize("of", [JSON, XML], ids=["json", "xml"])
A_LEG = {
    "caller_id_name": "CARDINAL", "caller_id_number": "+12025550147", "destination_number": "+15105550199",
    "context": "public", "start_stamp": "2026-11-23 17:43:07", "answer_stamp": "2026-11-23 17:43:09",
    "end_stamp": "2026-11-23 17:43:19", "duration": "12", "billsec": "10", "hangup_cause": "NORMAL_CLEARING",
    "uuid": "2b92f22d-3cba-58d6-b51f-4b0ea5311294", "bleg_uuid": "", "accountcode": "cardinal",
}  # fmt: skip


def wrote(tmp_path: Path, name: str, dialect: str, content: str, settings: Settings | None = None) -> list[Row]:
    file = tmp_path / name
    file.write_text(content)
    return list(registry.by_name(dialect).read(file, settings or Settings(zone=CHICAGO)))


def line(names: tuple[str, ...], **changed: str) -> str:
    told = A_LEG | changed
    return '"' + '","'.join(told.get(name, "") for name in names) + '"'


def inbound(found: list[CallRecord]) -> list[CallRecord]:
    return [r for r in found if r.direction is not Direction.OUTBOUND]


@pytest.mark.parametrize("of", [CSV, JSON, XML], ids=["csv", "json", "xml"])
def test_every_call_is_there_with_its_numbers_and_time(of: object) -> None:
    found = inbound(records(rows(of)))  # type: ignore[arg-type]
    assert pairs(found) == [(c.calling, c.called) for c in CALLS]
    assert found[0].at.replace(microsecond=0) == datetime(2026, 11, 23, 23, 43, 6, tzinfo=UTC)
    assert [(r.at - found[0].at).total_seconds() for r in found] == pytest.approx([c.began for c in CALLS], abs=1.1)


@DOCUMENTS
def test_everything_a_leg_says(of: object) -> None:
    first = records(rows(of))[0]  # type: ignore[arg-type]
    assert (first.at.microsecond, first.precision_s) == (927000, 1e-6)
    assert (first.switch, first.direction) == ("fs-chicago-1", Direction.INBOUND)
    assert (first.source_ip, first.ingress_call_id) == ("203.0.113.10", "1-23384@203.0.113.10")
    assert (first.egress_trunk, first.called_out) == ("tandem_a", "15105550199")
    assert (first.code, first.result, first.duration_s) == (200, "NORMAL_CLEARING", 1.5)
    assert first.identity.endswith(";info=<https://certs.example.net/701J.pem>;alg=ES256;ppt=shaken")
    assert first.call == first.leg == "2b92f22d-3cba-58d6-b51f-4b0ea5311294"


@DOCUMENTS
def test_url_encoding_is_taken_off(of: object) -> None:
    names = {r.called: r.caller_name for r in records(rows(of))}  # type: ignore[arg-type]
    assert names["+15105550196"] == 'Smith, Bob "O" Neil'


@DOCUMENTS
def test_who_hides_is_known_by_the_asserted_identity(of: object) -> None:
    (hidden,) = [r for r in records(rows(of)) if r.calling == "anonymous"]  # type: ignore[arg-type]
    assert hidden.calling_asserted == "<sip:+12025550153@203.0.113.10>"


@DOCUMENTS
def test_the_leg_that_went_out_belongs_to_the_one_that_came_in(of: object) -> None:
    found = records(rows(of))  # type: ignore[arg-type]
    answered, failed = [r for r in found if r.direction is Direction.OUTBOUND]
    assert answered.call == found[0].call
    assert (answered.calling, answered.calling_out) == ("+12025550147", "12025550147")
    assert (answered.source_ip, answered.destination_ip) == ("203.0.113.10", "198.51.100.77")
    assert (answered.ingress_call_id, answered.egress_call_id[-4:]) == ("", "-out")
    assert (answered.attempt, failed.attempt, failed.code) == (False, True, 486)


@pytest.mark.parametrize("kind", ["json", "xml"])
def test_a_folder_of_one_document_a_file(kind: str) -> None:
    found = list(registry.by_name(f"freeswitch-{kind}").read(FOLDER / f"freeswitch-{kind}" / "legs", Settings()))
    assert len(records(found)) == len(found) == 3
    assert all(Path(r.place.source).suffix == f".{kind}" and r.place.line <= 2 for r in found)


def test_documents_that_are_not_encoded_keep_their_per_cent_signs(tmp_path: Path) -> None:
    document = json.loads(JSON.path.read_text().splitlines()[0])
    document["variables"] |= {"sip_from_display": "100%25 <Cardinal>", "accountcode": "a%20b"}
    (found,) = records(wrote(tmp_path, "a.json", "freeswitch-json", json.dumps(document, indent=1)))
    assert found.account == "a%20b"


def test_a_document_that_breaks_off_spoils_only_itself(tmp_path: Path) -> None:
    first, second, third = JSON.path.read_text().splitlines()[:3]
    found = wrote(tmp_path, "legs.json", "freeswitch-json", f"{first}\n{second[:500]}\n{third}\n{first[:90]}")
    assert [r.place.line for r in records(found)] == [1, 3]
    assert [(r.place.line, r.reason) for r in rejected(found)] == [
        (2, "the document breaks off before its end"),
        (4, "the document breaks off before its end"),
    ]


def test_no_entity_of_an_xml_document_is_ever_resolved(tmp_path: Path) -> None:
    bomb = '<!DOCTYPE cdr [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><cdr><variables><uuid>&b;</uuid></variables></cdr>'
    (found,) = rejected(wrote(tmp_path, "a.xml", "freeswitch-xml", bomb))
    assert found.reason == "the document declares a document type, which no call record does: it is not read"


def test_json_nested_to_no_end_is_a_rejected_row(tmp_path: Path) -> None:
    (found,) = rejected(wrote(tmp_path, "a.json", "freeswitch-json", '{"a":' + "[" * 100_000 + "}"))
    assert "no JSON document" in found.reason


@pytest.mark.parametrize("template", [n for n in freeswitch_csv.TEMPLATES if n != "opencdrrate"])
def test_the_shipped_templates_are_told_apart(tmp_path: Path, template: str) -> None:
    told = line(freeswitch_csv.TEMPLATES[template])
    if template == "sql":
        told = f"INSERT INTO cdr VALUES ({told});"
    (found,) = records(wrote(tmp_path, "Master.csv", "freeswitch-csv", told + "\n"))
    assert (found.calling, found.called, found.account) == ("+12025550147", "+15105550199", "cardinal")
    assert found.at == datetime(2026, 11, 23, 23, 43, 7, tzinfo=UTC)
    assert found.duration_s == 10.0


def test_a_rating_template_has_only_the_answer(tmp_path: Path) -> None:
    names = freeswitch_csv.TEMPLATES["opencdrrate"]
    told = line(names, direction="inbound", ani="+12025550147", network_addr="203.0.113.10", sip_gateway_name="harbor")
    (found,) = records(wrote(tmp_path, "Master.csv", "freeswitch-csv", told))
    assert found.at == datetime(2026, 11, 23, 23, 43, 9, tzinfo=UTC)
    assert (found.calling, found.source_ip, found.egress_trunk) == ("+12025550147", "203.0.113.10", "harbor")


@pytest.mark.parametrize("name", ['Bob "O" Neil', '"', 'a"b"c"', "Smith, Bob", "O'Neil", ""])
def test_a_quotation_mark_in_a_name_is_repaired_by_the_number_of_fields(tmp_path: Path, name: str) -> None:
    told = line(freeswitch_csv.TEMPLATES["example"], caller_id_name=name)
    (found,) = records(wrote(tmp_path, "Master.csv", "freeswitch-csv", told))
    assert (found.caller_name, found.calling) == (name, "+12025550147")


def test_a_name_that_looks_like_two_fields_cannot_be_repaired(tmp_path: Path) -> None:
    names = freeswitch_csv.TEMPLATES["example"]
    lines = [line(names, caller_id_name='x","y'), line(names), line(names)[:-30]]
    found = wrote(tmp_path, "Master.csv", "freeswitch-csv", "\n".join(lines))
    assert [r.place.line for r in records(found)] == [2]
    assert [r.place.line for r in rejected(found)] == [1, 3]
    assert "holds a quotation mark" in rejected(found)[0].reason


def test_a_template_of_its_owner(tmp_path: Path) -> None:
    columns = {"row": "start_uepoch sip_from_user destination_number sip_call_id sip_network_ip hangup_cause uuid"}
    told = f"1795477386927000,+12025550147,+15105550199,1-23384@a,203.0.113.10,USER_BUSY,{A_LEG['uuid']}\n"
    settings = Settings(columns=columns)
    (found,) = records(wrote(tmp_path, "Master.csv", "freeswitch-csv", told, settings))
    assert (found.source_ip, found.ingress_call_id, found.at.microsecond) == ("203.0.113.10", "1-23384@a", 927000)
    with pytest.raises(UnreadableError, match=r"fits none of the templates.*1: 1795477386927000"):
        wrote(tmp_path, "Master.csv", "freeswitch-csv", told)
