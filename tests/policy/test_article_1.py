"""Article 1: control groups, foreign providers, suspicious traffic, incident data. (A1.1-A1.8)"""

from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hopback.policy.appendix_c_privacy import FieldClass, is_cpni
from hopback.policy.article_1_definitions import (
    CHARACTERISTIC_LABELS,
    INCIDENT_FIELDS,
    Control,
    ControlGroups,
    ForeignFactors,
    SuspiciousCharacteristic,
    control_group,
    proposes_foreign,
)

TODAY = date(2026, 10, 20)
LONG_AGO = date(2015, 1, 1)
COMPANIES = ("Harbor Voice LLC", "Harbor Holdings", "Harbor Brasil", "Meridian Transit", "Tessera Networks")
since = st.integers(-3, 3).map(lambda days: TODAY + timedelta(days=days))
links = st.lists(
    st.builds(
        Control,
        st.sampled_from(COMPANIES),
        st.sampled_from(COMPANIES),
        since,
        st.one_of(st.none(), since),
    ),
    max_size=8,
)


def owns(controls: str, controlled: str, until_on: date | None = None) -> Control:
    return Control(controls, controlled, LONG_AGO, until_on)


def test_a_provider_without_links_is_a_group_of_one() -> None:
    assert control_group("Meridian Transit", [], TODAY) == {"Meridian Transit"}


def test_control_goes_through_intermediaries_and_joins_sisters() -> None:
    """A1.1: directly or indirectly, and under common control."""
    tree = [owns("Harbor Holdings", "Harbor Voice LLC"), owns("Harbor Voice LLC", "Harbor Brasil")]
    sister = owns("Harbor Holdings", "Tessera Networks")
    everybody = {"Harbor Holdings", "Harbor Voice LLC", "Harbor Brasil", "Tessera Networks"}
    assert control_group("Harbor Brasil", [*tree, sister], TODAY) == everybody


@pytest.mark.parametrize(
    ("on", "together"),
    [
        (date(2026, 10, 18), False),
        (date(2026, 10, 19), True),
        (date(2026, 10, 20), True),
        (date(2026, 10, 21), False),
    ],
)
def test_a_link_holds_from_its_first_day_until_the_day_it_ends(on: date, together: bool) -> None:
    """A1.1"""
    link = Control("Harbor Holdings", "Harbor Voice LLC", date(2026, 10, 19), date(2026, 10, 21))
    assert ("Harbor Voice LLC" in control_group("Harbor Holdings", [link], on)) == together


@given(links=links, one=st.sampled_from(COMPANIES), other=st.sampled_from(COMPANIES))
def test_groups_never_overlap_in_part(links: list[Control], one: str, other: str) -> None:
    """A1.1: being one provider goes both ways and is passed on."""
    first, second = control_group(one, links, TODAY), control_group(other, links, TODAY)
    assert one in first
    assert first == second or not first & second


@given(links=links, days=st.lists(st.dates(date(2026, 10, 1), date(2026, 11, 30)), max_size=6))
def test_many_questions_about_the_same_links_get_the_same_answers(links: list[Control], days: list[date]) -> None:
    """A1.1: on the days on which a link begins or ends as well."""
    groups = ControlGroups(links)
    changes = [day for link in links for day in (link.since_on, link.until_on) if day]
    for on in [*days, *changes, TODAY]:
        for company in COMPANIES:
            assert groups.of(company, on) == control_group(company, links, on)


@given(links=links, company=st.sampled_from(COMPANIES))
def test_a_link_that_does_not_hold_joins_nobody(links: list[Control], company: str) -> None:
    holding = [link for link in links if link.holds(TODAY)]
    assert control_group(company, links, TODAY) == control_group(company, holding, TODAY)


def test_a_provider_is_proposed_as_foreign_by_its_factors_together() -> None:
    """A1.5: owned and run from abroad, with an office in Miami."""
    factors = ForeignFactors(owned_abroad=True, operated_abroad=True, address_abroad=False, files_form_499=True)
    proposal = proposes_foreign(factors, "US")
    assert not proposes_foreign(ForeignFactors(owned_abroad=True, operated_abroad=False), "US").foreign
    assert proposal.foreign
    assert proposal.reasons == (
        "It is owned abroad.",
        "It is operated abroad.",
        "Its address is in US.",
        "Its seat is in US.",
        "It files FCC Form 499: considered, and not decisive.",
    )


@pytest.mark.parametrize(("country", "foreign"), [("BZ", True), ("US", False), ("", False)])
def test_with_nothing_else_known_the_country_proposes(country: str, foreign: bool) -> None:
    """A1.5"""
    proposal = proposes_foreign(ForeignFactors(), country)
    assert proposal.foreign is foreign
    assert proposal.reasons


def test_with_nothing_known_at_all_the_proposal_says_so() -> None:
    assert proposes_foreign(ForeignFactors(), "").reasons == ("Nothing is known of where it belongs.",)


def test_on_a_tie_ownership_control_and_operation_weigh_more_than_addresses() -> None:
    """A1.5"""
    factors = ForeignFactors(owned_abroad=True, operated_abroad=True, address_abroad=False)
    assert proposes_foreign(factors, "US").foreign


@given(
    owned=st.sampled_from((None, True, False)),
    controlled=st.sampled_from((None, True, False)),
    operated=st.sampled_from((None, True, False)),
    address=st.sampled_from((None, True, False)),
    country=st.sampled_from(("US", "BZ", "")),
)
def test_form_499_is_considered_and_never_decides(
    owned: bool | None, controlled: bool | None, operated: bool | None, address: bool | None, country: str
) -> None:
    """A1.5"""
    proposals = [
        proposes_foreign(ForeignFactors(owned, controlled, operated, address, files), country)
        for files in (None, True, False)
    ]
    assert len({proposal.foreign for proposal in proposals}) == 1
    assert all("Form 499" in proposal.reasons[-1] for proposal in proposals[1:])


@pytest.mark.parametrize(("abroad", "country"), list(product((True, False), ("US", "BZ"))))
def test_the_more_abroad_the_more_foreign(abroad: bool, country: str) -> None:
    """A1.5: a factor that points abroad never turns a foreign proposal into a domestic one."""
    known = ForeignFactors(owned_abroad=abroad)
    more = ForeignFactors(owned_abroad=abroad, operated_abroad=True)
    assert proposes_foreign(known, country).foreign <= proposes_foreign(more, country).foreign


def test_every_characteristic_of_suspicious_traffic_has_its_words() -> None:
    """A1.7"""
    assert set(CHARACTERISTIC_LABELS) == set(SuspiciousCharacteristic)
    assert len(SuspiciousCharacteristic) == 8


def test_incident_data_covers_what_the_definition_lists() -> None:
    """A1.8"""
    listed = {
        "calling",
        "source_ip",
        "originating_point_code",
        "destination_point_code",
        "called",
        "called_ip",
        "sip_anomalies",
        "spoofing_evidence",
        "volume",
        "called_at",
        "path",
    }
    assert listed <= {field.name for field in INCIDENT_FIELDS}
    assert len({field.name for field in INCIDENT_FIELDS}) == len(INCIDENT_FIELDS)


def test_what_concerns_the_called_subscriber_is_cpni_in_both_tables() -> None:
    """A1.8, XC.2"""
    assert all(is_cpni(field.name) == (field.field_class is FieldClass.CPNI) for field in INCIDENT_FIELDS)
    assert not any(field.field_class is FieldClass.PUBLIC for field in INCIDENT_FIELDS)
