"""Is this mail real? (A3.8)"""

import pytest
import time_machine

from hopback.portal.notices.models import Delivery
from tests.portal.factories import NOW
from tests.portal.tracebacks.asked import meridian_is_asked

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture(autouse=True)
def _at_noon_eastern():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def number() -> str:
    """A request that was mailed to Meridian."""
    story = meridian_is_asked()
    Delivery.objects.filter(address="traceback@meridian.example").update(accepted_at=NOW)
    return story.traceback.number


def asked(client, number: str, address: str = "") -> str:
    page = client.post("/check/", {"number": number, "address": address})
    assert page.status_code == 200
    return page.content.decode()


def test_a_number_we_sent_is_ours(client, number):
    page = asked(client, number.lower())
    assert "Yes, the ITG sent a request" in page
    assert "+1 202 555 0199" in page
    assert "meridian" not in page.lower()


def test_an_address_is_confirmed_with_the_time(client, number):
    assert "It went to that address" in asked(client, number, "Traceback@Meridian.example")


def test_an_address_we_did_not_write_to_is_warned_of(client, number):
    page = asked(client, number, "billing@meridian.example")
    assert "not sent to that address" in page
    assert "traceback@" not in page


@pytest.mark.parametrize("address", ["", "traceback@meridian.example"])
def test_a_number_we_never_sent_gets_the_same_shape_of_answer(client, number, address):
    assert "we have sent no request" in asked(client, "TB-2026-99999", address)


@pytest.mark.parametrize("bad", ["", "4182", "TB-26-1", "TB-2026-00001; DROP TABLE", "x" * 300])
def test_what_is_no_number_is_said_beside_the_field(client, bad):
    page = client.post("/check/", {"number": bad})
    assert page.status_code == 422
    assert "id_number_error" in page.content.decode()


def test_trying_numbers_is_slowed_down(client):
    codes = [client.post("/check/", {"number": f"TB-2026-{n:05d}"}).status_code for n in range(32)]
    assert codes[0] == 200
    assert codes[-1] == 429


def test_looking_at_the_page_counts_for_nothing(client):
    assert all(client.get("/check/?number=TB-2026-00001").status_code == 200 for _ in range(40))
