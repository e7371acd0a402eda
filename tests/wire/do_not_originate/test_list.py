"""The list as it travels: its canonical text, its signed manifest, its forms (XB.1, XB.6, XB.8)."""

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, date, datetime
from xml.etree import ElementTree as ET

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as some

from hopback.wire.do_not_originate import answers, entries, manifest
from hopback.wire.do_not_originate.entries import Entry, Fault, NotAList, Row
from hopback.wire.do_not_originate.renderings import FORMATS
from hopback.wire.signing import NotSigned, Request, UnknownKey, jwk_of, read_keys, sign

DAY = date(2026, 10, 20)
TREASURY = Entry("+18008291040", False, "government", "Treasury, Office of Fraud", "dno_Treasury22222", 1, DAY)
BANK = Entry("+1202555", True, "private", "First Bank of Salem", "dno_FirstBank22222", 7, DAY)
LONDON = Entry("+442079460958", False, "private", "Harbor Insurance", "dno_Harbor2222222", 9, DAY)
LIST = [BANK, TREASURY, LONDON]
KEY, OTHER = Ed25519PrivateKey.generate(), Ed25519PrivateKey.generate()
KEYS = read_keys({"keys": [jwk_of(KEY.public_key())]})


def lines(text: str) -> list[str]:
    return text.splitlines(keepends=True)


numbers = some.from_regex(r"\+[1-9][0-9]{0,14}", fullmatch=True)
names = some.text(min_size=1, max_size=40).map(lambda t: " ".join(t.replace("\0", "").split())).filter(bool)
some_entries = some.builds(
    Entry, numbers, some.booleans(), some.sampled_from(entries.CATEGORIES), names, some.just("dno_x"),
    some.integers(0, 999_999_999), some.dates(),
)  # fmt: skip


@given(some.lists(some.builds(Row, some.sampled_from(entries.CHANGES), some_entries), max_size=8))
def test_what_was_written_is_read_back_as_it_was(rows: list[Row]) -> None:
    assert list(entries.read(lines("".join(entries.write(rows))))) == rows


def test_the_canonical_text_is_just_this() -> None:
    assert "".join(entries.write(entries.listed(LIST))) == (
        "change,number,block,category,recipient,listing,priority,listed_on\n"
        "listed,+1202555,true,private,First Bank of Salem,dno_FirstBank22222,7,2026-10-20\n"
        'listed,+18008291040,false,government,"Treasury, Office of Fraud",dno_Treasury22222,1,2026-10-20\n'
        "listed,+442079460958,false,private,Harbor Insurance,dno_Harbor2222222,9,2026-10-20\n"
    )


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("listed,+1202555", "2 fields"),
        ("added,+1202555,true,private,B,dno_b,7,2026-10-20", "change is “added”"),
        ("listed,2025550142,false,private,B,dno_b,7,2026-10-20", "number is “2025550142”"),
        ("listed,+1202555,yes,private,B,dno_b,7,2026-10-20", "block is “yes”"),
        ("listed,+1202555,true,public,B,dno_b,7,2026-10-20", "category is “public”"),
        ("listed,+1202555,true,private,,dno_b,7,2026-10-20", "recipient is empty"),
        ("listed,+1202555,true,private,B,,7,2026-10-20", "listing is empty"),
        ("listed,+1202555,true,private,B,dno_b,first,2026-10-20", "priority is “first”"),
        ("listed,+1202555,true,private,B,dno_b,7,20261020", "listed_on is no day"),
    ],
)
def test_a_bad_line_is_told_with_its_reason_and_the_rest_is_read_on(line: str, why: str) -> None:
    first, *rest = lines("".join(entries.write(entries.listed(LIST))))
    found = list(entries.read([first, f"{line}\n", *rest]))
    assert isinstance(found[0], Fault)
    assert (found[0].line, why in found[0].why) == (2, True), found[0]
    assert [row.entry for row in found[1:] if isinstance(row, Row)] == LIST
    with pytest.raises(NotAList, match=r"Line 2: .*Nothing of the list was taken"):
        list(entries.whole([first, f"{line}\n", *rest]))


def test_another_table_is_no_list() -> None:
    with pytest.raises(NotAList, match="begins with “number,name”"):
        list(entries.read(["number,name\n"]))


def of(text: str, **more: object) -> manifest.Manifest:
    said = {
        "iss": "https://stp.example", "version": 12, "since": None, "made_at": datetime(2026, 10, 20, 14, tzinfo=UTC),
        "listed": 3, "removed": 0, "sha256": manifest.sha256_of([text]), "redress": "https://stp.example/redress",
    }  # fmt: skip
    return manifest.Manifest.model_validate(said | more)


def test_a_manifest_that_the_portal_signed_is_read_back_and_no_other() -> None:
    said = of("".join(entries.write(entries.listed(LIST))))
    signed = manifest.sign(said, KEY)
    assert manifest.verify(signed, KEYS) == said
    with pytest.raises(UnknownKey):
        manifest.verify(manifest.sign(said, OTHER), KEYS)
    head, _, mark = signed.split(".")
    _, body, _ = manifest.sign(of("", version=13), KEY).split(".")
    with pytest.raises(NotSigned, match="does not belong"):
        manifest.verify(f"{head}.{body}.{mark}", KEYS)


