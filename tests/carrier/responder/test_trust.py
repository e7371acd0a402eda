"""Only a request that the portal signed, for us, about one call and one purpose, opens our records."""

import json

import pytest

from hopback.carrier.client import Portal
from hopback.carrier.responder.journal import Kind
from hopback.carrier.responder.past import Past, Standing
from hopback.carrier.responder.settings import PortalTable, SettingsError
from hopback.carrier.responder.trust import Trust, compared
from hopback.wire.signing import NotSigned

from .conftest import AT, CALLING, call


@pytest.fixture
def asked(house, portal):
    """A hop as the portal lists it, and the records that hold its call."""
    hop = portal.report("+15105550210", CALLING, AT.isoformat())
    house.has([call("+15105550210")])
    [found] = [each for each in house.desk.portal.hops() if each.id == hop]
    return found


def take(house, hop):
    house.desk.take([hop], listed_at=AT, now=AT)
    return house.past(hop.id)


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"called": "+15105550211"}, "called"),
        ({"calling": "+12025550100"}, "calling"),
        ({"purpose": "trace_forward"}, "purpose"),
        ({"purpose": "marketing"}, "marketing"),
        ({"sent_to": "Harbor Voice LLC"}, "sent_to"),
        ({"signed": ""}, "not signed"),
        ({"signed": "a.b.c"}, "signature"),
        ({"called": ""}, "no called number"),
    ],
)
def test_a_request_that_says_other_than_it_signs_is_refused_and_not_searched(house, asked, portal, changed, says):
    past = take(house, asked.model_copy(update=changed))
    assert past.standing is Standing.REFUSED
    assert [entry.kind for entry in past.entries] == [Kind.REFUSED]
    assert says in past.entries[0].body["why"]
    assert portal.hop(asked.id)["state"] == "asked"
    assert any("REFUSED" in said for said in house.said)


def test_another_hops_signature_does_not_fit(house, asked, portal):
    other = portal.report("+15105550212", CALLING, AT.isoformat())
    signed = house.desk.portal.hop(other).signed
    assert take(house, asked.model_copy(update={"signed": signed})).standing is Standing.REFUSED


def test_the_same_refusal_is_written_once_and_the_true_request_answered_then(house, asked, portal):
    bad = asked.model_copy(update={"called": "+15105550211"})
    take(house, bad)
    assert len(take(house, bad).entries) == 1
    assert take(house, asked).standing is Standing.ANSWERED


def test_a_request_about_another_provider_is_not_ours(house, asked, portal, tmp_path):
    table = PortalTable(url=portal.url, provider=portal.providers["Harbor Voice LLC"])
    trust = Trust(table, house.journal, house.desk.portal.keys)
    with pytest.raises(NotSigned, match="provider"):
        trust.check(asked, Past(asked.id, []), AT)


def test_a_request_of_another_portal_is_not_ours(house, asked, portal):
    table = PortalTable(url="https://portal.example")
    with pytest.raises(NotSigned, match="iss"):
        Trust(table, house.journal, house.desk.portal.keys).check(asked, Past(asked.id, []), AT)


def test_keys_and_our_name_are_held_from_the_first_request_on(house, asked, portal):
    take(house, asked)
    pins = {entry.body["what"]: entry.body["is"] for entry in house.journal.newest(Kind.PINNED, limit=9)}
    assert pins["provider"] == {"id": portal.providers["Cardinal Wireless"]}
    assert pins["keys"] == house.desk.portal.keys()

    def fetch():
        raise AssertionError("The keys are held: nobody asks for them again.")

    again = Trust(house.desk.settings.portal, house.journal, fetch)
    assert again.provider == portal.providers["Cardinal Wireless"]
    again.check(asked, Past(asked.id, []), AT)


STRANGE = {"keys": [{"kty": "OKP", "crv": "Ed25519", "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}]}


def test_a_new_key_is_refused_until_a_person_takes_it(house, asked, tmp_path):
    file = tmp_path / "keys.json"
    file.write_text(json.dumps(STRANGE))
    table = house.desk.settings.portal.model_copy(update={"keys_file": file})
    with pytest.raises(NotSigned, match="hopback respond trust"):
        Trust(table, house.journal, house.desk.portal.keys).check(asked, Past(asked.id, []), AT)
    assert [each.held for each in compared(table, house.journal, house.desk.portal.keys())] == [False]
    trust = Trust(house.desk.settings.portal, house.journal, house.desk.portal.keys)
    trust.pin(AT)
    assert [each.held for each in compared(house.desk.settings.portal, house.journal, STRANGE)] == [False]
    trust.check(asked, Past(asked.id, []), AT)


def test_a_file_of_keys_that_is_none(house, portal, tmp_path):
    file = tmp_path / "keys.json"
    file.write_text("[]")
    with pytest.raises(SettingsError, match="keys_file"):
        Trust(PortalTable(url=portal.url, keys_file=file), house.journal, Portal.keys)


def test_a_portal_that_does_not_sign_can_be_allowed(house, asked, portal):
    table = PortalTable(url=portal.url, signatures="when_given")
    unsigned = asked.model_copy(update={"signed": ""})
    assert Trust(table, house.journal, house.desk.portal.keys).check(unsigned, Past(asked.id, []), AT) is None
