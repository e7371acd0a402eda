"""A few lines of TOML describe a table of calls; what is wrong in them is told with its line and what is allowed."""

from pathlib import Path

import pytest

from hopback.carrier.cdr.dialects.mapped.files import MappingError, load, parse
from hopback.carrier.cdr.dialects.mapped.mapping import Columns
from hopback.carrier.cdr.record import Direction, TimeOf
from tests.house import tree

MINIMAL = '[source]\nformat = "csv"\n[columns]\nat = "Start"\ncalled = "DNIS"\n'
WHOLE = """
[source]
format = "csv"
delimiter = "tab"
skip = 2
encoding = "cp1252"
switch = "sbc-dallas"

[columns]
at = ["Date", "Time"]
calling = "ANI"
called = 4
ingress_trunk = "InTrunk"

[time]
zone = "America/Chicago"
form = "%m/%d/%Y %H:%M:%S"
of = "answer"
duration = "ms"

[numbers]
country = "44"
tech_prefixes = ["88123"]

[direction]
column = "CallType"
inbound = ["ORIG"]
outbound = ["TERM", "term2"]
swap_sides = "outbound"

[only]
column = "Method"
words = ["INVITE"]
"""


def test_everything_that_can_be_said() -> None:
    mapping = parse(WHOLE)
    assert (mapping.source.delimiter, mapping.source.skip, mapping.source.encoding) == ("\t", 2, "cp1252")
    assert mapping.columns.used() == {
        "at": ("Date", "Time"),
        "called": (4,),
        "calling": ("ANI",),
        "ingress_trunk": ("InTrunk",),
    }
    assert (mapping.time.of, mapping.time.duration, mapping.time.precision_s) == (TimeOf.ANSWER, "ms", 1.0)
    assert (mapping.numbers.country, mapping.numbers.tech_prefixes) == ("44", ("88123",))
    assert mapping.direction.table() == {
        "orig": Direction.INBOUND,
        "term": Direction.OUTBOUND,
        "term2": Direction.OUTBOUND,
    }
    assert mapping.zoned


@pytest.mark.parametrize(
    ("form", "zone", "zoned", "precision_s"),
    [
        ("epoch_s", "", True, 1.0),
        ("epoch_ms", "", True, 0.001),
        ("epoch_us", "", True, 1e-6),
        ("julian", "", True, 0.0864),
        ("iso", "", False, 1.0),
        ("%d.%m.%Y %H:%M", "", False, 60.0),
        ("%d.%m.%Y %H:%M", "Europe/Berlin", True, 60.0),
        ("%Y-%m-%d %H:%M:%S%z", "", True, 1.0),
        ("%Y%m%d%H%M%S.%f", "", False, 1e-6),
    ],
)
def test_what_a_form_of_time_says_by_itself(form: str, zone: str, zoned: bool, precision_s: float) -> None:
    mapping = parse(
        f'source.format = "csv"\ncolumns = {{at = "a", called = "b"}}\ntime = {{form = "{form}", zone = "{zone}"}}'
    )
    assert mapping.zoned is zoned
    assert mapping.time.precision_s == precision_s


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a = ", ["mapping.toml is not TOML"]),
        ("", ["there is no [source] section", "there is no [columns] section"]),
        (MINIMAL.replace("csv", "xls"), ["line 2: source.format: 'xls' is not one of 'csv', 'parquet', 'sqlite'"]),
        (MINIMAL + 'calld = "x"', ["line 6: columns.calld", "did you mean called?", "ingress_trunk"]),
        (
            MINIMAL.replace('called = "DNIS"', ""),
            ["line 3: columns.called: missing: the column that says who was called"],
        ),
        (MINIMAL.replace('"DNIS"', "0"), ["line 5: columns.called: 0 is no column", "its place from 1"]),
        (MINIMAL + "[tme]\n", ["line 6: tme: there is no such section; did you mean time?"]),
        (MINIMAL + '[time]\nzone = "America/Chicgo"', ["line 7: time.zone", "did you mean America/Chicago"]),
        (MINIMAL + '[time]\nform = "DD/MM/YYYY"', ["line 7: time.form", "epoch_ms", "%m/%d/%Y %H:%M:%S"]),
        (MINIMAL + '[time]\nform = "%Y-%m-%d %H:%M:%S %Z"', ["line 7: time.form", 'zone = "America/Chicago"']),
        (MINIMAL + '[time]\nform = "%Q"', ["line 7: time.form: this pattern cannot be read back"]),
        (MINIMAL + '[time]\nof = "begin"', ["line 7: time.of: 'begin' is not one of 'setup', 'answer' or 'end'"]),
        (MINIMAL + '[numbers]\ncountry = "+44"', ["line 7: numbers.country: '+44'"]),
        (MINIMAL + '[direction]\ninbound = ["in"]', ["line 6: direction: say which column tells the direction"]),
        (
            MINIMAL + '[direction]\ncolumn = 1\ninbound = ["A"]\noutbound = ["a"]',
            ["one word stands for two directions"],
        ),
        (
            MINIMAL + '[direction]\ncolumn = 1\nswap_numbers = "both"',
            ["line 8: direction.swap_numbers: 'both' is not one of"],
        ),
        (MINIMAL.replace('"csv"', '"csv"\nencoding = "utf-9"'), ["line 3: source.encoding: no such encoding"]),
        (
            MINIMAL.replace('"csv"', '"csv"\ndelimiter = "::"'),
            ["line 3: source.delimiter: a delimiter is one character"],
        ),
        (MINIMAL.replace('"csv"', '"csv"\nheader = false'), ["columns.at is a name, but the file has no header"]),
        (MINIMAL.replace('"csv"', '"sqlite"'), ['a sqlite source needs table = "…"']),
        (MINIMAL.replace('"csv"', '"postgresql"\ntable = "cdr"'), ['url = "postgresql://…" or url_from =']),
    ],
)
def test_what_is_wrong_is_told_with_its_place_and_what_is_allowed(text: str, said: list[str]) -> None:
    with pytest.raises(MappingError) as caught:
        parse(text)
    for words in said:
        assert words in str(caught.value)


def test_every_fault_is_told_not_only_the_first() -> None:
    with pytest.raises(MappingError) as caught:
        parse(MINIMAL.replace('"Start"', "-1") + '[time]\nform = "soon"\nzone = "Mars"\n')
    assert len(str(caught.value).splitlines()) == 3


def test_a_file_that_is_none(tmp_path: Path) -> None:
    with pytest.raises(MappingError, match=r"calls\.toml cannot be read"):
        load(tmp_path / "calls.toml")
    (tmp_path / "calls.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(MappingError, match="not UTF-8"):
        load(tmp_path / "calls.toml")


def test_the_example_of_the_page_is_a_mapping() -> None:
    page = (tree.ROOT / "docs" / "carrier" / "mapping.md").read_text("utf-8")
    mapping = parse(page.split("```toml")[1].split("```")[0])
    assert mapping.columns.ingress_trunk == "InTrunk"
    assert [name for name in Columns.model_fields if f"`{name}`" not in page] == []
