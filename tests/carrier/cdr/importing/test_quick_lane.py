"""A mapped CSV read by columns is in the archive what it is read row by row: the same records, filed the same, the same
rows rejected in the same words. Whatever stands in the file."""

import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from hopback.carrier.cdr.archive.rows import Telling, table
from hopback.carrier.cdr.archive.schema import as_python
from hopback.carrier.cdr.importing.quick import blocks, lane_for
from hopback.carrier.cdr.importing.wish import Wish
from hopback.carrier.cdr.reading import Rejected, Row, Skipped, UnreadableError
from hopback.carrier.cdr.record import CallRecord
from tests.carrier.cdr.dialects.corrupting import damaged, damaged_bytes
from tests.carrier.cdr.importing import files

FEW = settings(
    max_examples=int(os.environ.get("HOPBACK_SOAK_EXAMPLES", "15")),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
WIDE = """
[source]
format = "csv"
delimiter = ";"
skip = 1
empty = ["NULL", "0"]
[columns]
at = "start"
answered_at = "answer"
ended_at = "end"
calling = "from"
called = "to"
dialled = "dialled"
diverted_from = "diverted"
called_out = "out"
switch = "node"
leg = "uuid"
direction_of = "way"
ingress_trunk = "peer"
duration = "len"
code = "sip"
result = "words"
[time]
form = "iso"
of = "end"
duration = "ms"
[numbers]
tech_prefixes = ["88123", "9#"]
[direction]
column = "way"
inbound = ["in"]
outbound = ["OUT"]
[only]
column = "kind"
words = ["call"]
""".replace('direction_of = "way"\n', "")
TOP = b"exported on Monday\nstart;answer;end;from;to;dialled;diverted;out;node;uuid;way;peer;len;sip;words;kind\n"
NUMBERS = (
    "2025550142", "+12025550142", "12025550142", "(202) 555-0142", "011442079460018", "00442079460018", "+442079460018",
    "881232025550142", "9#2025550142", "7001", "0", "", " 2025550142 ", "anonymous", "2.02555E+09", "2025550142.0",
    "+2025550142", "1115550142", "5135550168;npdi;rn=+15135550000", '="2025550142"', "sip:+12025550142@192.0.2.1",
    "123456789012345678901", "92025550142", "00", "NULL", "+", "+0442079460018",
    "２０２５５５０１４２", "2025550142x12",
)  # fmt: skip
TIMES = (
    "2026-11-09 14:03:07", "2026-11-09T14:03:07", "2026-11-09T14:03:07Z", "2026-11-09 14:03:07.250", "2026-11-09 14:03",
    "2026-11-01 01:30:00", "2026-03-08 02:30:00", "2026-02-30 12:00:00", "2024-02-29 12:00:00", "1989-01-01 00:00:00",
    "2026-11-09 14:03:07+02:00", "", "0", "0000-00-00 00:00:00", "2026-11-09 24:00:00", "2026-11-09 23:59:60",
    "2026-11-09 14:03:07 CST", "20261109140307", "2099-12-31 23:59:59", "2026-11-09  4:03:07", " 2026-11-09 14:03:07",
)  # fmt: skip


type Filed = tuple[CallRecord, int]  # and the key it is filed under


@dataclass
class Read:
    """What came of one file, so that two can be compared."""

    rows: list[Filed] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
    skipped: int = 0
    why: str = ""

    def take(self, rows: Iterable[Row], how: Wish) -> None:
        for row in rows:
            if isinstance(row, Rejected):
                self.rejected.append(row)
            elif isinstance(row, Skipped):
                self.skipped += 1
            else:
                self.take_table(table([row], 1, how.numbering), row.place.source)

    def take_table(self, found: pa.Table, source: str) -> None:
        telling = Telling({}, {1: source})
        made = (telling.record(row)[1] for row in as_python(found))
        self.rows += zip(made, found.column("called").to_pylist(), strict=True)

    def in_order(self) -> "Read":
        self.rows.sort(key=lambda row: (row[0].place.line, row[1]))
        return self


@dataclass(frozen=True)
class Both:
    """One file, read by columns and row by row."""

    folder: Path

    def agree(self, content: bytes, mapping: str) -> bool:
        """Was it read by columns? Fails where the two differ."""
        file, how = self.folder / "calls.csv", files.wish(mapping)
        file.write_bytes(content)
        quick, slow = Read(), Read()
        try:
            slow.take(how.dialect.read(file, how.settings), how)
        except UnreadableError as error:
            slow.why = str(error)
        try:
            lane = lane_for(how.dialect, file, how.settings, how.numbering, 1)
            for batch in lane.read() if lane else ():
                quick.take(batch.rows, how)
                quick.skipped += batch.skipped
                if batch.table is not None:
                    quick.take_table(batch.table, str(file))
        except UnreadableError as error:
            lane, quick.why = None, str(error)
        if lane is not None or quick.why:
            assert quick.in_order() == slow.in_order()
        return lane is not None


@pytest.fixture
def both(tmp_path: Path) -> Both:
    return Both(tmp_path)


def wide(dice: Random) -> str:
    when = [dice.choice(TIMES[:4]) if dice.random() < 0.7 else dice.choice(TIMES) for _ in range(3)]
    who = [dice.choice(NUMBERS[:3]) if dice.random() < 0.6 else dice.choice(NUMBERS) for _ in range(5)]
    length = dice.choice(("0", "61000", "61000.5", "", "1:02:03", "-5", "1e3", "99999999999", "abc"))
    rest = (dice.choice(("sw-1", "", " sw-2 ")), f"leg-{dice.randrange(30)}", dice.choice(("in", "OUT", "x", "")))
    words = dice.choice(
        ('"ANSWERED"', '"No ""answer"" here"', "Busy; here", '"Busy; here"', "", "Zürich", '"over\nlines"')
    )
    code = dice.choice(("200", "486", "", "abc", "200.0", "9999999999"))
    return ";".join(
        (*when, *who, *rest, dice.choice(("tg-1", "tg-2", "=x")), length, code, words, dice.choice(("call", "sms")))
    )


@FEW
@given(seed=st.integers(0, 2**32))
def test_in_everything_that_cells_can_hold(both: Both, seed: int) -> None:
    dice = Random(seed)
    lines = [wide(dice) for _ in range(dice.randrange(1, 60))]
    end = dice.choice(("\n", "\r\n"))
    content = TOP + end.join(lines).encode() + (end.encode() if dice.random() < 0.7 else b"")
    assert both.agree(content, WIDE)


@FEW
@given(seed=st.integers(0, 2**32))
@example(seed=1)
def test_in_a_file_with_damaged_lines(both: Both, seed: int) -> None:
    dice = Random(seed)
    lines = [files.call(n).encode().rstrip() for n in range(40)]
    lines = [damaged(line, dice) if dice.random() < 0.2 else line for line in lines]
    assert both.agree(files.HEADING.encode() + b"\n".join(lines) + b"\n", files.MAPPING)


@FEW
@given(seed=st.integers(0, 2**32), size=st.sampled_from((300, 2000, blocks.SIZE)))
def test_in_a_file_damaged_anywhere_and_cut_into_blocks_of_any_size(
    both: Both, monkeypatch: pytest.MonkeyPatch, seed: int, size: int
) -> None:
    monkeypatch.setattr(blocks.blocks, "__kwdefaults__", {"size": size})
    dice = Random(seed)
    lines = "".join(wide(dice) + "\n" for _ in range(60)).encode()
    both.agree(TOP + damaged_bytes(lines, dice), WIDE)


FORMS = {
    "%m/%d/%Y %H:%M:%S": "11/09/2026 14:03:07",
    "%d.%m.%Y %H:%M:%S": "09.11.2026 14:03:07",
    "%Y%m%d%H%M%S": "20261109140307",
    "%Y-%m-%dT%H:%M:%S": "2026-11-09T14:03:07",
    "%Y-%m-%d %H:%M:%S.%f": "2026-11-09 14:03:07.25",
    "%m/%d/%Y %I:%M:%S %p": "11/09/2026 02:03:07 PM",
    "epoch_s": "1794232987",
    "epoch_ms": "1794232987250",
    "epoch_us": "1794232987250000",
    "epoch_ns": "1794232987250000999",
    "julian": "2461354.334",
    "rfc2822": "Mon, 09 Nov 2026 14:03:07 +0000",
}


@pytest.mark.parametrize("form", FORMS)
def test_in_every_form_of_time(both: Both, form: str) -> None:
    mapping = files.MAPPING.replace("%Y-%m-%d %H:%M:%S", form)
    good = FORMS[form]
    others = (
        good,
        good[:-1],
        good + "0",
        good.replace("9", "8", 1),
        " " + good,
        "",
        "x",
        good.replace("1", "/", 1),
        *TIMES,
    )
    lines = [f'"{at}",2025550142,5135550168,tg-1,{n},16\n' for n, at in enumerate(others)] + [
        f"{good},1,2,t,3,4\n"
    ] * 40
    assert both.agree((files.HEADING + "".join(lines)).encode(), mapping)


@pytest.mark.parametrize("country", ["1", "44", "49"])
def test_in_every_country(both: Both, country: str) -> None:
    mapping = files.MAPPING + f'[numbers]\ncountry = "{country}"\n'
    numbers = (*NUMBERS, "02079460018", "442079460018", "0049301234567", "7")
    lines = [
        f'2026-11-09 14:03:07,"{n.replace(chr(34), chr(34) * 2)}",{m},t,1,16\n' for n in numbers for m in numbers[:6]
    ]
    assert both.agree((files.HEADING + "".join(lines)).encode(), mapping)


@pytest.mark.parametrize(
    "content",
    [
        b"", b"\n", b"\n\n\n", b"a\n", b"\xef\xbb\xbf", b"started,ani\n", files.HEADING.encode(),
        files.HEADING.encode() + b"\n\n" + files.call(1).encode() + b"\n   \n" + files.call(2).encode(),
        b"\xef\xbb\xbf" + (files.HEADING + files.call(1)).encode(),
        files.HEADING.encode() + files.call(1).replace("\n", ",,,\n").encode() * 3,
        files.HEADING.encode() + files.call(1).replace("\n", ",x\n").encode() + files.call(1).encode(),
        (files.HEADING + files.call(1) + files.call(2)).replace("\n", "\r").encode(),
        (files.HEADING + files.call(1) + files.call(2)).encode("utf-16"),
        files.HEADING.encode() + b"x" * 3_000_000 + b"\n" + files.call(1).encode(),
        (files.HEADING + files.call(1).replace("tg-", '"' + "y" * 200_000 + '"') + files.call(2)).encode(),
    ],
    ids=range(15),
)  # fmt: skip
def test_in_files_that_are_hardly_one(both: Both, content: bytes) -> None:
    both.agree(content, files.MAPPING)


def test_a_file_that_has_no_heading_is_read_by_columns_too(both: Both) -> None:
    numbered = dict(zip(files.HEADING.strip().split(","), range(1, 7), strict=True))
    mapping = files.MAPPING.replace('format = "csv"', 'format = "csv"\nheader = false')
    for name, place in numbered.items():
        mapping = mapping.replace(f'"{name}"', str(place))
    assert both.agree("".join(files.call(n) for n in range(30)).encode() + b"short,row\n", mapping)
