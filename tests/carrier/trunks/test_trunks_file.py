"""`trunks.toml`: the narrowest row wins, rows that contradict each other are refused with their lines."""

from datetime import UTC, datetime

import pytest

from hopback.carrier.cdr.record import CallRecord, Place
from hopback.carrier.trunks import Standing, TrunksFileError, read
from hopback.carrier.trunks.reading import parse
from hopback.wire.answers import ContactDetails, Customer

AT = datetime(2026, 11, 23, 18, 44, 36, tzinfo=UTC)


def record(trunk: str = "", source_ip: str = "", account: str = "", at: datetime = AT, switch: str = "") -> CallRecord:
    return CallRecord(
        at=at, calling="2025550147", called="5105550199", place=Place("Master.csv", 1), ingress_trunk=trunk,
        source_ip=source_ip, account=account, switch=switch,
    )  # fmt: skip


def test_a_trunk_is_a_provider_a_stranger_a_customer_or_a_switch_of_ours():
    known = parse("""
        [[trunks]]
        trunk = "tg-MidAm-in"
        upstream = "prv_midam"
        [[trunks]]
        source_ip = "203.0.113.0/24"
        unlisted = { name = "Sable Route Ltd.", email = "noc@sable.example", phone = "+501 223 0143", country = "BZ" }
        [[trunks]]
        account = "QUICKDIAL"
        customer = { name = "QuickDial LLC", location = "Tampa, FL" }
        [[trunks]]
        trunk = "to-dal-*"
        own_switch = "dal-2"
    """)
    assert known.of(record("tg-MidAm-in")).party == "prv_midam"
    assert isinstance(known.of(record(source_ip="203.0.113.9")).party, ContactDetails)
    customer = known.of(record("extension-12", account="QUICKDIAL")).party
    assert isinstance(customer, Customer)
    assert customer.location == "Tampa, FL"
    assert known.of(record("to-dal-7")).own_switch == "dal-2"
    assert known.upstream(record(account="QUICKDIAL")) == "our customer QuickDial LLC"


def test_the_narrowest_row_wins_whatever_the_order():
    text = """
        [[trunks]]
        source_ip = "198.51.100.0/24"
        upstream = "prv_wholesale"
        [[trunks]]
        source_ip = "198.51.100.7"
        upstream = "prv_harbor"
        [[trunks]]
        trunk = "tg-*"
        upstream = "prv_any"
        [[trunks]]
        trunk = "tg-lotus"
        upstream = "prv_lotus"
    """
    known = parse(text)
    assert known.of(record(source_ip="198.51.100.7")).party == "prv_harbor"
    assert known.of(record(source_ip="198.51.100.8")).party == "prv_wholesale"
    assert known.of(record("tg-lotus")).party == "prv_lotus"
    assert known.of(record("tg-other")).party == "prv_any"


def test_a_row_holds_from_a_day_until_another():
    known = parse("""
        [[trunks]]
        source_ip = "198.51.100.7"
        upstream = "prv_before"
        valid_to = 2026-11-01
        [[trunks]]
        source_ip = "198.51.100.7"
        upstream = "prv_after"
        valid_from = 2026-11-01
    """)
    before = datetime(2026, 10, 31, 23, 59, 59, tzinfo=UTC)
    assert known.of(record(source_ip="198.51.100.7", at=before)).party == "prv_before"
    assert known.of(record(source_ip="198.51.100.7")).party == "prv_after"


def test_what_nobody_mapped_is_not_guessed():
    known = parse('[[trunks]]\ntrunk = "tg-MidAm-in"\nupstream = ""\n')
    unnamed = known.of(record("tg-MidAm-in"))
    assert (unnamed.standing, unnamed.party) == (Standing.UNMAPPED, None)
    assert "line 1" in unnamed.because
    assert known.of(record("tg-other")).standing is Standing.UNMAPPED
    assert known.of(record()).standing is Standing.SILENT
    assert known.upstream(record("tg-other")) == "trunk tg-other"


