"""One call among a provider's records: sure, left to a person, not found, or not yet."""

from datetime import timedelta

import pytest

from hopback.carrier.cdr.record import Place, TimeOf
from hopback.carrier.cdr.search import Certainty, Question, find
from hopback.carrier.cdr.search.memory import MemoryStore

from .records import AT, HARBOR, NOW, PACIFIC, found, known_clock, passport, question, record

SURE, AMBIGUOUS, NOT_FOUND, NOT_YET = Certainty.SURE, Certainty.AMBIGUOUS, Certainty.NOT_FOUND, Certainty.NOT_YET


def test_The_one_record_of_a_call_is_sure() -> None:
    verdict = found([record(0.4)])
    assert verdict.certainty is SURE
    assert verdict.best is not None
    assert (verdict.best.upstream, verdict.best.off_s) == (HARBOR, 0.4)
    assert verdict.because == "One call fits, and it came from tg-HarborVoice."
    assert verdict.the_very_call


def test_Redials_over_one_upstream_are_sure_whichever_of_them_it_was() -> None:
    verdict = found([record(off, line=line) for line, off in enumerate((-70, -20, 37, 50), 1)])
    assert verdict.certainty is SURE
    assert verdict.because == "4 calls fit, and all came from tg-HarborVoice."
    assert not verdict.the_very_call


def test_Redials_over_two_upstreams_are_left_to_a_person_while_the_clock_is_unknown() -> None:
    verdict = found([record(-20, line=1), record(37, PACIFIC, line=2)])
    assert verdict.certainty is AMBIGUOUS
    assert "different upstreams" in verdict.because


def test_A_clock_that_is_known_tells_redials_apart() -> None:
    redials = [record(-20, line=1), record(2, line=2), record(37, PACIFIC, line=3)]
    verdict = found(redials, skews=known_clock(37))
    assert verdict.certainty is SURE
    assert verdict.best is not None
    assert verdict.best.upstream == PACIFIC
    assert "Clock of sw-chi-1 runs 37 s ahead (learned from 60 calls)." in verdict.best.reasons
    nearest = found(redials)
    assert nearest.best is not None
    assert nearest.best.upstream == HARBOR


def test_A_clock_that_gains_is_followed() -> None:
    verdict = found([record(40, PACIFIC, line=1), record(37, line=2)], skews=known_clock(40, gains_s=24))
    assert verdict.certainty is SURE
    assert verdict.best is not None
    assert verdict.best.upstream == PACIFIC
    assert any("gains 24" in reason for reason in verdict.best.reasons)


def test_Two_equal_calls_from_different_upstreams_are_never_sure() -> None:
    verdict = found([record(0, line=1), record(0, PACIFIC, line=2)], skews=known_clock(0))
    assert verdict.certainty is AMBIGUOUS
    assert {match.upstream for match in verdict.matches[:2]} == {HARBOR, PACIFIC}


@pytest.mark.parametrize("hours", [-8, -5, 1, 5.5])
def test_A_switch_that_writes_another_zone_is_found_and_told(hours: float) -> None:
    verdict = found([record(hours * 3600 + 1)])
    assert verdict.certainty in (SURE, AMBIGUOUS)
    assert verdict.best is not None
    side = "earlier" if hours < 0 else "later"
    assert f"Found {abs(hours):g} h {side}: sw-chi-1 writes another zone's time." in verdict.best.reasons


def test_A_zone_seen_before_is_beyond_doubt() -> None:
    verdict = found([record(-5 * 3600 + 3)], skews=known_clock(-5 * 3600 + 3))
    assert verdict.certainty is SURE
    assert verdict.best is not None
    assert any("as 60 calls before" in reason for reason in verdict.best.reasons)


def test_A_lone_record_minutes_off_is_no_match_where_the_clock_is_known() -> None:
    assert found([record(50)], skews=known_clock(0, calls=200)).certainty is NOT_FOUND


def test_A_strange_clock_is_left_to_a_person_and_not_called_missing() -> None:
    assert found([record(170)]).certainty is AMBIGUOUS


def test_Two_Call_IDs_in_one_second_are_two_calls_and_one_Call_ID_twice_is_a_copy() -> None:
    """Two customers of others called at once and came in by one trunk: nobody may say which of them it was."""
    first, second = (record(0, line=n, ingress_call_id=f"{n}-4711@203.0.113.9") for n in (1, 2))
    verdict = found([first, second])
    assert (verdict.certainty, verdict.the_very_call) == (SURE, False)
    assert found([first, first._replace(place=Place("Master.csv.1", 1))]).the_very_call


