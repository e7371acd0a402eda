"""Who is meant by the contact details of an unlisted upstream (A3.3)."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hopback.portal.accounts.viewer import Viewer, of_user
from hopback.portal.logbook.models import Entry, Payload
from hopback.portal.providers import actions, queries
from hopback.portal.providers.models import Provider
from hopback.portal.providers.refusals import PerhapsListed
from tests.portal.factories import NOW, make_provider, make_provider_person, make_team

pytestmark = pytest.mark.django_db
SABLE = {
    "name": "Sable Route Ltd.",
    "email": "noc@sableroute.example",
    "phone": "+501 223 1234",
    "country": "BZ",
}


def harbor() -> Provider:
    return make_provider(domain="harborvoice.example")


def dana(provider: Provider) -> Viewer:
    return of_user(make_provider_person(provider))


def test_a_provider_like_none_listed_is_new() -> None:
    harbor()
    assert queries.settle(SABLE) == queries.New()


def test_taken_in_with_its_primary_contact_and_who_named_it() -> None:
    named_by = harbor()
    taken = actions.take_in_unlisted(contact=SABLE, named_by=named_by, by=dana(named_by), now=NOW)
    primary = queries.contact(taken, "primary")
    assert primary is not None
    assert (primary.email, primary.phone, primary.phone_e164) == (SABLE["email"], "+501 223 1234", "+5012231234")
    assert (taken.country, taken.domain, taken.zone) == ("BZ", "sableroute.example", "America/Belize")
    assert taken.listed_because == "named by Harbor Voice LLC"
    entry = Entry.objects.get(verb="provider.taken_in")
    assert (entry.verb, entry.actor, entry.about) == ("provider.taken_in", "Dana Whitfield", taken.public_id)
    assert named_by.public_id in Payload.objects.get(seq=entry.seq).body


def test_named_again_in_other_words_it_is_the_same() -> None:
    named_by = harbor()
    first = actions.take_in_unlisted(contact=SABLE, named_by=named_by, by=dana(named_by), now=NOW)
    again = {**SABLE, "name": "SABLE ROUTE LIMITED", "email": "fraud@sableroute.example", "phone": ""}
    assert queries.settle(again) == queries.Listed(first)
    by = Viewer(kind="provider", name="Priya Raman", party="prv_another")
    assert actions.take_in_unlisted(contact=again, named_by=None, by=by, now=NOW) == first
    assert Provider.objects.count() == 2


def test_a_like_name_elsewhere_is_for_staff_to_say() -> None:
    named_by = harbor()
    actions.take_in_unlisted(contact=SABLE, named_by=named_by, by=dana(named_by), now=NOW)
    other = {"name": "Sable Route", "email": "sable.route@gmail.com", "phone": "+1 305 555 0101", "country": "BZ"}
    settled = queries.settle(other)
    assert isinstance(settled, queries.Unsure)
    assert [like.provider.name for like in settled.likenesses] == ["Sable Route Ltd."]
    answering = Viewer(kind="provider", name="Dana Whitfield", party=named_by.public_id)
    with pytest.raises(PerhapsListed, match=r"Sable Route Ltd\. may be this provider"):
        actions.take_in_unlisted(contact=other, named_by=named_by, by=answering, now=NOW)
    assert Provider.objects.count() == 2, "nothing half-written"
    new = actions.take_in_unlisted(contact=other, named_by=named_by, by=make_team(), now=NOW)
    assert (new.domain, Provider.objects.count()) == ("", 3)


def test_two_sure_ones_are_unsure() -> None:
    for name in ("Sable Route Ltd.", "Sable Route Inc."):
        make_provider(name, domain="sableroute.example", country="BZ")
    settled = queries.settle(SABLE)
    assert isinstance(settled, queries.Unsure)
    assert [like.sure for like in settled.likenesses] == [True, True]


def test_a_past_contact_still_tells_who_it_is() -> None:
    provider, team = harbor(), make_team()
    for email in ("noc@hv-old.example", "traceback@harborvoice.example"):
        actions.change_contact(
            provider=provider, kind="primary", full_name="Dana Whitfield", email=email, phone="305-555-0117",
            by=team, now=NOW,
        )  # fmt: skip
    asked = {"name": "Harbor Voice", "email": "abuse@hv-old.example", "phone": "", "country": "US"}
    assert queries.settle(asked) == queries.Listed(provider)


def test_an_address_that_is_none_takes_nobody_in() -> None:
    with pytest.raises(Exception, match="“noc” is not an e-mail address"):
        actions.take_in_unlisted(contact={**SABLE, "email": "noc"}, by=make_team(), now=NOW)
    assert (Provider.objects.count(), Entry.objects.count()) == (0, 0)


@pytest.mark.parametrize("listed", [3, 40])
def test_settling_asks_the_same_number_of_questions_of_any_list(listed: int) -> None:
    for number in range(listed):
        make_provider(f"Provider of valley {number}", domain=f"valley{number}.example")
    with CaptureQueriesContext(
        connection,
    ) as asked:
        queries.settle({"name": "Provider of valley 1", "email": "x@valley1.example", "phone": "", "country": "US"})
    assert len(asked) == 4