def test_a_trunk_and_an_address_that_disagree_about_one_call_leave_it_to_a_person():
    known = parse("""
        [[trunks]]
        trunk = "tg-lotus"
        upstream = "prv_lotus"
        [[trunks]]
        source_ip = "198.51.100.7"
        upstream = "prv_harbor"
    """)
    found = known.of(record("tg-lotus", "198.51.100.7"))
    assert found.standing is Standing.CONTRADICTED
    assert "lines 2, 5" in found.because


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('[[trunks]]\ntrunk = "a"\nupstream = "prv_x"\n[[trunks]]\ntrunk = "a"\nupstream = "prv_y"', "lines 1 and 4"),
        (
            '[[trunks]]\ntrunk = "a*"\nswitch = "dal"\nupstream = "prv_x"\n'
            '[[trunks]]\ntrunk = "ab"\nswitch = "dal"\nupstream = "prv_y"\n'
            '[[trunks]]\ntrunk = "a*"\nswitch = "dal"\nupstream = "prv_z"',
            "lines 1 and 9",
        ),
        ('[[trunks]]\nupstream = "prv_x"', "line 1: say a trunk"),
        ('\n\n[[trunks]]\ntrunk = "a"\nupstream = "Harbor"', "line 3: upstream"),
        ('[[trunks]]\ntrunk = "a"\nupsteam = "prv_x"', "line 1: upsteam"),
        ('[[trunks]]\ntrunk = "a"\nupstream = "prv_x"\nown_switch = "b"', "upstream and own_switch"),
        ('[[trunks]]\ntrunk = "a"\nsource_ip = "198.51.100.300"\nupstream = "prv_x"', "line 1: source_ip"),
        ('[[trunks]]\ntrunk = "a"\ncustomer = { location = "Tampa" }', "needs a name"),
        ('[[trunks]]\ntrunk = "a"\nvalid_from = 2026-01-02\nvalid_to = 2026-01-01', "valid_to is not after"),
        ('[[trunks]]\ntrunk = "a"\nvalid_from = 2026-01-02T00:00:00', "say the zone too"),
        ('[[trunk]]\ntrunk = "a"', "no table “trunk”"),
        ('trunks = [{ trunk = "a" }]', "on a line of its own"),
        ('[[numbers]]\nfirst = "+12025550100"\nlast = "+1202555"', "same number of digits"),
        ("[[trunks]\n", "line 1"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(text, says):
    with pytest.raises(TrunksFileError) as told:
        parse(text)
    assert says in str(told.value)


def test_every_fault_of_a_file_is_told_at_once():
    with pytest.raises(TrunksFileError) as told:
        parse('[[trunks]]\nupstream = "x"\n[[trunks]]\nsource_ip = "nowhere"\n')
    assert "line 1" in str(told.value)
    assert "line 3" in str(told.value)


def test_the_same_rows_one_year_after_another_do_not_contradict():
    parse("""
        [[trunks]]
        trunk = "a"
        upstream = "prv_x"
        valid_to = 2026-01-01
        [[trunks]]
        trunk = "a"
        upstream = "prv_y"
        valid_from = 2026-01-01
    """)


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(TrunksFileError, match="hopback trunks learn"):
        read(tmp_path / "trunks.toml")


def test_the_smallest_range_holds_a_number():
    """A1.10."""
    known = parse("""
        [[numbers]]
        first = "+12025550000"
        last = "+12025559999"
        upstream = "prv_reseller"
        [[numbers]]
        first = "+12025550142"
        last = "+12025550142"
        customer = { name = "Lark Dialing LLC", email = "ops@lark.example" }
    """)
    assert known.holder("+12025550143", AT).party == "prv_reseller"
    assert isinstance(known.holder("(202) 555-0142", AT).party, Customer)
    assert known.holder("+12025560142", AT).standing is Standing.UNMAPPED


def test_ten_thousand_trunks_are_checked_in_a_moment():
    rows = "".join(f'[[trunks]]\ntrunk = "tg-{n}"\nupstream = "prv_{n}"\n' for n in range(5000))
    known = parse(rows + '[[trunks]]\nsource_ip = "198.51.100.7"\nupstream = "prv_h"\n')
    assert known.of(record("tg-4711")).party == "prv_4711"