def test_A_number_that_was_withheld_on_both_sides_fits() -> None:
    asked = question(calling="anonymous")
    assert found([record(1, calling="Restricted")], asked).certainty is SURE
    asserted = record(1, calling="anonymous", calling_asserted="sip:+12025550142@203.0.113.9")
    assert found([asserted], asked).certainty is SURE
    beside = record(2, PACIFIC, line=2, calling="anonymous")
    assert found([record(1, calling="Restricted"), beside], asked).certainty is AMBIGUOUS


def test_A_withheld_number_may_be_one_that_we_were_shown() -> None:
    """Then only the called number fits, and beside it a withheld one is no proof either."""
    asked, shown = question(calling="anonymous"), record(1, PACIFIC)
    assert found([shown], asked).certainty is AMBIGUOUS
    assert found([shown, record(0, line=2, calling="anonymous")], asked).certainty is AMBIGUOUS


@pytest.mark.parametrize("calling", ["anonymous", "", "+13125550100"])
def test_The_called_number_and_the_time_alone_are_never_sure(calling: str) -> None:
    verdict = found([record(0.3, calling=calling)], question(duration_s=21.0), skews=known_clock(0))
    assert verdict.certainty is AMBIGUOUS
    assert verdict.because == "Only the called number and the time fit: a person has to look."


def test_The_calling_number_and_the_time_find_a_call_whose_called_number_is_lost() -> None:
    verdict = found([record(0.3, called="204")])
    assert verdict.certainty is AMBIGUOUS
    assert "by the calling number alone" in verdict.searched


def test_An_asserted_number_is_the_calling_number() -> None:
    verdict = found([record(calling="anonymous", calling_asserted="sip:+12025550142@203.0.113.9")])
    assert verdict.certainty is SURE


def test_A_ported_number_is_found_by_either_number() -> None:
    ported = record(called="+15135550168;npdi;rn=+15135550199")
    verdict = found([ported])
    assert verdict.certainty is SURE
    assert verdict.best is not None
    assert "Called number carries LRN +15135550199." in verdict.best.reasons
    lost = record(called="15135550199")
    assert found([lost], question(called_received="+15135550168;npdi;rn=+15135550199")).certainty is SURE


def test_Another_number_of_the_same_switch_is_another_call() -> None:
    other = record(called="+15135550177;npdi;rn=+15135550199")
    verdict = found([other], question(called_received="+15135550168;npdi;rn=+15135550199"))
    assert verdict.certainty is not SURE


def test_A_forwarded_call_is_found_by_whom_it_was_first_for_and_where_it_went() -> None:
    diverted = found([record(called="5135550101", diverted_from="5135550168")])
    assert diverted.certainty is SURE
    assert diverted.best is not None
    assert any("was called first" in reason for reason in diverted.best.reasons)
    assert found([record(called="5135550101", called_out="+15135550168")]).certainty is SURE


def test_The_Call_ID_of_downstream_beats_the_nearer_time() -> None:
    ours = record(-30, PACIFIC, line=1, egress_call_id="b2b-7f31-88a0@198.51.100.7")
    verdict = found([ours, record(1, line=2)], question(call_id="b2b-7f31-88a0@198.51.100.7"))
    assert verdict.certainty is SURE
    assert verdict.best is not None
    assert verdict.best.upstream == PACIFIC
    assert "Same Call-ID as downstream's." in verdict.best.reasons


def test_A_Call_ID_that_a_switch_cut_is_still_the_same() -> None:
    whole = "b2b-7f31-88a0-4c1d-b1f0-77aa00112233@media-gateway-17.chicago.lakeshore.example.net"
    verdict = found([record(calling="Restricted", egress_call_id=whole[:64])], question(call_id=whole))
    assert verdict.certainty is SURE


def test_The_same_PASSporT_beats_everything() -> None:
    token = passport()
    signed = record(100, PACIFIC, line=1, calling="+13125550100", identity=token)
    verdict = found([signed, record(0, line=2)], question(identity=token.partition(";")[0]))
    assert verdict.certainty is SURE
    assert verdict.best is not None
    assert verdict.best.upstream == PACIFIC
    assert "Same PASSporT as the call in question." in verdict.best.reasons


def test_A_PASSporT_tells_the_time_and_the_numbers_where_the_record_does_not() -> None:
    signed = record(83, PACIFIC, line=1, calling="anonymous", identity=passport())
    redial = record(1, line=2, calling="anonymous", identity=passport(at=AT - timedelta(seconds=82)))
    verdict = found([signed, redial])
    assert verdict.certainty is SURE
    assert verdict.best is not None
    assert verdict.best.upstream == PACIFIC


def test_The_attempt_that_carried_the_call_is_the_one() -> None:
    tried = record(0, line=1, attempt=True, call="a1", egress_trunk="tg-1", duration_s=0.0)
    carried = record(2, line=2, call="a1", egress_trunk="tg-2")
    verdict = found([tried, carried])
    assert verdict.certainty is SURE
    assert len(verdict.matches) == 1
    assert verdict.best is not None
    assert verdict.best.record == carried
    assert "2 records of one call." in verdict.best.reasons


