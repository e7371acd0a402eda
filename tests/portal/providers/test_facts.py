"""What is known of a provider: foreign (A1.5), standing (A1.2, A1.3), control (A1.1), contacts and hours (XA.1)."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.http import Http404

from hopback.policy.article_1_definitions import Standing
from hopback.portal.accounts.viewer import Viewer, of_user
from hopback.portal.logbook.models import Entry
from hopback.portal.providers import actions, queries
from hopback.portal.providers.models import Provider, StandingFinding
from hopback.portal.providers.refusals import (
    ContactIncomplete,
    DetailsWrong,
    ForeignReasonsMissing,
    NoControl,
    NoSuchFinding,
    PerhapsListed,
)
from tests.portal.factories import NOW, make_provider, make_provider_person, make_team

pytestmark = pytest.mark.django_db


def verbs() -> list[str]:
    return list(Entry.objects.values_list("verb", flat=True))


def test_foreign_is_proposed_from_the_country_and_found_by_a_person() -> None:
    """A1.5: several factors together; the last finding holds."""
    sable, team = make_provider("Sable Route Ltd.", country="BZ"), make_team()
    assert queries.is_foreign(sable)
    factors = {"owned_abroad": False, "operated_abroad": False, "files_form_499": True}
    actions.find_foreign(
        provider=sable, foreign=False, factors=factors, reasons="Run from Miami by its owners.", by=team, now=NOW
    )
    assert not queries.is_foreign(sable)
    assert queries.facts_of([sable])[sable.pk] == queries.Facts(False, True, Standing.UNKNOWN)
    actions.find_foreign(
        provider=sable, foreign=True, factors={"controlled_abroad": True}, reasons="Sold.", by=team, now=NOW
    )
    assert queries.is_foreign(Provider.objects.get(pk=sable.pk))
    assert verbs() == ["provider.found_not_foreign", "provider.found_foreign"]


def test_a_form_499_filing_alone_never_decides() -> None:
    """A1.5."""
    sable, team = make_provider("Sable Route Ltd.", country="BZ"), make_team()
    with pytest.raises(ForeignReasonsMissing, match="besides the Form 499") as refused:
        actions.find_foreign(
            provider=sable, foreign=False, factors={"files_form_499": True}, reasons="It files.", by=team, now=NOW
        )
    assert refused.value.clause.id == "A1.5"
    with pytest.raises(ForeignReasonsMissing):
        actions.find_foreign(
            provider=sable, foreign=True, factors={"owned_abroad": True}, reasons=" ", by=team, now=NOW
        )
    assert verbs() == []


def test_standing_is_a_finding_that_holds_until_lifted() -> None:
    """A1.2, A1.3."""
    harbor, team = make_provider(), make_team()
    assert queries.standing(harbor) is Standing.UNKNOWN
    fact = actions.write_non_cooperative(provider=harbor, reasons="Eleven points of entry, six late.", by=team, now=NOW)
    assert queries.standing(harbor) is Standing.NON_COOPERATIVE
    with pytest.raises(NoSuchFinding, match="already"):
        actions.write_non_cooperative(provider=harbor, reasons="Again.", by=team, now=NOW)
    actions.write_cooperative_again(fact=fact, because="Blocked the trunk, in time since May.", by=team, now=NOW)
    assert queries.standing(harbor) is Standing.UNKNOWN
    with pytest.raises(NoSuchFinding):
        actions.write_cooperative_again(fact=fact, because="Twice.", by=team, now=NOW)
    assert verbs() == ["provider.found_non_cooperative", "provider.finding_lifted"]


def test_who_agreed_is_cooperative() -> None:
    agreed = {"agreed_on": NOW.date(), "agreed_version": "2021-01", "agreed_by": "Ruth Halvorsen"}
    assert queries.standing(make_provider("Open Plains Wholesale", **agreed)) is Standing.COOPERATIVE


def test_providers_under_common_control_are_one() -> None:
    """A1.1: through intermediaries, and only while it holds."""
    holding, harbor, sister, other = (make_provider(n) for n in ("Gulf Holding", "Harbor Voice", "Coral Gate", "Sable"))
    team, since = make_team(), NOW.date() - timedelta(days=30)
    for below in (harbor, sister):
        link = actions.link_control(
            controls=holding, controlled=below, since_on=since, evidence="Form 499 affiliates.", by=team, now=NOW
        )
    group = {p.public_id for p in (holding, harbor, sister)}
    assert queries.group_of(harbor, NOW.date()) == group
    assert queries.group_of(harbor, since - timedelta(days=1)) == {harbor.public_id}
    assert queries.group_of(other, NOW.date()) == {other.public_id}
    actions.end_control(link=link, until_on=NOW.date(), by=team, now=NOW)
    assert queries.group_of(harbor, NOW.date()) == {holding.public_id, harbor.public_id}
    assert verbs() == ["provider.control_linked"] * 2 + ["provider.control_ended"]


@pytest.mark.parametrize(
    ("who", "days", "evidence", "said"),
    [
        ("itself", -1, "Filed.", "does not control itself"),
        ("other", 1, "Filed.", "not before"),
        ("other", -1, " ", "what shows"),
        ("other", -30, "Filed.", "recorded already"),
    ],
)
def test_control_that_cannot_be_is_refused(who: str, days: int, evidence: str, said: str) -> None:
    """A1.1."""
    harbor, other, team = make_provider(), make_provider("Coral Gate"), make_team()
    since = NOW.date() - timedelta(days=60)
    actions.link_control(controls=harbor, controlled=other, since_on=since, evidence="Filed.", by=team, now=NOW)
    with pytest.raises(NoControl, match=said):
        actions.link_control(
            controls=harbor,
            controlled=harbor if who == "itself" else other,
            since_on=NOW.date() + timedelta(days=days),
            evidence=evidence,
            by=team,
            now=NOW,
        )


def test_a_contact_is_changed_and_what_was_is_kept() -> None:
    """XA.1."""
    harbor, team = make_provider(), make_team()
    told = {"provider": harbor, "kind": "primary", "by": team, "now": NOW}
    actions.change_contact(full_name="Dana Whitfield", email="d@harborvoice.example", phone="305-555-0117", **told)
    actions.change_contact(full_name="Ana Ruiz", email="a@harborvoice.example", phone="011 44 20 7946 0102", **told)
    now_in_force = queries.contact(harbor, "primary")
    assert now_in_force is not None
    assert (now_in_force.full_name, now_in_force.phone_e164) == ("Ana Ruiz", "+442079460102")
    assert harbor.contacts.filter(ended_at=NOW).get().full_name == "Dana Whitfield"
    assert queries.contact(harbor, "back-up") is None
    assert queries.contacts_of([harbor])[harbor.pk].keys() == {"primary"}


@pytest.mark.parametrize(
    ("change", "field"), [({"email": "nobody"}, "email"), ({"full_name": " "}, ""), ({"phone": ""}, "")]
)
def test_a_contact_that_cannot_be_reached_is_refused(change: dict[str, str], field: str) -> None:
    """XA.1."""
    harbor, team = make_provider(), make_team()
    good = {"full_name": "Dana Whitfield", "email": "d@harborvoice.example", "phone": "305-555-0117"}
    with pytest.raises(ContactIncomplete) as refused:
        actions.change_contact(provider=harbor, kind="primary", **{**good, **change}, by=team, now=NOW)
    assert (refused.value.field, refused.value.clause.id) == (field, "XA.1")
    assert queries.contact(harbor, "primary") is None


def test_only_staff_and_ones_own_administrator_change_a_contact() -> None:
    harbor, other = make_provider(), make_provider("Sable Route Ltd.")
    good = {"full_name": "Dana Whitfield", "email": "d@harborvoice.example", "phone": "305-555-0117"}
    good |= {"title": "Head of fraud", "hours": "Monday to Friday, 8 to 17"}
    strangers = [
        of_user(make_provider_person(other, "Idris Kemp")),
        of_user(make_provider_person(harbor, "Ana Ruiz", role="member")),
        Viewer(kind="provider", name="prod-2", party=harbor.public_id, role="admin", scopes=frozenset({"hops"})),
        Viewer(kind="source", name="Ines Calder", party="src_x", role="admin"),
    ]
    for stranger in strangers:
        with pytest.raises(Http404):
            actions.change_contact(provider=harbor, kind="primary", **good, by=stranger, now=NOW)
    own = of_user(make_provider_person(harbor, "Dana Whitfield"))
    assert actions.change_contact(provider=harbor, kind="primary", **good, by=own, now=NOW).given_by == own.name


def test_what_staff_do_is_for_staff_alone() -> None:
    harbor = make_provider()
    own = of_user(make_provider_person(harbor))
    fact = StandingFinding.objects.create(provider=harbor, reasons="x", found_by="x", found_at=NOW)
    told = {"provider": harbor, "by": own, "now": NOW}
    for act in (
        lambda: actions.write_non_cooperative(reasons="x", **told),
        lambda: actions.write_cooperative_again(fact=fact, because="x", by=own, now=NOW),
        lambda: actions.find_foreign(foreign=True, factors={"owned_abroad": True}, reasons="x", **told),
        lambda: actions.set_details(details={"name": "x"}, **told),
        lambda: actions.list_provider(details={"name": "x"}, because="x", by=own, now=NOW),
    ):
        with pytest.raises(Http404):
            act()
    assert verbs() == []


def test_mail_that_comes_back_marks_the_contact_once() -> None:
    harbor, team = make_provider(), make_team()
    contact = actions.change_contact(
        provider=harbor, kind="primary", full_name="Dana", email="d@harborvoice.example", phone="1", by=team, now=NOW
    )
    for _ in range(2):
        actions.mark_unreachable(contact=contact, because="550 no such user", by=team, now=NOW)
    contact.refresh_from_db()
    assert contact.unreachable_since == NOW
    assert verbs().count("provider.contact_unreachable") == 1


def test_a_provider_that_may_be_listed_is_listed_only_on_purpose() -> None:
    """A3.3."""
    make_provider(domain="harborvoice.example")
    team, details = make_team(), {"name": "Harbor Voice Inc.", "country": "US"}
    with pytest.raises(PerhapsListed, match=r"Harbor Voice LLC may be this provider\."):
        actions.list_provider(details=details, because="Referral", by=team, now=NOW)
    listed = actions.list_provider(details=details, because="Referral", anyway=True, by=team, now=NOW)
    assert (listed.listed_because, Provider.objects.count()) == ("Referral", 2)


@pytest.mark.parametrize(
    ("details", "field"),
    [
        ({"zone": "Eastern"}, "zone"),
        ({"name": "  "}, "name"),
        ({"opens": datetime(2026, 1, 1, 18).time()}, "closes"),
        ({"agreed_on": date(2026, 1, 1)}, ""),  # an agreement is recorded as one (A1.2)
        ({"public_id": "prv_other"}, ""),
    ],
)
def test_details_that_cannot_be_are_refused_with_their_field(details: dict[str, object], field: str) -> None:
    harbor, team = make_provider(), make_team()
    with pytest.raises(DetailsWrong) as refused:
        actions.set_details(provider=harbor, details=details, by=team, now=NOW)
    assert refused.value.field == field
    assert verbs() == []


def test_only_a_change_enters_the_log() -> None:
    harbor, team = make_provider(city="Miami, FL"), make_team()
    actions.set_details(provider=harbor, details={"city": "Miami, FL"}, by=team, now=NOW)
    assert verbs() == []
    actions.set_details(provider=harbor, details={"city": "Tampa, FL"}, by=team, now=NOW)
    assert verbs() == ["provider.changed"]


@pytest.mark.parametrize(
    ("country", "zone", "closed", "open_"),
    [
        ("US", "America/New_York", datetime(2026, 11, 26, 15, tzinfo=UTC), datetime(2026, 11, 27, 15, tzinfo=UTC)),
        ("US", "America/New_York", datetime(2026, 10, 24, 15, tzinfo=UTC), datetime(2026, 10, 23, 15, tzinfo=UTC)),
        ("EG", "Africa/Cairo", datetime(2026, 10, 23, 9, tzinfo=UTC), datetime(2026, 10, 25, 9, tzinfo=UTC)),
        ("XX", "UTC", datetime(2026, 10, 24, 9, tzinfo=UTC), datetime(2026, 12, 25, 9, tzinfo=UTC)),
    ],
    ids=["Thanksgiving", "Saturday", "Friday in Cairo", "no such country"],
)
def test_an_office_has_its_own_week_and_holidays(country: str, zone: str, closed: datetime, open_: datetime) -> None:
    """XA.3: business hours are the provider's own."""
    hours = queries.office_hours(make_provider("Nile Harbour Voice", country=country, zone=zone))
    assert (hours.is_open(closed), hours.is_open(open_)) == (False, True)


def test_an_office_day_in_three_clocks() -> None:
    pacific = make_provider("Skyline", zone="Pacific/Auckland")
    times = queries.office_times(pacific, "America/New_York", NOW.date())
    assert times.own == "08:00–17:30"
    assert times.utc == "19:00 (-1 day)–04:30"
    assert times.reader == "15:00 (-1 day)–00:30"
