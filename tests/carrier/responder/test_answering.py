"""A request comes, the call is looked for, what is sure is answered; all of it against a real portal (A3.2, XA.2)."""

from datetime import timedelta

from hopback.carrier.responder.journal import Kind
from hopback.carrier.responder.past import Standing

from .conftest import AT, CALLING, call

ELSEWHERE = [call("+19165550100", at=AT + timedelta(days=day))._replace(calling="3035550134") for day in (-2, 0, 1)]


def test_a_call_found_beyond_doubt_is_answered_with_all_the_evidence(house, portal):
    hop = portal.report("+15105550199", CALLING, AT.isoformat())
    house.has([call("+15105550199", source_ip="198.51.100.7")])
    house.work()
    found = portal.hop(hop)
    assert (found["state"], found["kind"], found["upstream"]) == ("answered", "upstream", "MidAmerica Wholesale")
    assert (found["trunk"], found["call_id"], found["channel"]) == ("tg-MidAm-in", "+15105550199@198.51.100.7", "api")
    assert found["next"] == "MidAmerica Wholesale"
    kinds = [entry.kind for entry in house.journal.of(hop)]
    assert kinds == [Kind.REQUEST, Kind.SEARCHED, Kind.SENDING, Kind.ACCEPTED]
    assert house.past(hop).standing is Standing.ANSWERED


def test_an_immediate_answer_needs_no_acknowledgement(house, portal):
    before = portal.ask("counts")["acknowledged"]
    portal.report("+15105550198", CALLING, AT.isoformat())
    house.has([call("+15105550198")])
    house.work()
    assert portal.ask("counts")["acknowledged"] == before


def test_our_own_customer_is_named_with_what_we_know_of_it(house, portal):
    """XA.4."""
    hop = portal.report("+15105550197", CALLING, AT.isoformat())
    house.has([call("+15105550197", "cust-quick")])
    house.work()
    found = portal.hop(hop)
    assert found["kind"] == "originated"
    assert found["customer"]["name"] == "QuickDial LLC"
    assert found["customer"]["location"] == "Tampa, FL"


def test_a_trunk_that_nobody_mapped_is_never_sure(house, portal):
    hop = portal.report("+15105550196", CALLING, AT.isoformat())
    house.has([call("+15105550196", "tg-unknown")])
    house.work()
    assert portal.hop(hop)["state"] == "investigating"
    assert house.past(hop).standing is Standing.DRAFT
    assert "line 10 does not say yet" in house.past(hop).draft["because"]


def test_once_the_trunk_is_mapped_the_draft_answers_itself(house, portal):
    hop = portal.report("+15105550195", CALLING, AT.isoformat())
    house.has([call("+15105550195", "tg-new")])
    house.work()
    assert house.past(hop).standing is Standing.DRAFT
    house.map(f'[[trunks]]\ntrunk = "tg-new"\nupstream = "{portal.providers["Harbor Voice LLC"]}"\n')
    house.work()
    assert portal.hop(hop)["upstream"] == "Harbor Voice LLC"
    assert any("was read again" in said for said in house.said)


def test_a_map_that_became_wrong_is_told_and_the_last_good_one_used(house, portal):
    hop = portal.report("+15105550194", CALLING, AT.isoformat())
    house.has([call("+15105550194")])
    house.map("[[trunks]]\n")
    house.work()
    assert portal.hop(hop)["state"] == "answered"
    assert any("line 1: say a trunk" in said for said in house.said)


def test_two_upstreams_that_both_could_be_are_left_to_a_person(house, portal):
    hop = portal.report("+15105550193", CALLING, AT.isoformat())
    house.has([call("+15105550193"), call("+15105550193", "tg-lotus", at=AT + timedelta(seconds=1))])
    house.work()
    past = house.past(hop)
    assert past.standing is Standing.DRAFT
    assert {option["answer"]["trunk"] for option in past.draft["options"][:-1]} == {"tg-MidAm-in", "tg-lotus"}
    assert past.acknowledged


def test_of_several_calls_that_came_the_same_way_the_upstream_is_named_and_none_of_them(house, portal):
    """A redial's Call-ID would lead the next provider to the redial, which may have come from somebody else."""
    hop = portal.report("+15105550189", CALLING, AT.isoformat())
    redial = call("+15105550189", at=AT + timedelta(seconds=1), ingress_call_id="redial@198.51.100.7")
    house.has([call("+15105550189"), redial])
    house.work()
    found = portal.hop(hop)
    assert (found["state"], found["upstream"], found["trunk"]) == ("answered", "MidAmerica Wholesale", "tg-MidAm-in")
    sent = house.entries(hop, Kind.SENDING)[0].body["answer"]
    assert sent.keys().isdisjoint({"call_id", "called_at_as_recorded", "attestation", "passport"})


def test_a_strange_clock_is_left_to_a_person_until_another_call_is_off_alike(house, portal):
    times = {"+15105550188": AT, "+15105550187": AT - timedelta(minutes=20)}
    house.has([call(called, at=at + timedelta(seconds=95)) for called, at in times.items()])
    first = portal.report("+15105550188", CALLING, AT.isoformat())
    house.work()
    house.work()
    assert house.past(first).standing is Standing.DRAFT
    second = portal.report("+15105550187", CALLING, times["+15105550187"].isoformat())
    house.work()
    house.work()
    assert [portal.hop(hop)["state"] for hop in (first, second)] == ["answered", "answered"]


