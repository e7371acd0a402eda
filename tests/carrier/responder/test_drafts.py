"""What waits for a person: read, sent with their own word, or dropped; and never sent twice (A3.2)."""

from datetime import UTC, datetime

import pytest

from hopback.carrier.responder import drafts, sending
from hopback.carrier.responder.drafts import NoDraftError, chosen
from hopback.carrier.responder.journal import Kind
from hopback.carrier.responder.past import Standing
from hopback.wire.answers import AnswerIn

from .conftest import AT, CALLING, call


def now() -> datetime:
    return datetime.now(UTC)


@pytest.fixture
def drafted(house, portal) -> str:
    """A hop whose call came by a trunk that nobody mapped."""
    hop = portal.report("+15105550220", CALLING, AT.isoformat())
    house.has([call("+15105550220", "tg-unknown")])
    house.work()
    assert [past.hop for past in drafts.drafts(house.journal)] == [hop]
    return hop


def send(house, hop, **more):
    past = house.past(hop)
    answer = chosen(past, **more)
    return drafts.send(house.journal, house.desk.portal, past, answer, by="ines", now=now())


def test_a_person_says_who_it_was_and_sends(house, portal, drafted):
    [reply] = send(house, drafted, upstream=portal.providers["Harbor Voice LLC"])
    assert reply.kind is Kind.ACCEPTED
    found = portal.hop(drafted)
    assert (found["upstream"], found["trunk"]) == ("Harbor Voice LLC", "tg-unknown")
    assert house.entries(drafted, Kind.SENDING)[0].body["by"] == "ines"
    house.work()
    assert portal.hop(drafted)["answers"] == 1


def test_a_draft_without_an_upstream_is_not_sent(house, portal, drafted):
    with pytest.raises(NoDraftError, match="--upstream"):
        send(house, drafted)
    with pytest.raises(NoDraftError, match="--match 1 to 1"):
        send(house, drafted, match=2)
    assert portal.hop(drafted)["answers"] == 0


def test_what_was_sent_once_is_not_sent_again(house, portal, drafted):
    past = house.past(drafted)
    answer = chosen(past, upstream=portal.providers["Harbor Voice LLC"])
    drafts.send(house.journal, house.desk.portal, past, answer, by="ines", now=now())
    with pytest.raises(sending.AlreadySaidError, match="was answered at"):
        sending.intend(house.journal, [sending.Leaving(drafted, answer, "omar")], now())
    with pytest.raises(NoDraftError, match="it is answered"):
        chosen(house.past(drafted))


def test_while_one_answer_is_on_its_way_no_other_leaves(house, drafted):
    said = AnswerIn.model_validate({"kind": "cannot_answer", "reason": "The switch is gone."})
    sending.intend(house.journal, [sending.Leaving(drafted, said, "ines")], now())
    with pytest.raises(sending.AlreadySaidError, match="on its way"):
        sending.intend(house.journal, [sending.Leaving(drafted, said, "omar")], now(), again=True)
    before = house.journal.of(drafted)
    house.desk.again(now())
    assert house.journal.of(drafted) == before


def test_what_the_portal_refuses_is_a_draft_again_with_its_words(house, portal, drafted):
    [reply] = send(house, drafted, upstream="prv_nobodyatall")
    assert reply.kind is Kind.DECLINED
    house.work()
    assert house.past(drafted).standing is Standing.DRAFT
    send(house, drafted, upstream=portal.providers["Harbor Voice LLC"])
    assert portal.hop(drafted)["state"] == "answered"


def test_an_automatic_answer_that_the_portal_refuses_is_not_repeated(house, portal):
    hop = portal.report("+15105550221", CALLING, AT.isoformat())
    house.map('[[trunks]]\ntrunk = "tg-old"\nupstream = "prv_nobodyatall"\n')
    house.has([call("+15105550221", "tg-old")])
    house.work()
    house.work()
    house.work()
    assert len(house.entries(hop, Kind.SENDING)) == 1
    past = house.past(hop)
    assert past.standing is Standing.DRAFT
    assert past.draft["because"].startswith("The portal refused this:")


def test_a_map_that_names_ourselves_is_left_to_a_person(house, portal):
    """A1.1."""
    hop = portal.report("+15105550222", CALLING, AT.isoformat())
    house.map(f'[[trunks]]\ntrunk = "tg-own"\nupstream = "{portal.providers["Cardinal Wireless"]}"\n')
    house.has([call("+15105550222", "tg-own")])
    house.work()
    assert "ourselves" in house.past(hop).draft["because"]


def test_a_dropped_hop_is_left_alone(house, portal, drafted):
    drafts.drop(house.journal, house.past(drafted), by="ines", now=now())
    house.map(f'[[trunks]]\ntrunk = "tg-unknown"\nupstream = "{portal.providers["Harbor Voice LLC"]}"\n')
    house.work()
    assert portal.hop(drafted)["answers"] == 0
    assert house.past(drafted).standing is Standing.DROPPED


def test_a_hop_answered_on_the_portals_page_is_over(house, portal, drafted):
    portal.ask("answer", hop=drafted, kind="upstream", upstream=portal.providers["Lotus Transit"])
    house.work()
    assert house.past(drafted).standing is Standing.OVER
    assert drafts.drafts(house.journal) == []


def test_an_answer_that_comes_back_goes_to_a_person_and_can_be_given_anew(house, portal):
    """A3.7."""
    hop = portal.report("+15105550223", CALLING, AT.isoformat())
    house.has([call("+15105550223", "cust-quick")])
    house.work()
    portal.ask("give_back", hop=hop)
    house.work()
    house.work()
    assert house.past(hop).draft["because"].startswith("The portal's team returned our answer")
    assert portal.hop(hop)["answers"] == 1
    send(house, hop, upstream=portal.providers["Lotus Transit"])
    assert portal.hop(hop)["answers"] == 2
    assert portal.hop(hop)["upstream"] == "Lotus Transit"


def test_a_list_from_before_our_answer_is_no_return(house, portal):
    hop = portal.report("+15105550224", CALLING, AT.isoformat())
    house.has([call("+15105550224")])
    listed, listed_at = house.desk.portal.hops(), now()
    house.work()
    house.desk.take(listed, listed_at=listed_at, now=now())
    assert house.past(hop).standing is Standing.ANSWERED


def test_what_was_never_asked_has_no_draft(house):
    with pytest.raises(NoDraftError, match="never asked"):
        chosen(house.past("hop_nothing"))
