"""Only official government e-mail addresses are permitted, wherever an agency is written to (A5.7)."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hopback.policy.article_5_enforcement import AddressWrong, ExceptionWrong, exceptional, is_official, official

GOLDEN = [json.loads(line) for line in (Path(__file__).parent / "official_addresses.jsonl").read_text().splitlines()]
APPROVED = frozenset({"ag.state.oh.us", "doj.state.wi.us", "oag.state.va.us"})
PLAIN = set("abcdefghijklmnopqrstuvwxyz0123456789.-_'@")


def test_the_golden_list_is_decided_as_it_says_A5_7() -> None:
    assert len(GOLDEN) >= 300
    wrong = [
        (one["address"], one["verdict"], one["why"])
        for one in GOLDEN
        if is_official(one["address"], APPROVED) != (one["verdict"] == "taken")
    ]
    assert wrong == []


def test_without_an_exception_a_domain_of_a_state_in_us_is_not_official_A5_7() -> None:
    assert not is_official("lena@ag.state.oh.us")
    assert is_official("lena@ag.state.oh.us", APPROVED)


def test_one_address_is_one_string_A5_7() -> None:
    assert official(" Jane.Doe@FTC.gov ") == "jane.doe@ftc.gov"


@given(
    st.one_of(st.text(max_size=40), st.from_regex(r"[^@]{0,12}@[^@]{0,20}\.(gov|mil|us|com)[ .\x00]?", fullmatch=True))
)
def test_whatever_is_taken_is_plain_and_ends_officially_A5_7(text: str) -> None:
    try:
        address = official(text, APPROVED)
    except AddressWrong:
        return
    domain = address.split("@")[1]
    assert set(address) <= PLAIN
    assert address.count("@") == 1
    assert domain.endswith((".gov", ".mil")) or domain in APPROVED
    assert official(address, APPROVED) == address
    assert text.strip(" \t").lower() == address


LABEL = st.from_regex(r"[a-z]([a-z0-9-]{0,8}[a-z0-9])?", fullmatch=True).filter(lambda one: not one.startswith("xn--"))
LOCAL = st.from_regex(r"[a-z0-9]{1,8}([.'_-][a-z0-9]{1,8}){0,3}", fullmatch=True)


@given(LOCAL, st.lists(LABEL, min_size=1, max_size=4), st.sampled_from(["gov", "mil"]))
def test_every_plain_address_of_a_government_is_taken_A5_7(local: str, labels: list[str], top: str) -> None:
    assert is_official(f"{local}@{'.'.join([*labels, top])}")


@pytest.mark.parametrize(
    ("domain", "state"),
    [
        ("ohio.us", "oh"), ("oh.us", "oh"), ("ag.state.wi.us", "oh"), ("gmail.com", "oh"), ("ag.ohio.gov", "oh"),
        ("ag.state.oh.us", ""), ("ag.state.oh.us.", "oh"), ("xn--a.state.oh.us", "oh"), ("\u0430g.state.oh.us", "oh"),
        ("@ag.state.oh.us", "oh"), ("ag.state.oh.us.example.com", "oh"), ("fed.us", "us"),
    ],
)  # fmt: skip
def test_an_exception_is_a_name_that_the_state_gives_out_A5_7(domain: str, state: str) -> None:
    with pytest.raises(ExceptionWrong):
        exceptional(domain, state)


def test_an_exception_is_kept_in_lower_case_A5_7() -> None:
    assert exceptional(" AG.State.OH.us ", "oh") == "ag.state.oh.us"