def test_not_found_waits_for_a_person_unless_told_otherwise(house, portal, build):
    hop = portal.report("+15105550192", CALLING, AT.isoformat())
    house.has(ELSEWHERE)
    house.work()
    past = house.past(hop)
    assert past.standing is Standing.DRAFT
    nothing = past.draft["options"][0]["answer"]
    assert (nothing["kind"], nothing["records_since"]) == ("not_found", "2026-11-21")
    assert past.draft["options"][0]["answer"]["searched"]
    bold = build("[answers]\nnot_found = true\n")
    bold.has(ELSEWHERE)
    bold.work()
    assert portal.hop(hop)["kind"] == "not_found"


def test_records_still_to_come_are_waited_for(house, portal):
    hop = portal.report("+15105550191", CALLING, AT.isoformat())
    house.has([call("+19165550100", at=AT - timedelta(hours=3))], complete_to=AT - timedelta(hours=2))
    house.work()
    assert house.past(hop).standing is Standing.WAITING
    assert portal.hop(hop)["state"] == "investigating"
    house.has([call("+15105550191")])
    house.work()
    assert portal.hop(hop)["state"] == "answered"
    assert [e.body["certainty"] for e in house.entries(hop, Kind.SEARCHED)] == ["not_yet", "sure"]


def test_the_deadline_comes_near_and_a_person_is_told(house, portal):
    """XA.3."""
    hop = portal.report("+15105550190", CALLING, AT.isoformat())
    house.has([call("+19165550100", at=AT - timedelta(hours=3))], complete_to=AT - timedelta(hours=2))
    house.work()
    house.work(later=timedelta(hours=21))
    past = house.past(hop)
    assert past.standing is Standing.DRAFT
    assert past.draft["because"].startswith("The deadline is near.")
    assert sum(f"{hop}: a draft" in said for said in house.said) == 1


def test_an_automatic_answer_can_be_switched_off(house, portal, build):
    shy = build("[answers]\ntraceback = false\n")
    hop = portal.report("+15105550189", CALLING, AT.isoformat())
    shy.has([call("+15105550189")])
    shy.work()
    assert shy.past(hop).standing is Standing.DRAFT
    assert shy.past(hop).draft["options"][0]["complete"]


def test_many_at_once_are_answered_together_and_each_on_its_own(house, portal):
    called = [f"+1510555{number:04}" for number in range(300, 312)]
    hops = [portal.report(each, CALLING, AT.isoformat()) for each in called]
    house.has([call(each) for each in called[:-1]])
    house.work()
    assert [portal.hop(hop)["state"] for hop in hops] == ["answered"] * 11 + ["investigating"]
    keys = {house.entries(hop, Kind.SENDING)[0].body["key"] for hop in hops[:-1]}
    assert len(keys) == 1


def test_a_dry_run_says_and_writes_nothing(house, portal, build):
    hop = portal.report("+15105550188", CALLING, AT.isoformat())
    dry = build(top="dry_run = true\n")
    dry.has([call("+15105550188")])
    before = portal.ask("counts")
    dry.desk.take(dry.desk.portal.hops(), listed_at=AT, now=AT)
    assert [worked.hop.id for worked in dry.shown] == [hop]
    assert portal.ask("counts") == before
    assert dry.journal.of(hop) == []
    house.work()


def test_a_trace_forward_asks_who_holds_the_number(house, portal, build):
    """A1.10: by default a person looks at it first."""
    numbers = '[[numbers]]\nfirst = "+15135550100"\nlast = "+15135550199"\ncustomer = { name = "Lark Dialing LLC" }\n'
    hop = portal.report("+15135550168", "", AT.isoformat(), purpose="trace_forward")
    house.map(numbers)
    house.work()
    assert house.past(hop).draft["options"][0]["answer"]["customer"] == {"name": "Lark Dialing LLC"}
    bold = build("[answers]\ntrace_forward = true\n")
    bold.map(numbers)
    bold.work()
    assert portal.hop(hop)["kind"] == "originated"
    assert portal.hop(hop)["customer"]["name"] == "Lark Dialing LLC"


def test_who_was_told_our_outgoing_leg_asks_for_it_by_its_call_id(house, portal):
    """Cardinal stands second: what Harbor recorded as received is what Cardinal sent."""
    first = portal.report("+15105550187", CALLING, AT.isoformat(), provider="Harbor Voice LLC")
    portal.ask(
        "answer", hop=first, kind="upstream", upstream=portal.providers["Cardinal Wireless"], call_id="b2b-77@cin",
        called_at_as_recorded=(AT + timedelta(seconds=37)).isoformat(), trunk="tg-cardinal",
    )  # fmt: skip
    second = portal.hop(first)["next_hop"]
    redials = [call("+15105550187", "tg-lotus", at=AT + timedelta(seconds=s)) for s in (-20, 15)]
    house.has([*redials, call("+15105550187", egress_call_id="b2b-77@cin")])
    house.work()
    assert portal.hop(second)["upstream"] == "MidAmerica Wholesale"


def test_records_that_cannot_be_searched_are_tried_again(house, portal):
    hop = portal.report("+15105550186", CALLING, AT.isoformat())
    house.has([call("+15105550186")])
    whole = house.desk.records.store
    house.desk.records.store = None
    house.work()
    house.work()
    assert house.past(hop).standing is Standing.WAITING
    assert sum("could not be searched" in said for said in house.said) == 1
    assert sum("cannot be asked" in said for said in house.said) == 1
    house.desk.records.store = whole
    house.work(later=timedelta(seconds=31))
    assert portal.hop(hop)["state"] == "answered"
