"""The answer page: who sent you this call? (A3.2, A3.3, XA.2-XA.5)"""

from datetime import date

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from hopback.portal.providers.models import Provider
from hopback.portal.tracebacks.models import Answer, AnswerDraft, Hop
from tests.portal.factories import NOW, make_provider, make_provider_person, sign_in
from tests.portal.tracebacks import staged
from tests.portal.tracebacks.asked import meridian_is_asked

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture(autouse=True)
def _at_noon_eastern():
    with time_machine.travel(NOW, tick=False):
        yield


def page_of(hop: Hop) -> str:
    return f"/inbox/{hop.public_id}/"


def say(client: Client, hop: Hop, **fields: object):
    return client.post(page_of(hop), {"send": "1", **fields})


def test_the_page_asks_one_question_and_chooses_nothing(client):
    story = meridian_is_asked(client)
    page = client.get(page_of(story.hop)).content.decode()
    assert "Who sent you this call?" in page
    assert "+1 202 555 0142" in page
    assert "+1 513 555 0168" in page
    assert "Blue Ridge Telecom" in page
    assert " checked" not in page
    assert "Cardinal" not in page  # A3.11: nothing of the path below its own downstream


def test_looking_at_the_page_changes_nothing(client):
    story = meridian_is_asked(client)
    before = Hop.objects.values().get(pk=story.hop.pk)
    client.get(page_of(story.hop))
    assert Hop.objects.values().get(pk=story.hop.pk) == before


def test_the_deadline_shows_its_arithmetic(client):
    story = meridian_is_asked(client)
    page = client.get(page_of(story.hop)).content.decode()
    assert "Answer due in" in page
    assert "24 hours to answer" in page


def test_a_listed_upstream_is_asked_next(client):
    """A3.2."""
    story = meridian_is_asked(client)
    sent = say(client, story.hop, kind="upstream", upstream=story.harbor.public_id, trunk="DAL-HV-07")
    assert sent.status_code == 302
    answer = Answer.objects.get(hop=story.hop)
    assert (answer.upstream, answer.trunk, answer.channel) == (story.harbor, "DAL-HV-07", "page")
    assert staged.waiting(story.traceback).provider == story.harbor
    receipt = client.get(sent.url).content.decode()
    assert "your answer is recorded" in receipt
    assert "DAL-HV-07" in receipt


def test_an_address_in_the_trunk_field_is_taken_as_the_source_address(client):
    story = meridian_is_asked(client)
    say(client, story.hop, kind="upstream", upstream=story.harbor.public_id, trunk="198.51.100.7")
    answer = Answer.objects.get(hop=story.hop)
    assert (answer.source_ip, answer.trunk) == ("198.51.100.7", "")


def test_a_name_that_is_exactly_one_providers_is_taken(client):
    story = meridian_is_asked(client)
    say(client, story.hop, kind="upstream", upstream="other", upstream_name="harbor voice llc")
    assert Answer.objects.get(hop=story.hop).upstream == story.harbor


def test_part_of_a_name_comes_back_as_choices(client):
    story = meridian_is_asked(client)
    make_provider("Harborside Networks")
    page = say(client, story.hop, kind="upstream", upstream="other", upstream_name="harbor")
    assert page.status_code == 422
    text = page.content.decode()
    assert "Harborside Networks" in text
    assert f'value="{story.harbor.public_id}"' in text
    assert not Answer.objects.filter(hop=story.hop).exists()


def test_searching_keeps_what_was_typed_and_records_nothing(client):
    story = meridian_is_asked(client)
    fields = {"find": "1", "kind": "upstream", "upstream": "other", "upstream_name": "sable", "comment": "Our switch 2"}
    text = client.post(page_of(story.hop), fields).content.decode()
    assert "Sable Route Ltd." in text
    assert "Our switch 2" in text
    assert not Answer.objects.filter(hop=story.hop).exists()
    assert not AnswerDraft.objects.exists()


def test_a_provider_that_is_not_listed_is_taken_in(client):
    """A3.3."""
    story = meridian_is_asked(client)
    say(
        client, story.hop, kind="upstream", upstream="unlisted", unlisted_name="Lotus Peering Pvt",
        unlisted_email="noc@lotuspeering.example", unlisted_phone="+91 22 5550 0143", unlisted_country="IN",
    )  # fmt: skip
    lotus = Provider.objects.get(name="Lotus Peering Pvt")
    assert lotus.country == "IN"
    assert staged.waiting(story.traceback).provider == lotus


def test_an_unlisted_provider_without_a_way_to_reach_it_is_refused_beside_the_field(client):
    story = meridian_is_asked(client)
    page = say(client, story.hop, kind="upstream", upstream="unlisted", unlisted_name="Lotus", unlisted_email="lotus@")
    assert page.status_code == 422
    text = page.content.decode()
    assert 'id="id_unlisted_phone_error"' in text
    assert "valid email" in text


def test_our_own_customer_ends_the_path(client):
    """A3.4, XA.4."""
    story = meridian_is_asked(client)
    say(client, story.hop, kind="originated", customer_name="Brightline Benefits", customer_tax_id="12-3456789",
        reason="left over from another option")  # fmt: skip
    answer = Answer.objects.get(hop=story.hop)
    assert answer.vetting == {"name": "Brightline Benefits", "tax_id": "12-3456789"}
    assert answer.reason == ""


@pytest.mark.parametrize(
    ("kind", "field"), [("not_found", "searched"), ("cannot_answer", "reason"), ("upstream", "upstream")]
)
def test_what_a_kind_needs_is_asked_for_beside_its_field(client, kind, field):
    story = meridian_is_asked(client)
    page = say(client, story.hop, kind=kind)
    assert page.status_code == 422
    assert f'id="id_{field}_error"' in page.content.decode()
    assert not Answer.objects.filter(hop=story.hop).exists()


