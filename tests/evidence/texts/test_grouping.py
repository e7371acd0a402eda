"""Calls of nearly one message are one campaign, as the Industry Traceback Group names them (A1.6)."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from bench.campaign_texts import generated, scripts
from hopback.evidence.texts import explaining, labelled, sheet
from hopback.evidence.texts.book import Book, BookFaultError, load, save
from hopback.evidence.texts.grouping import Grouping, group
from hopback.evidence.texts.heard import Heard
from hopback.evidence.texts.score import score

SAMPLES = Path(__file__).parents[1] / "samples" / "texts"


@pytest.fixture(scope="module")
def heard() -> list[Heard]:
    return sheet.read((SAMPLES / "transcripts.csv").read_bytes()).heard


@pytest.fixture(scope="module")
def grouped(heard: list[Heard]) -> Grouping:
    return group(heard)


def names(grouping: Grouping) -> dict[str, str]:
    return {one.key: grouping.name(at) for at, one in enumerate(grouping.heard)}


def test_real_transcripts_agree_with_itg_s_names_better_than_likeness_alone(grouped: Grouping) -> None:
    """A1.6: .572 and .593 are the best that is known of simple methods on the whole of these labels."""
    labels = labelled.read((SAMPLES / "campaign_labels.csv").read_bytes())
    bare = {key: labelled.without_part(name) for key, name in labels.items()}
    assert score(names(grouped), labels).f1 > 0.58
    assert score(names(grouped), bare).f1 > 0.60


def test_names_are_brand_and_script(grouped: Grouping) -> None:
    found = set(grouped.book.campaigns)
    assert len(found) == len(grouped.book.campaigns)
    assert any(name.startswith("Amazon-") for name in found)
    assert {"HiltonHotels-ComplimentaryStay", "Amazon-AmountCharged"} <= found


def test_a_name_says_nothing_of_its_file(heard: list[Heard], grouped: Grouping) -> None:
    """The recordings' names hold labels: the same texts under other names are grouped and named alike."""
    again = group([replace(one, key=str(at)) for at, one in enumerate(heard)])
    assert again.campaign == grouped.campaign
    assert again.book == grouped.book


def test_a_member_has_its_script_and_the_sentences_that_both_say(grouped: Grouping) -> None:
    at = next(at for at, one in enumerate(grouped.heard) if one.key.endswith("/383719.wav"))
    reason = explaining.why(grouped, at)
    assert reason.share > 0.9
    assert any("kindly press 1 to connect with the next available officer" in said for said in reason.shared)
    assert any("legal enforcement" in said for said in reason.ties)


def test_new_texts_join_known_campaigns_and_names_stay(heard: list[Heard], tmp_path: Path) -> None:
    first = group(heard[:200])
    save(first.book, tmp_path / "campaigns.json")
    before = json.loads((tmp_path / "campaigns.json").read_text())["campaigns"]
    later = group(heard[200:], load(tmp_path / "campaigns.json"))
    assert later.book.campaigns[: len(before)] == before
    assert sum(at < len(before) for at in later.campaign) > 60
    again = group(heard[:200], later.book)
    assert [again.name(at) for at in range(200)] == [first.name(at) for at in range(200)]


def test_thousands_of_generated_calls_come_back_to_their_scripts() -> None:
    """A small version of `python -m bench campaigns`."""
    made = list(generated(4_000, seed=3))
    found = group([Heard(str(at), text) for at, (text, _) in enumerate(made)])
    truth = {str(at): script for at, (_, script) in enumerate(made)}
    assert score({one.key: found.campaign[at] for at, one in enumerate(found.heard)}, truth).f1 > 0.98
    assert len(scripts()) > 20


def test_one_number_to_call_back_ties_two_wordings() -> None:
    """A1.6: judged by content and calling pattern."""
    one = "Your parcel could not be brought to you because an import duty of forty dollars is open at our office."
    other = "We tried twice to bring your parcel, the duty on it is open, and our office closes the file at noon."
    apart = group([Heard("a", one), Heard("b", other)])
    tied = group([Heard("a", one, call_back="315-232-8257"), Heard("b", other, call_back="(315) 232 8257")])
    assert apart.campaign[0] != apart.campaign[1]
    assert tied.campaign[0] == tied.campaign[1]


def test_nothing_and_next_to_nothing_can_be_grouped() -> None:
    assert group([]).campaign == []
    odd = ["Hello?", "Hello?", "", "…", "请按1", "x" * 1_000_000, "word " * 200_000, "\ue000\ue000 a b", "7 7 7"]
    found = group([Heard(str(at), text) for at, text in enumerate(odd)])
    assert len(found.campaign) == len(odd)
    assert len(set(found.book.campaigns)) == len(found.book.campaigns)


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{", '{"version": 2}', '{"version": 1, "campaigns": ["a"], "scripts": [{"campaign": 1}]}',
     '{"version": 1, "campaigns": ["a"], "scripts": [{"campaign": 0, "runs": {"one": 1}}]}', "[" * 100_000],
    ids=["nothing", "a list", "cut off", "another version", "no such campaign", "half a run", "deep"],
)  # fmt: skip
def test_a_file_that_is_no_book_is_refused(text: str, tmp_path: Path) -> None:
    (tmp_path / "book").write_text(text)
    with pytest.raises(BookFaultError):
        load(tmp_path / "book")
    assert Book() == Book([], [])
