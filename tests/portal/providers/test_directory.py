"""The directory: facts of each kind, entered, ended and found again, each with where it came from (A1.1)."""

from typing import Any

import pytest
from django.http import Http404
from django.test import Client
from django.urls import reverse

from hopback.portal.accounts.viewer import Viewer
from hopback.portal.providers import actions, queries
from hopback.portal.providers.models import FactSource, Provider
from hopback.portal.providers.refusals import ParticularWrong
from tests.portal.factories import NOW, make_provider, make_provider_person, make_staff, sign_in

pytestmark = pytest.mark.django_db
LEE = Viewer(kind="staff", name="Lee Ando")
TOLD = {"by": LEE, "now": NOW}


@pytest.fixture
def staff(client: Client) -> Client:
    return sign_in(client, make_staff())


@pytest.fixture
def harbor() -> Provider:
    details = {"name": "Harbor Voice LLC", "ocns": ["7421"], "frn": "0021876543", "rmd_number": "RMD0001234"}
    more = {"form_499_id": "829001", "city": "Miami, FL"}
    made = actions.list_provider(details=details | more, because="Agreement signed.", **TOLD)
    for kind, value in (
        ("name", "Harbor Wholesale"), ("address", "401 Brickell Ave, Miami"), ("network", "198.51.100.17/28"),
        ("trunk", "hv-mia-01.harborvoice.example"), ("point_code", "244.010.3"),
    ):  # fmt: skip
        actions.add_particular(provider=made, kind=kind, value=value, source="Its letter of 3 March", **TOLD)
    return made


def written(provider: Provider) -> dict[str, tuple[str, str]]:
    return {fact.label: (fact.value, fact.source) for fact in queries.known(provider)}


@pytest.mark.parametrize(
    "asked",
    [
        "harbor voice", "Wholesale", "7421", "0021876543", "21876543", "rmd0001234", "829001", "brickell",
        "198.51.100.20", "198.51.100.16/30", "hv-mia-01", "244-10-3", "miami", "United States", "harbor miami",
    ],
)  # fmt: skip
def test_staff_find_a_provider_by_anything_written_down_of_it(harbor: Provider, asked: str) -> None:
    make_provider("Sable Route Ltd.", country="BZ")
    assert list(queries.search_directory(asked, Provider.objects.all())) == [harbor]


@pytest.mark.parametrize("asked", ["198.51.100.40", "198.51.0.0/16", "0021876544", "2001:db8::1", "brickell belize"])
def test_what_is_not_written_down_finds_nobody(harbor: Provider, asked: str) -> None:
    assert list(queries.search_directory(asked, Provider.objects.all())) == []


@pytest.mark.parametrize("asked", ["0021876543", "198.51.100.20", "brickell", "hv-mia-01", "829001"])
def test_a_provider_finds_nobody_by_what_the_group_knows(harbor: Provider, asked: str) -> None:
    assert list(queries.search(asked)) == []
    assert list(queries.search("Harbor Wholesale")) == [harbor]


def test_every_fact_says_where_it_came_from(harbor: Provider) -> None:
    assert written(harbor)["FRN"] == ("0021876543", "Agreement signed.")
    harbor = actions.set_details(provider=harbor, details={"frn": "0021876999"}, source="FCC, 2 October", **TOLD)
    assert written(harbor)["FRN"] == ("0021876999", "FCC, 2 October")
    assert written(harbor)["OCN"] == ("7421", "Agreement signed.")
    assert written(harbor)["IP address or network"] == ("198.51.100.16/28", "Its letter of 3 March")


def test_who_was_named_in_an_answer_is_known_from_that_answer() -> None:
    contact = {"name": "Coral Gate", "email": "noc@coralgate.example", "phone": "+13055550119", "country": "US"}
    named_by = make_provider("Meridian Transit Inc.")
    made = actions.take_in_unlisted(contact=contact, named_by=named_by, **TOLD)
    kept = FactSource.objects.filter(provider=made).values_list("field", "source")
    assert dict(kept) == dict.fromkeys(("name", "country", "domain"), "named by Meridian Transit Inc.")