def test_no_answer_chosen_is_said_and_nothing_typed_is_lost(client):
    story = meridian_is_asked(client)
    text = say(client, story.hop, comment="We looked in both switches.").content.decode()
    assert "Choose one of the four answers." in text
    assert "We looked in both switches." in text


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("source_ip", "10.0.0.256", "one IPv4 or IPv6 address"),
        ("called_at_as_recorded", "2026-10-19T08:41:27", "no time zone"),
        ("called_at_as_recorded", "2026-11-19T08:41:27-05:00", "in the future"),
        ("called_at_as_recorded", "2019-10-19T08:41:27-05:00", "730 days"),
        ("attestation", "Z", "not one of the available choices"),
        ("unlisted_country", "Belize", "not a country"),
    ],
)
def test_bad_input_is_named_and_nothing_is_half_written(client, field, value, said):
    story = meridian_is_asked(client)
    page = say(client, story.hop, kind="upstream", upstream=story.harbor.public_id, **{field: value})
    assert page.status_code == 422
    assert said in page.content.decode()
    assert not Answer.objects.filter(hop=story.hop).exists()


def test_naming_oneself_is_refused_with_the_reason(client):
    """A1.1."""
    story = meridian_is_asked(client)
    page = say(client, story.hop, kind="upstream", upstream=story.path[2].public_id)
    assert page.status_code == 422
    assert "your own company" in page.content.decode()


def test_traffic_found_lawful_comes_with_the_finding(client):
    """XA.5."""
    story = meridian_is_asked(client)
    page = say(client, story.hop, kind="originated", customer_name="County Clinic", mitigation="found_lawful")
    assert 'id="id_mitigation_note_error"' in page.content.decode()


def test_files_are_kept_and_a_file_that_is_not_what_it_says_is_refused(client):
    story = meridian_is_asked(client)
    fields = {"kind": "upstream", "upstream": story.harbor.public_id}
    bad = SimpleUploadedFile("cdr.pdf", b"MZ\x90\x00 not a pdf")
    page = say(client, story.hop, **fields, files=[bad])
    assert "cdr.pdf is not a PDF file" in page.content.decode()
    good = [SimpleUploadedFile("cdr.csv", b"time,number\n1,2\n"), SimpleUploadedFile("letter.pdf", b"%PDF-1.7 x")]
    say(client, story.hop, **fields, files=good)
    kept = Answer.objects.get(hop=story.hop).files.values_list("name", flat=True)
    assert sorted(kept) == ["cdr.csv", "letter.pdf"]


def test_how_far_records_reach_is_said_with_not_found(client):
    """A3.7: whoever no longer keeps that day denies nothing."""
    story = meridian_is_asked(client)
    assert say(client, story.hop, kind="not_found", searched="All", records_since="yesterday").status_code == 422
    say(client, story.hop, kind="not_found", searched="All", records_since="2026-10-20")
    assert Answer.objects.get(hop=story.hop).records_since == date(2026, 10, 20)


def test_a_second_answer_is_refused_and_the_first_is_unchanged(client):
    story = meridian_is_asked(client)
    say(client, story.hop, kind="originated", customer_name="Brightline Benefits")
    second = say(client, story.hop, kind="not_found", searched="Nothing")
    assert second.status_code == 409
    assert "was not recorded" in second.content.decode()
    assert Answer.objects.get(hop=story.hop).kind == "originated"


def test_a_draft_is_saved_shown_and_gone_once_answered(client):
    story = meridian_is_asked(client)
    client.post(page_of(story.hop), {"save": "1", "kind": "not_found", "searched": "Switch 1 only so far"})
    assert "draft saved" in client.get("/inbox/").content.decode()
    page = client.get(page_of(story.hop)).content.decode()
    assert "Switch 1 only so far" in page
    assert 'value="not_found" checked' in page
    say(client, story.hop, kind="not_found", searched="Switches 1 and 2, records of 90 days")
    assert not AnswerDraft.objects.exists()


@pytest.mark.parametrize("path", ["", "sent/", "correct/"])
def test_another_providers_hop_looks_missing(client, path):
    """A3.11."""
    story = meridian_is_asked()
    sign_in(client, make_provider_person(story.harbor, "Omar Reyes"))
    assert client.get(f"{page_of(story.hop)}{path}").status_code == 404
    assert client.post(page_of(story.hop), {"send": "1", "kind": "not_found", "searched": "x"}).status_code == 404


def test_whoever_is_not_signed_in_is_sent_to_sign_in(client):
    story = meridian_is_asked()
    assert client.get(page_of(story.hop)).status_code == 302


def test_a_trace_forward_asks_whose_number_it_is(client):
    """A1.10."""
    story = meridian_is_asked(client)
    candidate = story.traceback.candidate
    candidate.purpose = "trace_forward"
    candidate.save()
    page = client.get(page_of(story.hop)).content.decode()
    assert "Whose number is this?" in page
    assert "How it pays" in page
    assert "Who sent you" not in page


@pytest.mark.parametrize("button", ["find", "save", "send"])
def test_a_nul_character_breaks_nothing(client, button):
    story = meridian_is_asked(client)
    fields = {"kind": "upstream", "upstream": "prv_\0", "upstream_name": "har\0bor", "comment": "a\0b", "x\0": "y"}
    assert client.post(page_of(story.hop), {button: "1", **fields}).status_code in (200, 302, 422)
    assert client.get("/inbox/hop_%00/").status_code == 404
    assert client.get(f"{page_of(story.hop)}sent/?with=%00").status_code == 302
    assert not Answer.objects.filter(hop=story.hop).exists()
