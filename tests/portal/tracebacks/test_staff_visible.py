"""Who sees which traceback and which hop (A3.11): what is not theirs looks missing."""

from datetime import timedelta

import pytest
from django.test import Client

from hopback.portal.accounts.viewer import SYSTEM, Viewer, of_link, of_user
from hopback.portal.tracebacks.models import Traceback
from hopback.portal.tracebacks.queries.visible import hops_visible_to, tracebacks_visible_to
from tests.portal.factories import (
    NOW,
    make_provider_person,
    make_source,
    make_source_person,
    make_staff,
    sign_in,
)
from tests.portal.tracebacks import staged

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def traced() -> Traceback:
    return staged.traced(staged.the_five(), make_staff(), opened_at=NOW - timedelta(hours=20))


def test_staff_see_all(traced: Traceback) -> None:
    rosa = Viewer(kind="staff", name="Rosa Ortega", user_id=1)
    assert list(tracebacks_visible_to(rosa)) == [traced]
    assert hops_visible_to(rosa).count() == 5


def test_a_key_of_staff_sees_what_its_scopes_say(traced: Traceback) -> None:
    reader = Viewer(kind="staff", name="reports", key_id=1, scopes=frozenset({"tracebacks"}))
    other = Viewer(kind="staff", name="intake", key_id=2, scopes=frozenset({"candidates"}))
    assert tracebacks_visible_to(reader).count() == 1
    assert tracebacks_visible_to(other).count() == 0
    assert hops_visible_to(other).count() == 0


def test_a_provider_sees_its_own_hop_and_no_traceback(traced: Traceback) -> None:
    second = traced.hops.get(position=2)
    assert second.provider is not None
    desk = staged.desk(second)
    assert [hop.pk for hop in hops_visible_to(desk)] == [second.pk]
    assert tracebacks_visible_to(desk).count() == 0


def test_a_provider_that_was_not_asked_yet_sees_nothing(traced: Traceback) -> None:
    """A hop that staff still identify, or that is not asked, is nobody's to see."""
    last = traced.hops.get(position=5)
    traced.hops.filter(pk=last.pk).update(asked_at=None)
    assert hops_visible_to(staged.desk(last)).count() == 0


def test_a_link_opens_one_hop_only(traced: Traceback) -> None:
    second, third = traced.hops.get(position=2), traced.hops.get(position=3)
    assert second.provider is not None
    holder = of_link(provider=second.provider.public_id, name="Blue desk", hop=second.public_id, zone="UTC")
    stranger = of_link(provider=second.provider.public_id, name="Blue desk", hop=third.public_id, zone="UTC")
    assert [hop.pk for hop in hops_visible_to(holder)] == [second.pk]
    assert hops_visible_to(stranger).count() == 0


@pytest.mark.parametrize("viewer", [None, SYSTEM, Viewer(kind="source", name="FTC", party="src_1")])
def test_everybody_else_sees_nothing(traced: Traceback, viewer: Viewer | None) -> None:
    assert tracebacks_visible_to(viewer).count() == 0
    assert hops_visible_to(viewer).count() == 0


PAGES = ("/tracebacks/", "/tracebacks/{tb}/", "/tracebacks/{tb}/note/", "/tracebacks/{tb}/withdraw/",
         "/tracebacks/{tb}/assign/", "/tracebacks/{tb}/reveal/", "/tracebacks/hops/{hop}/remind/",
         "/tracebacks/hops/{hop}/extend/", "/tracebacks/hops/{hop}/return/", "/tracebacks/hops/{hop}/ask-on/",
         "/tracebacks/hops/{hop}/identify/", "/tracebacks/{tb}/files/1/")  # fmt: skip


def test_staffs_pages_are_missing_to_a_provider_and_a_source(client: Client, traced: Traceback) -> None:
    hop = traced.hops.get(position=5)
    assert hop.provider is not None
    for user in (make_provider_person(hop.provider), make_source_person(make_source("FCC"))):
        sign_in(client, user)
        for page in PAGES:
            address = page.format(tb=traced.public_id, hop=hop.public_id)
            assert client.get(address).status_code == 404, address
            assert client.post(address, {"reason": "curious"}).status_code in (404, 405), address


@pytest.mark.parametrize("page", ["/", *PAGES])
def test_nobody_is_sent_to_sign_in(client: Client, page: str) -> None:
    answer = client.get(page.format(tb="tb_1", hop="hop_1"))
    assert answer.status_code == 302
    assert answer["Location"].startswith("/account/sign-in/")


def test_a_provider_is_sent_to_its_inbox(client: Client, traced: Traceback) -> None:
    hop = traced.hops.get(position=2)
    assert hop.provider is not None
    answer = sign_in(client, make_provider_person(hop.provider)).get("/")
    assert answer.status_code == 302
    assert answer["Location"] == "/inbox/"


def test_of_user_is_what_pages_ask_with(traced: Traceback) -> None:
    assert tracebacks_visible_to(of_user(make_staff("Amir Haddad"))).count() == 1
