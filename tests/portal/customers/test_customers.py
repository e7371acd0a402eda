"""The vetting record of customers named as originating: gathered, complete or not, and whose it is (XA.4)."""

from datetime import timedelta

import pytest
from django.http import Http404

from hopback.portal.accounts.viewer import Viewer, of_user
from hopback.portal.customers import actions
from hopback.portal.customers.alike import why_alike
from hopback.portal.customers.models import Customer
from hopback.portal.customers.queries import dossiers as queries
from hopback.portal.tracebacks import actions as tracebacks
from hopback.portal.tracebacks.models import Traceback
from hopback.wire.answers import AnswerIn
from tests.portal.factories import NOW
from tests.portal.tracebacks import staged

from .acting import LARK, Story

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
HALF = {"name": "LARK DIALING, L.L.C.", "location": "Tampa", "contact": "K. Arden, (702) 555-0148"}


@pytest.fixture
def story() -> Story:
    return Story()


def dossier(customer: Customer, viewer: Viewer) -> queries.Dossier:
    (found,) = queries.dossiers([customer], viewer)
    return found


def customer_of(traceback: Traceback) -> Customer:
    return Customer.objects.get(namings__hop__traceback=traceback)


def people_of(provider: object) -> Viewer:
    return Viewer(kind="provider", name="Desk", party=provider.public_id)  # type: ignore[attr-defined]


def test_each_field_is_given_or_missing(story: Story) -> None:
    """XA.4: location, contacts, incorporation, tax id, nature of business."""
    full = customer_of(story.originated(story.cardinal, story.meridian))
    half = customer_of(story.originated(story.cardinal, story.harbor, customer=HALF))
    rosa = of_user(story.rosa)
    assert dossier(full, rosa).missing == []
    assert dossier(half, rosa).missing == [
        "State or country of incorporation",
        "Federal tax ID",
        "Nature of the business",
    ]


def test_an_origin_that_names_nobody_opens_no_record(story: Story) -> None:
    story.originated(story.cardinal, story.meridian, customer={})
    assert not Customer.objects.exists()


def test_the_same_customer_over_tracebacks_is_one_once_staff_say_so(story: Story) -> None:
    one = customer_of(story.originated(story.cardinal, story.meridian))
    other = customer_of(story.originated(story.cardinal, story.harbor, at=NOW + DAY, customer=HALF))
    rosa = of_user(story.rosa)
    (found,) = queries.alike(dossier(one, rosa), rosa)
    assert (found.dossier.customer, found.why) == (other, "The same phone number, the same name.")
    actions.tell_same(customer=one, other=other, by=rosa, now=NOW + 2 * DAY)
    told = dossier(one, rosa)
    assert [column.provider for column in told.columns] == [story.harbor, story.meridian]
    assert told.missing == []
    assert [column.missing for column in told.columns] == [("incorporated_in", "tax_id", "business"), ()]
    assert Customer.objects.get(pk=other.pk).same_as == one
    assert queries.alike(told, rosa) == []


def test_two_that_staff_told_apart_are_not_proposed_again(story: Story) -> None:
    one = customer_of(story.originated(story.cardinal, story.meridian))
    other = customer_of(story.originated(story.cardinal, story.harbor, at=NOW + DAY))
    rosa = of_user(story.rosa)
    actions.tell_apart(customer=other, other=one, by=rosa, now=NOW)
    assert queries.alike(dossier(one, rosa), rosa) == queries.alike(dossier(other, rosa), rosa) == []


def test_a_provider_sees_its_own_word_and_not_what_another_said(story: Story) -> None:
    """XC.1: the customer's particulars are CPNI."""
    one = customer_of(story.originated(story.cardinal, story.meridian))
    other = customer_of(story.originated(story.cardinal, story.harbor, at=NOW + DAY, customer=HALF))
    actions.tell_same(customer=one, other=other, by=of_user(story.rosa), now=NOW + 2 * DAY)
    harbor = people_of(story.harbor)
    assert list(queries.visible_to(harbor)) == [one]
    told = dossier(one, harbor)
    assert (told.name, [said.provider for said in told.said]) == (HALF["name"], [story.harbor])
    assert queries.alike(told, harbor) == []
    key = Viewer(kind="provider", name="prod-2", party=story.harbor.public_id, scopes=frozenset({"hops"}))
    for stranger in (people_of(story.cardinal), key, Viewer(kind="source", name="Ines", party="src_x"), None):
        assert not queries.visible_to(stranger).exists()


def test_a_correction_stands_beside_what_was_said_before(story: Story) -> None:
    """A3.5: answers are never altered; the record shows both."""
    traceback = story.originated(story.cardinal, story.meridian, customer=HALF)
    hop = traceback.hops.select_related("provider", "traceback").get(position=2)
    said = AnswerIn(kind="originated", customer=LARK)  # type: ignore[arg-type]
    tracebacks.correct(hop=hop, said=said, channel="page", by=staged.desk(hop), now=NOW + DAY)
    told = dossier(customer_of(traceback), of_user(story.rosa))
    assert [answer.vetting["location"] for answer in told.said[0].answers] == [LARK["location"], HALF["location"]]
    assert told.missing == []


def test_an_origin_that_was_corrected_away_names_nobody_any_more(story: Story) -> None:
    traceback = story.originated(story.cardinal, story.meridian)
    hop = traceback.hops.select_related("provider", "traceback").get(position=2)
    said = AnswerIn(kind="upstream", upstream=story.harbor.public_id)
    tracebacks.correct(hop=hop, said=said, channel="page", by=staged.desk(hop), now=NOW + DAY)
    assert dossier(customer_of(traceback), of_user(story.rosa)).said == []


def test_only_staff_say_which_customers_are_one(story: Story) -> None:
    one = customer_of(story.originated(story.cardinal, story.meridian))
    other = customer_of(story.originated(story.cardinal, story.meridian, at=NOW + DAY))
    for act in (actions.tell_same, actions.tell_apart):
        with pytest.raises(Http404):
            act(customer=one, other=other, by=people_of(story.meridian), now=NOW)
    rosa = of_user(story.rosa)
    actions.tell_same(customer=one, other=other, by=rosa, now=NOW)
    with pytest.raises(Http404):
        actions.tell_same(customer=one, other=other, by=rosa, now=NOW)


@pytest.mark.parametrize(
    ("other", "why"),
    [
        ({"name": "Lark Dialing Inc."}, "The same name."),
        ({"name": "Bright Offers", "tax_id": "591234567"}, "The same tax id."),
        ({"name": "Bright Offers", "email": "KEITH@lark.example"}, "The same e-mail address."),
        ({"name": "Bright Offers", "contact": "call 702.555.0148"}, "The same phone number."),
        ({"name": "Larks Dialling", "tax_id": "59 1234567"}, "The same tax id, a like name."),
        ({"name": "Lark Dial"}, ""),
        ({"name": "", "tax_id": "1", "contact": "555-0148"}, ""),
    ],
)
def test_what_speaks_for_one_customer(other: dict[str, str], why: str) -> None:
    assert why_alike(LARK, other) == why
