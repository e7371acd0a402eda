"""What escapes a view: a page in the house's look, or a problem for a machine, never a stack trace."""

import json
import re

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from hopback.policy.clause import Refused
from hopback.policy.clauses import clause
from hopback.portal.layout.middleware import RefusedMiddleware, way_back
from tests.portal.factories import make_staff, sign_in

pytestmark = pytest.mark.django_db

FORM_TOKEN = re.compile(rb'value="\w{64}"')


class TooLate(Refused):
    """An example."""

    clause = clause("A3.6")


class NoReason(TooLate):
    field = "reason"


def refused(path: str, exception: Exception, **headers: str) -> HttpResponse | None:
    request = RequestFactory().get(path, headers=headers)
    return RefusedMiddleware(lambda _: HttpResponse()).process_exception(request, exception)


def test_a_refusal_is_a_page_with_its_clause_and_a_way_back() -> None:
    page = refused("/tracebacks/", TooLate("The clock has run out."), referer="http://testserver/tracebacks/tb_1/")
    assert page is not None
    said = page.content.decode()
    assert page.status_code == 409
    assert "The clock has run out." in said
    assert "A3.6" in said
    assert 'href="http://testserver/tracebacks/tb_1/"' in said


def test_a_refusal_of_a_field_is_422() -> None:
    page = refused("/", NoReason("Say why."))
    assert page is not None
    assert page.status_code == 422


def test_to_a_machine_it_is_a_problem() -> None:
    page = refused("/api/v1/hops/hop_1/answer", NoReason("Say why."))
    assert page is not None
    assert page["Content-Type"] == "application/problem+json"
    assert json.loads(page.content)["clause"] == "A3.6"


def test_another_exception_is_not_ours() -> None:
    assert refused("/", ValueError("a bug")) is None


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "javascript:alert(1)", "//evil.example"])
def test_the_way_back_stays_in_the_house(elsewhere: str) -> None:
    request: HttpRequest = RequestFactory().get("/x/", headers={"referer": elsewhere})
    assert way_back(request) == "/"


def test_what_is_missing_has_the_look_of_the_house(client: Client) -> None:
    page = sign_in(client, make_staff()).get("/tracebacks/tb_nothing/")
    assert page.status_code == 404
    assert b"There is nothing here" in page.content
    assert b"Secure Traceback Portal" in page.content


def test_a_missing_address_of_the_api_is_a_problem(client: Client) -> None:
    page = client.get("/api/nothing")
    assert page.status_code == 404
    assert page["Content-Type"] == "application/problem+json"


def test_a_form_without_its_token_says_so() -> None:
    page = Client(enforce_csrf_checks=True).post("/tracebacks/open/cnd_1/")
    assert page.status_code == 403
    assert b"open too long" in page.content


def test_our_own_mistake_shows_no_trace(settings: object) -> None:
    from django.template.loader import render_to_string

    said = render_to_string("500.html")
    assert "Something went wrong here" in said
    assert "Industry Traceback Group" in said


@pytest.mark.django_db
def test_an_address_with_a_nul_is_missing_like_any_other_wrong_one(client: Client) -> None:
    assert client.get("/invited/%00/").status_code == 404


def test_what_is_missing_is_called_the_same_everywhere(client: Client) -> None:
    """A3.11: neither the address nor what a query said of it stands on the page."""
    sign_in(client, make_staff())
    addresses = ("/tracebacks/tb_222222222222/", "/no/such/place/", "/x?q=Sable")
    said = {FORM_TOKEN.sub(b"", client.get(address).content) for address in addresses}
    assert len(said) == 2  # the menu marks Tracebacks as the place one is in
    assert not any(word in page for word in (b"Sable", b"tb_", b"such") for page in said)
