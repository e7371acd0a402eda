"""The map is proposed from the records: what is missing, whose it may be; a person's own words stay."""

from datetime import UTC, datetime, timedelta

import pytest

from hopback.carrier.cdr.record import CallRecord, Direction, Place
from hopback.carrier.trunks import TrunksFileError
from hopback.carrier.trunks.learning import proposals, text_of, words_of
from hopback.carrier.trunks.mapping import Standing, TrunkMap
from hopback.carrier.trunks.reading import parse
from hopback.carrier.trunks.seen import counted, expired, shares
from hopback.carrier.trunks.setting import named
from hopback.wire.providers import ProviderOut

AT = datetime(2026, 11, 23, 18, 44, 36, tzinfo=UTC)
MIDAM = ProviderOut(id="prv_midam", name="MidAmerica\nWholesale", trade_name="", country="US", domain="")


def calls(trunk: str, number: int, source_ip: str = "", **more) -> list[CallRecord]:
    return [
        CallRecord(
            at=AT + timedelta(minutes=n), calling="2025550147", called="5105550199", place=Place("Master.csv", n),
            ingress_trunk=trunk, source_ip=source_ip, **more,
        )
        for n in range(number)
    ]  # fmt: skip


def test_the_busiest_way_in_stands_first_with_its_calls_and_days():
    seen = counted([*calls("tg-lotus", 2), *calls("tg-MidAm-in", 5, "198.51.100.7")])
    assert [(each.trunk, each.calls) for each in seen] == [("tg-MidAm-in", 5), ("tg-lotus", 2)]
    assert (seen[0].first_at, seen[0].last_at) == (AT, AT + timedelta(minutes=4))


def test_attempts_and_inner_legs_are_no_way_in():
    assert counted([*calls("a", 1, attempt=True), *calls("b", 1, direction=Direction.INTERNAL)]) == []


def test_a_proposed_file_can_be_read_and_names_nobody_yet():
    seen = counted([*calls("tg-MidAm-in", 5), *calls("", 2, "198.51.100.7"), *calls('odd "name"', 1)])
    text = text_of(proposals(seen, TrunkMap()))
    known = parse(text)
    assert [row.party for row in known.rows] == [None, None, None]
    assert "# 5 calls, 2026-11-23 to 2026-11-23" in text
    assert {each.standing for each in shares(seen, known)} == {Standing.UNMAPPED}


def test_a_name_like_the_trunks_is_a_guess_in_a_comment_on_one_line():
    asked = []

    def look_up(words):
        asked.append(words)
        return [MIDAM] if words == "MidAm" else []

    text = text_of(proposals(counted(calls("tg-MidAm-in", 5)), TrunkMap(), look_up))
    assert '# perhaps upstream = "prv_midam", MidAmerica Wholesale, by its name' in text
    assert asked == ["Mid Am", "MidAm"]
    assert parse(text).rows[0].party is None


@pytest.mark.parametrize(
    ("trunk", "words"),
    [
        ("tg-MidAm-in", ["Mid Am", "MidAm"]),
        ("SIP_HARBOR_VOICE_01", ["HARBOR VOICE", "HARBOR", "VOICE"]),
        ("tg-01", []),
    ],
)
def test_the_words_of_a_trunk_that_can_be_a_name(trunk, words):
    assert words_of(trunk) == words


def test_what_a_person_wrote_stays_and_only_missing_rows_are_added():
    before = '# ours, since 2019\n[[trunks]]\ntrunk   = "tg-MidAm-in"\nupstream = "prv_midam" # Ines said so\n'
    seen = counted([*calls("tg-MidAm-in", 5), *calls("tg-lotus", 2)])
    text = text_of(proposals(seen, parse(before)), before=before)
    assert text.startswith(before)
    assert [row.trunk for row in parse(text).rows] == ["tg-MidAm-in", "tg-lotus"]
    assert proposals(seen, parse(text)) == []


def test_a_trunk_with_many_addresses_is_proposed_once():
    seen = counted([*calls("tg-a", 2, "198.51.100.7"), *calls("tg-a", 3, "198.51.100.8")])
    [row] = proposals(seen, TrunkMap())
    assert (row.ingress.calls, row.ingress.source_ip) == (5, "")


def test_naming_a_trunk_changes_its_row_and_nothing_else():
    text = '# head\n[[trunks]]\ntrunk = "a"\nupstream = ""  # whose?\n\n[[trunks]]\ntrunk = "b"\n'
    once = named(text, trunk="a", upstream="prv_x")
    assert once == text.replace('upstream = ""', 'upstream = "prv_x"')
    assert parse(named(once, trunk="b", upstream="prv_y")).rows[1].party == "prv_y"


def test_naming_a_trunk_that_has_no_row_or_a_thing_that_is_no_provider():
    with pytest.raises(TrunksFileError, match="no row has it"):
        named('[[trunks]]\ntrunk = "a"\n', trunk="b", upstream="prv_x")
    with pytest.raises(TrunksFileError, match="upstream"):
        named('[[trunks]]\ntrunk = "a"\n', trunk="a", upstream='Harbor "Voice"')


def test_shares_say_how_much_of_the_traffic_nobody_mapped():
    known = parse('[[trunks]]\ntrunk = "tg-MidAm-in"\nupstream = "prv_midam"\n')
    told = shares(counted([*calls("tg-MidAm-in", 3), *calls("tg-lotus", 1)]), known)
    assert [(each.standing, each.of_all) for each in told] == [(Standing.MAPPED, 0.75), (Standing.UNMAPPED, 0.25)]


def test_rows_that_ended_are_told():
    known = parse('[[trunks]]\ntrunk = "a"\nupstream = "prv_x"\nvalid_to = 2026-11-01\n')
    assert expired(known, AT) == ["trunks.toml, line 1: ended 2026-11-01."]