def test_a_signed_request_does_not_pass_for_a_manifest() -> None:
    at = datetime(2026, 10, 20, tzinfo=UTC)
    request = Request(
        iss="p", hop="h", provider="p", purpose="traceback", calling="", called="", called_at=at, sent_to="",
        asked_at=at,
    )  # fmt: skip
    with pytest.raises(NotSigned, match="hopback-request"):
        manifest.verify(sign(request, KEY), KEYS)


@pytest.mark.parametrize("answer", ["603+", "607", "608", "200", ""])
def test_an_answer_that_means_something_else_is_refused(answer: str) -> None:
    with pytest.raises(answers.NoSuchAnswer, match="Choose one of 603, 403, 404, log"):
        FORMATS["sbc"].chunks([], answer=answer)


def test_the_reason_names_whom_to_ask_and_never_looks_like_603_plus() -> None:
    said = answers.reason("603", 'mailto:redress@stp.example"\r\nX: y')
    assert said == 'SIP;cause=603;text="Do Not Originate; redress mailto:redress@stp.exampleX: y"'
    assert answers.reason("log", "mailto:x") == ""


def changes() -> Iterator[Row]:
    """The bank's block is removed, a number of it listed."""
    yield Row("removed", BANK)
    yield Row("listed", TREASURY._replace(number="+12025550142"))


def rendered(form: str, rows: list[Row] | Iterator[Row], **more: object) -> str:
    return "".join(FORMATS[form].chunks(rows, **more))  # type: ignore[arg-type]


def kamailio(db: sqlite3.Connection) -> set[tuple[str, str]]:
    return set(
        db.execute("SELECT key_name, key_value FROM dno_htable UNION SELECT tprefix, tvalue FROM dno_mtree").fetchall()
    )


def opensips(db: sqlite3.Connection) -> set[tuple[str, str]]:
    return set(db.execute("SELECT tn, action FROM dno UNION SELECT prefix, '603' FROM globalblacklist").fetchall())


def asterisk(db: sqlite3.Connection) -> set[tuple[str, str]]:
    return set(db.execute("SELECT key, value FROM astdb").fetchall())


@pytest.mark.parametrize(
    ("form", "held", "names"),
    [
        ("kamailio", kamailio, ["1202555", "+18008291040", "+442079460958", "+12025550142"]),
        ("opensips", opensips, ["1202555", "+18008291040", "+442079460958", "+12025550142"]),
        ("asterisk-sql", asterisk, ["/dnoblk/202555", "/dno/8008291040", "/dno/011442079460958", "/dno/2025550142"]),
    ],
)
def test_a_database_holds_the_list_after_a_full_copy_twice_and_a_difference(
    form: str, held: Callable[[sqlite3.Connection], set[tuple[str, str]]], names: list[str]
) -> None:
    block, treasury, london, new = names
    with closing(sqlite3.connect(":memory:")) as db:
        for _ in range(2):
            db.executescript(rendered(form, list(entries.listed(LIST))))
            assert held(db) == {(name, "603") for name in (block, treasury, london)}
        for _ in range(2):
            db.executescript(rendered(form, changes(), whole=False))
            assert held(db) == {(name, "603") for name in (treasury, london, new)}


def test_a_gateways_own_exception_outlives_every_copy() -> None:
    with closing(sqlite3.connect(":memory:")) as db:
        db.executescript(rendered("kamailio", []))
        db.execute("INSERT INTO dno_htable (key_name, key_value) VALUES ('+18008291040', 'allow')")
        for whole in (True, False):
            db.executescript(rendered("kamailio", list(entries.listed(LIST)), whole=whole))
            assert ("+18008291040", "allow") in kamailio(db)


def test_every_form_for_people_and_switches_reads_as_it_should() -> None:
    full = list(entries.listed(LIST))
    assert rendered("sbc", full, answer="403").splitlines()[1:3] == [
        "1202555,prefix,403,private,2026-10-20", "18008291040,exact,403,government,2026-10-20",
    ]  # fmt: skip
    assert rendered("asterisk", full).splitlines()[2:4] == [
        "database put dnoblk 202555 603", "database put dno 8008291040 603",
    ]  # fmt: skip
    assert rendered("asterisk", changes(), whole=False).splitlines()[0] == "database del dnoblk 202555"
    assert rendered("freeswitch", full).splitlines() == [
        "8008291040", "011442079460958",
        "# 1 blocks are not in this list: take the form freeswitch-blocks as well",
    ]  # fmt: skip
    assert rendered("freeswitch", changes(), whole=False).splitlines()[0] == "blacklist add dno 2025550142"
    (extension,) = ET.fromstring(rendered("freeswitch-blocks", full)).iter("condition")
    assert extension.get("expression") == r"^(?:\+?1)?202555"
    told = json.loads(rendered("json", full, answer="log"))
    assert (told["answer"], [row["number"] for row in told["rows"]]) == ("log", [each.number for each in LIST])
    assert json.loads(rendered("json", []))["rows"] == []
    assert rendered("csv", full) == "".join(entries.write(full))
