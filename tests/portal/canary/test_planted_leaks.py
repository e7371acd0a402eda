"""The canary is tested too: what somebody might let slip is heard, however it is written."""

import base64
import html
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import pytest
from django.db import transaction
from django.http import HttpResponse

from hopback.portal.accounts.viewer import SYSTEM
from hopback.portal.notices import texts
from hopback.portal.tracebacks import actions
from hopback.portal.tracebacks.api import hops as hops_api
from hopback.portal.tracebacks.queries import hop_as_seen, request
from hopback.portal.tracebacks.queries.path import hops_on
from hopback.portal.tracebacks.views import exports, provider, staff_pages
from hopback.portal.webhooks import actions as webhooks
from hopback.wire.webhooks import EventType

from . import readers, search
from .birds import Aviary
from .crawl import Visit
from .leaks import Ears
from .world import World

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def visit_of(world: World, party: str) -> Visit:
    return next(visit for visit in readers.people(world) if visit.reader.party == party)


def leaks(world: World, visit: Visit, *addresses: str) -> list[str]:
    ears = Ears(world)
    for address in addresses:
        ears.listen(visit.get(address))
    return ears.leaks


def test_the_next_provider_upstream_on_a_receipt_is_heard(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def talkative(hop: Any) -> str:
        last = hops_on(hop.traceback)[-1].provider
        return f"It is with {last.name if last else ''} now."

    hop = world.tracebacks["A"].hops.get(position=1)
    visit, address = visit_of(world, world.parties.cardinal.public_id), f"/inbox/{hop.public_id}/sent/"
    assert leaks(world, visit, address) == []
    monkeypatch.setattr(hop_as_seen, "end_for", talkative)
    assert any("providers.Provider.name" in leak for leak in leaks(world, visit, address, "/inbox/history/"))


def test_an_event_that_names_anything_but_its_own_hop_is_heard(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """A3.11: another's hop, the traceback, or a name in the body of a webhook."""
    hops = world.tracebacks["A"].hops.order_by("position")
    first, last = hops[0], hops[2]
    assert first.provider
    for told in (last.public_id, world.tracebacks["A"].public_id, world.parties.delta.name):
        with transaction.atomic():
            webhooks.post(event=EventType.HOP_ASKED, party=first.provider.public_id, hop=told, by=SYSTEM, now=world.now)
            ears = Ears(world)
            for event in readers.events(world):
                ears.listen(event)
            assert ears.leaks
            transaction.set_rollback(True)


@pytest.mark.parametrize("encoded", [str, quote, lambda n: f"({n[2:5]}) {n[5:8]}-{n[8:]}", lambda n: ".".join(n)])
def test_a_called_number_in_staffs_export_is_heard(
    world: World, monkeypatch: pytest.MonkeyPatch, encoded: Callable[[str], str]
) -> None:
    real, owner = exports.lines_of, exports.COLUMNS.index("owner")

    def talkative(rows: Any, now: Any) -> Any:
        for line, row in zip(real(rows, now), rows, strict=True):
            yield (*line[:owner], encoded(row.candidate.incident.called), *line[owner + 1 :])

    rosa = next(readers.people(world))
    assert leaks(world, rosa, "/tracebacks/?format=csv", "/tracebacks/?format=json") == []
    monkeypatch.setattr(staff_pages, "lines_of", talkative)
    for form in ("csv", "json"):
        assert any("called_raw" in leak for leak in leaks(world, rosa, f"/tracebacks/?format={form}"))


def test_another_providers_trunk_in_the_api_is_heard(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    real = hops_api.hop_out

    def talkative(hop: Any) -> Any:
        said = hop.downstream.answers.last() if hop.downstream else None
        return real(hop).model_copy(update={"sent_to": said.trunk if said else ""})

    party = world.parties.meridian.public_id
    program, _ = next(found for found in readers.programs(world) if found[0].reader.party == party)
    assert leaks(world, program, "/api/v1/hops?state=all") == []
    monkeypatch.setattr(hops_api, "hop_out", talkative)
    assert any("tracebacks.Answer.trunk" in leak for leak in leaks(world, program, "/api/v1/hops?state=all"))


def test_a_leg_told_to_a_provider_that_a_correction_took_off_the_path_is_heard(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Cardinal named Harbor first, then Blue Ridge: what it says now is of Blue Ridge's leg (A3.11)."""
    party = world.parties.harbor.public_id
    program, _ = next(found for found in readers.programs(world) if found[0].reader.party == party)
    assert leaks(world, program, "/api/v1/hops?state=all&limit=200") == []
    monkeypatch.setattr(request, "ANSWERABLE", (*request.ANSWERABLE, "superseded"))
    assert any("call_id of call G" in leak for leak in leaks(world, program, "/api/v1/hops?state=all&limit=200"))


def test_a_leg_on_a_page_is_heard(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Machines are handed it; a page is read by more people than need it."""
    hop = world.tracebacks["A"].hops.get(position=3)
    leg = request.sent_as(hop)
    assert leg is not None
    monkeypatch.setattr(provider, "render", lambda *args, **more: HttpResponse(f"<p>{leg.call_id}</p>"))
    assert leaks(world, visit_of(world, world.parties.meridian.public_id), "/inbox/") != []


def test_a_called_number_in_a_mail_is_heard_though_the_post_room_lets_it_pass(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The post room refuses the number itself; what a provider recorded of it, it does not know."""
    monkeypatch.setattr(texts, "refuse_secrets", lambda mail, secrets: None)
    hop = world.calls.waiting("A")
    reason = f"Call {hop.traceback.candidate.incident.called} again."
    actions.extend(
        hop=hop, until=hop.due_at + (hop.due_at - hop.asked_at), reason=reason, by=world.calls.by, now=world.now
    )
    ears = Ears(world)
    for mail in readers.mails(world):
        ears.listen(mail)
    assert any("called_raw of call A" in leak and "extension_granted" in leak for leak in ears.leaks)


@pytest.mark.parametrize("what", ["key", "token", "hop"])
def test_a_secret_or_an_id_on_a_page_is_heard(world: World, monkeypatch: pytest.MonkeyPatch, what: str) -> None:
    said = {
        "key": world.keys[""],
        "token": next(text for text, (kind, _) in world.secrets.items() if kind == "token of a link"),
        "hop": world.tracebacks["A"].hops.get(position=2).public_id,
    }[what]
    monkeypatch.setattr(provider, "render", lambda *args, **more: HttpResponse(f"<p>{said}</p>"))
    assert leaks(world, visit_of(world, world.parties.delta.public_id), "/inbox/") != []


FORMS = {
    "as it is": lambda text: text,
    "in capitals": str.upper,
    "percent-encoded": lambda text: "".join(f"%{ord(sign):02X}" for sign in text),
    "as entities": lambda text: "".join(f"&#{ord(sign)};" for sign in text),
    "escaped twice": lambda text: html.escape("".join(f"&#x{ord(sign):x};" for sign in text)),
    "in a script": lambda text: "".join(f"\\u{ord(sign):04x}" for sign in text),
    "in base64": lambda text: base64.b64encode(f"whose is it: {text}".encode()).decode(),
    "in a token": lambda text: base64.urlsafe_b64encode(f'{{"whose is it":"{text}"}}'.encode()).decode().rstrip("="),
    "broken by a mail program": lambda text: f"a line ={text[:4]}=\r\n{text[4:]}",
}


@pytest.mark.parametrize("form", FORMS)
def test_a_word_is_found_in_any_form(form: str) -> None:
    birds = Aviary()
    word = birds.word("tracebacks.Note.text")
    assert {bird.text for bird in search.found(birds, f"<b>{FORMS[form](word)}</b>")} == {word}


NUMBERS = ("+1 513 555 0100", "(513) 555-0100", "513.555.0100", "15135550100", "tel:+1-513-555-0100", "513‑555‑0100",
           "5 1 3 5 5 5 0 1 0 0", "sip:+15135550100@gw", "%2B1%20513%20555%200100", "99151355501009")  # fmt: skip


@pytest.mark.parametrize("written", NUMBERS)
def test_a_number_is_found_with_any_punctuation(written: str) -> None:
    birds = Aviary()
    assert birds.number("sourcing.IncidentData.called_raw") == "5135550100"
    assert len(search.found(birds, f"called {written}, she said")) == 1


@pytest.mark.parametrize("written", ["+1 513 555 ••••", "513 555 01", "513 555, 0100 calls", "0100", "5135550101"])
def test_a_masked_number_is_none(written: str) -> None:
    birds = Aviary()
    birds.number("sourcing.IncidentData.called_raw")
    assert search.found(birds, written) == set()