@pytest.mark.parametrize(
    ("kind", "value", "said"),
    [
        ("network", "192.0.2.300", "no IP address"),
        ("point_code", "244-10", "no point code"),
        ("name", "  ", "It is empty"),
        ("name", "x" * 301, "at most 300"),
        ("network", "198.51.100.18/28", "written down already"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(harbor: Provider, kind: str, value: str, said: str) -> None:
    with pytest.raises(ParticularWrong, match=said) as refused:
        actions.add_particular(provider=harbor, kind=kind, value=value, source="A letter", **TOLD)
    assert (refused.value.clause.id, refused.value.field) == ("A1.1", "value")


def test_what_no_longer_holds_is_kept_and_finds_nobody(staff: Client, harbor: Provider) -> None:
    held = harbor.particulars.get(kind="network")
    url = reverse("providers:end_particular", args=[harbor.public_id, held.pk])
    assert staff.post(url).status_code == 302
    assert staff.post(url).status_code == 404, "it ended already"
    assert list(queries.search_directory("198.51.100.20", Provider.objects.all())) == []
    page = staff.get(reverse("providers:one", args=[harbor.public_id])).content.decode()
    assert "198.51.100.16/28" in page
    assert "ended by Rosa Ortega" in page


def test_staff_write_down_a_fact_with_its_source_on_a_page(staff: Client, harbor: Provider) -> None:
    url = reverse("providers:particular", args=[harbor.public_id])
    wrong = staff.post(url, {"kind": "network", "value": "nowhere", "source": "A letter"})
    assert "is no IP address or network" in wrong.content.decode()
    good = {"kind": "network", "value": "192.0.2.7", "source": "Trunk order 17"}
    assert staff.post(url, good).status_code == 302
    page = staff.get(reverse("providers:one", args=[harbor.public_id])).content.decode()
    assert "Trunk order 17" in page
    assert "by Rosa Ortega" in page


def test_its_own_people_do_not_read_what_the_group_knows_of_it(client: Client, harbor: Provider) -> None:
    page = sign_in(client, make_provider_person(harbor)).get(reverse("providers:mine")).content.decode()
    assert "198.51.100.16/28" not in page
    assert "letter of 3 March" not in page


def test_only_staff_write(harbor: Provider) -> None:
    by = Viewer(kind="provider", name="Dana Whitfield", party=harbor.public_id, role="admin")
    held = harbor.particulars.first()
    assert held is not None
    for act in (
        lambda **told: actions.add_particular(provider=harbor, kind="name", value="X", source="Y", **told),
        lambda **told: actions.end_particular(particular=held, **told),
    ):
        with pytest.raises(Http404):
            act(by=by, now=NOW)


def controlled(harbor: Provider, **above: Any) -> list[Provider]:
    """Gulf Holding controls a company that controls Harbor, and a sister of it."""
    names = ("Gulf Holding Ltd.", "Between Inc.", "Sister Voice")
    holding, between, sister = (make_provider(name, **above) for name in names)
    for controls, below in ((holding, between), (between, harbor), (holding, sister)):
        told = {"since_on": NOW.date(), "evidence": "Form 499 affiliates."}
        actions.link_control(controls=controls, controlled=below, **told, **TOLD)
    return [holding, between, sister]


def test_the_group_is_drawn_on_the_page_of_each(staff: Client, harbor: Provider) -> None:
    """A1.1: through intermediaries, as a picture that says itself in words."""
    holding, _, sister = controlled(harbor)
    for one in (harbor, holding, sister):
        page = staff.get(reverse("providers:one", args=[one.public_id])).content.decode()
        for said in ("Between Inc. controls Harbor Voice LLC", "Gulf Holding Ltd. controls Between Inc."):
            assert page.count(said) >= 1
        assert page.count('class="bx') == 4
        assert page.count('class="bx here') == 1


def test_the_directory_proposes_the_factors_of_foreign(staff: Client, harbor: Provider) -> None:
    """A1.5: from who controls it, its addresses and its filing; nothing is chosen for anybody."""
    assert queries.proposed_factors(harbor, NOW.date()) == {"files_form_499": (True, "It files under 829001.")}
    controlled(harbor, country="BZ")
    told = {"kind": "address", "value": "12 Front Street, Belize City", "country": "BZ", "source": "A letter"}
    actions.add_particular(provider=harbor, **told, **TOLD)
    proposed = queries.proposed_factors(harbor, NOW.date())
    assert proposed["controlled_abroad"] == (True, "Between Inc., Gulf Holding Ltd. are recorded to control it.")
    assert proposed["address_abroad"] == (True, "Its address: 12 Front Street, Belize City.")
    assert queries.weighed(harbor, proposed) is True
    assert queries.is_foreign(harbor) is False, "until a person decides"
    page = staff.get(reverse("providers:foreign", args=[harbor.public_id])).content.decode()
    assert "The directory suggests yes. Between Inc., Gulf Holding Ltd." in page
    assert " checked" not in page
    assert 'value="yes" selected' not in page
