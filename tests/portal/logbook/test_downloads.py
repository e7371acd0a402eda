"""A list that leaves as a file enters the log: who took it, how many rows, under which filters (XC.2)."""

import pytest
from django.test import Client

from hopback.portal.logbook.models import Entry, Payload
from tests.portal.factories import make_provider, make_staff, sign_in

pytestmark = pytest.mark.django_db


def told(verb: str = "list.downloaded") -> list[Entry]:
    return list(Entry.objects.filter(verb=verb))


@pytest.mark.parametrize("form", ["csv", "json"])
def test_a_list_taken_as_a_file_enters_the_log_with_its_filters(form: str) -> None:
    make_provider("Harbor Voice LLC")
    rosa = make_staff("Rosa Ortega")
    sign_in(Client(), rosa).get(f"/providers/?q=Harbor&format={form}")
    [entry] = told()
    body = Payload.objects.get(seq=entry.seq).body
    assert (entry.actor, f'"what":"providers.{form}"' in body) == ("Rosa Ortega", True)
    assert '"asked":"q=Harbor"' in body
    assert '"rows":1' in body


def test_a_page_that_is_only_looked_at_does_not() -> None:
    sign_in(Client(), make_staff()).get("/providers/?q=Harbor")
    assert told() == []
