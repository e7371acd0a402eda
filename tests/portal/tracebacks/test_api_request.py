"""What a machine is handed with a hop: the signed request and its own leg of the call, each hand-out logged (XC.2)."""

import json
from hashlib import sha256

import pytest
import time_machine

from hopback.portal.logbook.queries import of_traceback
from hopback.portal.tracebacks import actions
from hopback.wire.answers import HopOut
from hopback.wire.signing import KEYS_AT, NotSigned, check, read_keys
from tests.portal.factories import NOW, make_provider_person
from tests.portal.tracebacks import staged
from tests.portal.tracebacks.asked import Asked, meridian_is_asked
from tests.portal.tracebacks.machine import Machine

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _at_noon_eastern():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def story() -> Asked:
    return meridian_is_asked()


@pytest.fixture
def machine(story: Asked) -> Machine:
    return Machine(story.dana)


def keys_of_the_portal(machine):
    return read_keys(machine.client.get(KEYS_AT).json())


def test_a_request_is_signed_for_its_provider_and_its_one_call(story, machine, settings):
    """XC.2."""
    read = HopOut.model_validate(machine.get(f"/hops/{story.hop.public_id}").json())
    keys, us = keys_of_the_portal(machine), story.hop.provider.public_id
    said = check(read, keys, portal=settings.BASE_URL, provider=us)
    assert (said.called_at, said.asked_at) == (staged.CALLED_AT, story.hop.asked_at)
    with pytest.raises(NotSigned):
        check(read, keys, portal=settings.BASE_URL, provider=story.harbor.public_id)


def test_what_is_over_is_no_longer_signed(story, machine):
    here = f"/hops/{story.hop.public_id}"
    assert machine.post(f"{here}/answer", {"kind": "not_found", "searched": "All"}).json()["signed"] == ""
    assert machine.get(here).json()["signed"] == ""


def test_a_request_handed_to_a_key_is_logged_once_for_each_key_with_what_was_signed(story, machine):
    """XC.2: the provider's own log has the same signature."""
    here = f"/hops/{story.hop.public_id}"
    signed = [machine.get(here).json()["signed"], machine.get("/hops").json()["items"][0]["signed"]]
    other = Machine(story.dana)
    signed += [other.post(f"{here}/acknowledge").json()["signed"], other.get(here).json()["signed"]]
    assert len(set(signed)) == 1
    told = [one for one in of_traceback(story.traceback.public_id) if one.verb == "hop.handed_out"]
    assert len(told) == story.hop.hand_outs.count() == 2
    assert {one.payload["signed_sha256"] for one in told} == {sha256(signed[0].encode()).hexdigest()}
    assert {(one.actor, one.payload["provider"]) for one in told} == {("prod-2", "Meridian Transit Inc.")}


def test_a_machine_is_told_how_its_own_leg_arrived(story, machine):
    """A3.11: what Meridian says of the call it got from Harbor is told to Harbor, its trunk and addresses are not."""
    said = {
        "kind": "upstream", "upstream": story.harbor.public_id, "source_ip": "198.51.100.7", "trunk": "DAL-HV-07",
        "call_id": "a84b4c76e66710@sbc.harbor.example", "calling_as_received": "2025550142", "attestation": "B",
        "called_as_received": "+15135550168;rn=+15135550000", "called_at_as_recorded": "2026-10-19T08:41:29-05:00",
        "passport": "eyJhbGciOiJFUzI1NiJ9.eyJvcmlnIjp7fX0.c2ln", "comment": "Seen on our gateway.",
    }  # fmt: skip
    machine.post(f"/hops/{story.hop.public_id}/answer", said)
    harbor = Machine(make_provider_person(story.harbor, "Omar Reyes"))
    [hop] = harbor.get("/hops").json()["items"]
    assert hop["sent_as"] == {
        "call_id": "a84b4c76e66710@sbc.harbor.example",
        "calling": "2025550142",
        "called": "+15135550168;rn=+15135550000",
        "called_at": "2026-10-19T13:41:29Z",
        "passport": "eyJhbGciOiJFUzI1NiJ9.eyJvcmlnIjp7fX0.c2ln",
    }
    told = json.dumps(hop)
    assert not [secret for secret in ("DAL-HV-07", "198.51.100.7", "gateway") if secret in told]


def test_a_neighbour_that_said_nothing_of_the_leg_leaves_it_unknown(story, machine):
    [hop] = machine.get("/hops").json()["items"]
    assert hop["sent_as"] is None


def test_the_first_provider_is_told_the_signature_that_the_source_gave(story):
    cardinal = Machine(make_provider_person(story.path[0], "Lee Okafor"))
    for header, told in (("eyJhbGciOi…;ppt=shaken", {"passport": "eyJhbGciOi…;ppt=shaken"}), ("", None)):
        candidate = staged.candidate(story.path[0], identity_header=header)
        opened = actions.open_traceback(candidate=candidate, by=staged.of_user(story.rosa), now=NOW)
        leg = cardinal.get(f"/hops/{staged.waiting(opened).public_id}").json()["sent_as"]
        assert leg == (told and {"call_id": "", "calling": "", "called": "", "called_at": None} | told)


def test_a_corrected_leg_is_told_as_it_is_now_and_to_nobody_off_the_path(story, machine):
    here, harbor = f"/hops/{story.hop.public_id}", Machine(make_provider_person(story.harbor, "Omar Reyes"))
    said = {"kind": "upstream", "upstream": story.harbor.public_id, "call_id": "one@sbc.example"}
    machine.post(f"{here}/answer", said)
    machine.post(f"{here}/correct", said | {"call_id": "two@sbc.example"})
    [hop] = harbor.get("/hops").json()["items"]
    assert hop["sent_as"]["call_id"] == "two@sbc.example"
    machine.post(f"{here}/correct", said | {"upstream": story.path[4].public_id, "call_id": "three@sbc.example"})
    [off] = harbor.get("/hops?state=superseded").json()["items"]
    assert (off["sent_as"], off["signed"]) == (None, "")