def test_A_call_through_two_own_switches_is_followed_to_where_it_came_in() -> None:
    entry = record(0, line=1, egress_call_id="between-7f31@10.1.0.1")
    inner = record(1, "our switch sw-chi-1", line=2, switch="sw-nyc-2", ingress_call_id="between-7f31@10.1.0.1")
    for records in ([entry, inner], [record(0, line=1), record(1, "our switch sw-chi-1", line=2, switch="sw-nyc-2")]):
        verdict = found(records)
        assert verdict.certainty is SURE
        assert verdict.best is not None
        assert verdict.best.upstream == HARBOR
        assert verdict.best.record.place.line == 1


def test_An_inner_leg_alone_does_not_say_where_the_call_came_from() -> None:
    verdict = found([record(1, "our switch sw-chi-1", switch="sw-nyc-2")])
    assert verdict.certainty is AMBIGUOUS
    assert verdict.because == "It came from another switch of ours, whose record of it is not here."


def test_A_record_without_a_way_in_is_not_sure() -> None:
    verdict = found([record(0, "")])
    assert verdict.certainty is AMBIGUOUS
    assert verdict.because == "The record that fits does not say where the call came in."


def test_Customers_behind_one_address_are_told_apart_by_account() -> None:
    same = {"ingress_trunk": "", "source_ip": "198.51.100.7"}
    two = [record(0, line=1, account="QuickDial LLC", **same), record(0, line=2, account="Harbor Voice LLC", **same)]
    assert found(two).certainty is AMBIGUOUS
    assert found(two[:1]).certainty is SURE


def test_Where_a_call_was_sent_counts_when_the_way_out_is_mapped() -> None:
    ours = record(3, PACIFIC, line=1, egress_trunk="to-cardinal")
    other = record(0, line=2, egress_trunk="to-homestate")
    verdict = found([ours, other], downstream=lambda each: each.egress_trunk.replace("to-", "prv_"))
    assert verdict.best is not None
    assert verdict.best.upstream == PACIFIC
    assert any("not to prv_cardinal" in reason for reason in verdict.matches[1].reasons)


def test_A_long_call_stamped_at_its_end_is_found_by_its_beginning() -> None:
    verdict = found([record(2710, time_of=TimeOf.END, duration_s=2700.0)])
    assert verdict.certainty is SURE


def test_A_shorter_call_stamped_at_its_end_does_not_hide_a_longer_one() -> None:
    short = record(20, line=1, time_of=TimeOf.END, duration_s=10.0)
    long = record(612, PACIFIC, line=2, time_of=TimeOf.END, duration_s=600.0)
    assert found([short, long]).certainty is AMBIGUOUS


def test_Minutes_are_enough_for_a_call_that_occurs_once() -> None:
    assert found([record(-20, precision_s=60.0)]).certainty is SURE


def test_Records_still_to_come_are_not_missing_records() -> None:
    verdict = found([record(-7200)], complete_to=AT - timedelta(minutes=30))
    assert verdict.certainty is NOT_YET
    assert "still to come" in verdict.because


def test_A_switch_that_was_taken_away_is_not_waited_for() -> None:
    early = found([record(-86400 * 40, switch="sw-old-9")], complete_to=AT - timedelta(days=40))
    assert early.certainty is NOT_YET
    assert found([], complete_to=NOW).certainty is NOT_FOUND


def test_Not_found_says_what_was_searched_and_what_is_held() -> None:
    verdict = found([record(86400 * 1.5, line=9)])
    assert verdict.certainty is NOT_FOUND
    for words in ("both numbers in every written form", "whole and half hours", "sw-chi-1", "3 Jul 2026", "calls, 2"):
        assert words in verdict.searched.replace("Both", "both")


def test_A_store_of_answered_calls_says_so() -> None:
    others = [record(86400.0 + line * 300, line=line, called="3125550111") for line in range(1, 40)]
    taken = [each for each in others if each.duration_s]
    verdict = find(question(), MemoryStore(taken, complete_to=NOW), now=NOW)
    assert verdict.certainty is NOT_FOUND
    assert "answered calls only" in verdict.because
    assert "(answered calls, 39)" in verdict.searched


def test_A_question_without_numbers_is_for_a_person() -> None:
    verdict = found([record()], question(calling="anonymous", called="unavailable"))
    assert verdict.certainty is AMBIGUOUS
    assert verdict.matches == ()


def test_A_time_without_a_zone_is_no_time() -> None:
    with pytest.raises(ValueError, match="zone"):
        Question(calling="1", called="2", at=AT, at_received=AT.replace(tzinfo=None))
