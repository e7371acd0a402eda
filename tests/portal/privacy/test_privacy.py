"""Who can see what, the thing as a party sees it, and a customer's written request (A3.11, A3.14, XC.1, XC.2)."""

from datetime import timedelta

import pytest
from django.http import Http404
from django.test import Client
from django.urls import reverse

from hopback.portal.accounts.second_person import NeedsAPerson
from hopback.portal.accounts.viewer import Viewer, of_user
from hopback.portal.disclosures.models import Disclosure
from hopback.portal.logbook.models import Entry, Payload
from hopback.portal.privacy import actions
from hopback.portal.privacy.models import CustomerRequest
from hopback.portal.privacy.refusals import CustomerRequestWrong
from tests.portal.factories import NOW, make_provider_person, sign_in
from tests.portal.tracebacks.asked import Asked, meridian_is_asked

pytestmark = pytest.mark.django_db

LETTER = {"customer": "June Mabry", "to_whom": "Her lawyer, A. Lund", "what": "Calls of May", "document": "L-17"}


@pytest.fixture
def story() -> Asked:
    return meridian_is_asked()


def letter(story: Asked) -> CustomerRequest:
    told = {"provider": story.path[0], **LETTER, "received_on": NOW.date()}
    return actions.record_request(**told, by=of_user(story.rosa), now=NOW)


def look(client: Client, thing: str, party: str) -> str:
    return client.get(reverse("privacy:preview", args=[thing, party])).content.decode()


def test_a_customer_s_written_request_is_checked_answered_and_in_the_register(story: Asked) -> None:
    """XC.2: the provider reads that it was, and not who the customer is."""
    asked = letter(story)
    assert not Disclosure.objects.exists(), "nothing goes by writing a letter down"
    told = {"request": asked, "by": of_user(story.rosa), "now": NOW}
    with pytest.raises(CustomerRequestWrong, match="how it was made sure"):
        actions.answer_request(**told, granted=True, checked_how=" ")
    actions.answer_request(**told, granted=True, checked_how="Called back at the number on the account.")
    row = Disclosure.objects.get()
    assert (row.of, row.clause, row.about) == (story.path[0].public_id, "XC.2", asked.public_id)
    assert (row.to, row.told_as) == ("Her lawyer, A. Lund", "The person whom your customer named in writing")
    assert "Mabry" not in f"{row.what} {row.basis} {row.told_as}"
    with pytest.raises(CustomerRequestWrong, match="has answered it already"):
        actions.answer_request(**told, granted=False, checked_how="x", because="y")


def test_a_refusal_has_its_reason_and_shows_nothing_to_anybody(story: Asked) -> None:
    told = {"request": letter(story), "granted": False, "checked_how": "Not reached.", "by": of_user(story.rosa)}
    with pytest.raises(CustomerRequestWrong, match="why it is refused"):
        actions.answer_request(**told, now=NOW)
    actions.answer_request(**told, because="Not signed.", now=NOW)
    assert not Disclosure.objects.exists()
    assert Entry.objects.filter(verb="customer_request.refused").count() == 1


def test_a_letter_says_everything_and_no_machine_takes_it(story: Asked) -> None:
    rosa = of_user(story.rosa)
    told = {"provider": story.path[0], **LETTER, "received_on": NOW.date(), "now": NOW}
    with pytest.raises(CustomerRequestWrong):
        actions.record_request(**told | {"to_whom": ""}, by=rosa)
    with pytest.raises(CustomerRequestWrong, match="has not come"):
        actions.record_request(**told | {"received_on": NOW.date() + timedelta(days=1)}, by=rosa)
    with pytest.raises(NeedsAPerson):
        actions.record_request(**told, by=Viewer(kind="staff", name="nightly", scopes=frozenset(), key_id=1))
    with pytest.raises(Http404):
        actions.record_request(**told, by=of_user(story.dana))


def test_who_can_see_what_of_each_kind(client: Client, story: Asked) -> None:
    sign_in(client, story.rosa)
    candidate = story.traceback.candidate
    for thing, words in (
        (story.traceback.public_id, "Not even that other hops exist"),
        (candidate.public_id, "Not even that it exists"),
        (story.path[0].public_id, "On which paths it stands: never"),
        (candidate.campaign.public_id, "how many of their own requests"),
    ):
        assert words in client.get(reverse("privacy:who", args=[thing])).content.decode()
    assert client.get(reverse("privacy:who", args=["tb_nothing"])).status_code == 404
    assert client.get(reverse("privacy:who", args=["usr_x"])).status_code == 404


def test_a_preview_is_the_party_s_own_page_marked_read_only_and_logged(client: Client, story: Asked) -> None:
    """Word for word what Dana sees, but for the frame around it."""
    campaign = story.traceback.candidate.campaign
    sign_in(client, story.rosa)
    seen = look(client, campaign.public_id, story.path[2].public_id)
    assert "This is what <b>Meridian Transit Inc.</b> sees of SSA benefit suspension" in seen
    assert "<fieldset disabled>" in seen
    for stranger in (story.path[0], story.path[1]):
        assert stranger.name not in seen
    own = sign_in(Client(), story.dana).get(reverse("campaigns:one", args=[campaign.public_id])).content.decode()
    assert _main(own).strip() in seen
    (entry,) = Entry.objects.filter(verb="preview.opened")
    assert entry.about == campaign.public_id
    assert story.path[2].public_id in Payload.objects.get(seq=entry.seq).body


def _main(page: str) -> str:
    inner = page.partition('tabindex="-1">')[2].partition("</main>")[0]
    return inner.partition('<div class="tbh">')[2]


def test_a_preview_shows_nobody_more_than_there_is(client: Client, story: Asked) -> None:
    sign_in(client, story.rosa)
    campaign = story.traceback.candidate.campaign
    never_asked = story.path[4].public_id
    assert client.get(reverse("privacy:preview", args=[campaign.public_id, never_asked])).status_code == 404
    traced = client.get(reverse("privacy:preview", args=[story.traceback.public_id, story.path[2].public_id]))
    assert traced["Location"].endswith(f"?as={story.path[2].public_id}")
    sign_in(client, make_provider_person(story.path[1], "Noor Haddad"))
    assert client.get(reverse("privacy:who", args=[campaign.public_id])).status_code == 404
