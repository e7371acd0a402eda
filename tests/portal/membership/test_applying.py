"""A provider applies, staff recommend and decide: by the same conditions for everybody. (A2.1-A2.6)"""

from datetime import timedelta

import pytest
from django.http import Http404

from hopback.policy.clause import Refused
from hopback.portal.accounts.models import Role
from hopback.portal.accounts.viewer import Viewer, of_user
from hopback.portal.logbook.models import Entry
from hopback.portal.membership import actions, queries
from hopback.portal.membership.models import Application, Membership
from hopback.portal.membership.refusals import ConditionsFail, NotOpen, StatementIncomplete
from hopback.portal.notices.models import Notice
from hopback.portal.providers.models import Provider
from tests.portal.factories import NOW, make_provider_person, make_team

from . import staged

pytestmark = pytest.mark.django_db


@pytest.fixture
def by() -> Viewer:
    return make_team()


@pytest.fixture
def harbor(by: Viewer) -> Provider:
    """Based in the US, agreed nine months ago, statement signed."""
    provider = staged.agreed("Harbor Voice LLC")
    staged.signed(provider)
    return provider


def recommended(application: Application, by: Viewer) -> Application:
    actions.recommend(application=application, recommended=True, because="A good record.", by=by, now=NOW)
    return application


def decide(application: Application, by: Viewer, *, accepted: bool = True) -> None:
    told = {"accepted": accepted, "because": "All conditions hold."}
    actions.decide_application(application=application, **told, by=by, now=NOW)


@pytest.mark.parametrize("tier", ["affiliate", "steering"])
def test_who_meets_everything_becomes_a_member(harbor: Provider, by: Viewer, tier: str) -> None:
    """A2.1: the tier follows from the membership; the applicant is told by mail, and the log tells it."""
    application = recommended(staged.applied(harbor, tier), by)
    decide(application, by)
    harbor.refresh_from_db()
    assert harbor.tier == tier
    assert Membership.objects.get(provider=harbor).application == application
    mail = Notice.objects.get(kind="membership_decided")
    assert "is a member now" in mail.subject
    assert "All conditions hold." in mail.text
    assert Entry.objects.filter(verb="membership.accepted", about=harbor.public_id).exists()


def test_nobody_is_accepted_while_a_condition_fails(by: Viewer) -> None:
    """A2.4: agreed last month; the refusal says what fails and from when it holds."""
    young = staged.agreed("Pale Moon Telecom", on=(NOW - timedelta(days=30)).date())
    staged.signed(young)
    application = recommended(staged.applied(young, "steering"), by)
    with pytest.raises(ConditionsFail, match=r"Six months of demonstrated adherence \(from 20 Mar 2027"):
        decide(application, by)
    young.refresh_from_db()
    assert young.tier == "none"


def test_the_wrong_door_is_refused_to_everybody_else(harbor: Provider, by: Viewer) -> None:
    """Only who may speak for the provider applies and signs; only staff decide."""
    responder = of_user(make_provider_person(harbor, "Jules Pruitt", role=Role.MEMBER))
    other = staged.administrator(staged.agreed("Delta Fibre"))
    for somebody in (responder, other, by):
        with pytest.raises(Http404):
            actions.apply(provider=harbor, tier="affiliate", by=somebody, now=NOW)
    application = recommended(staged.applied(harbor, "affiliate"), by)
    with pytest.raises(Http404):
        decide(application, staged.administrator(harbor))


def test_one_application_at_a_time_and_it_can_be_withdrawn(harbor: Provider, by: Viewer) -> None:
    application = staged.applied(harbor, "affiliate")
    with pytest.raises(NotOpen, match="Withdraw it first"):
        staged.applied(harbor, "steering")
    actions.withdraw_application(application=application, by=staged.administrator(harbor), now=NOW)
    with pytest.raises(NotOpen, match="withdrawn already"):
        actions.withdraw_application(application=application, by=staged.administrator(harbor), now=NOW)
    assert staged.applied(harbor, "steering").tier == "steering"


def test_staff_recommend_before_they_decide_and_give_reasons(harbor: Provider, by: Viewer) -> None:
    application = staged.applied(harbor, "affiliate")
    with pytest.raises(NotOpen, match="recommend first"):
        decide(application, by)
    with pytest.raises(Refused, match="reasons"):
        actions.recommend(application=application, recommended=True, because=" ", by=by, now=NOW)


def test_an_affiliate_that_becomes_a_steering_member_is_one_at_a_time(harbor: Provider, by: Viewer) -> None:
    """A2.1: its history has both, dated."""
    for tier in ("affiliate", "steering"):
        decide(recommended(staged.applied(harbor, tier), by), by)
    rows = Membership.objects.filter(provider=harbor).order_by("pk")
    assert [(row.tier, row.ended_at is None) for row in rows] == [("affiliate", False), ("steering", True)]
    harbor.refresh_from_db()
    assert harbor.tier == "steering"
    with pytest.raises(NotOpen, match="member of this group already"):
        staged.applied(harbor, "steering")


def test_a_wholesaler_notes_what_does_not_apply_with_the_reason(harbor: Provider) -> None:
    """A2.3: kept with the statement; without a reason, or for cooperation in tracebacks, it is refused."""
    staged.signed(harbor, inapplicable={1: "No end users.", 5: "No end users."})
    statement = harbor.statements.latest("pk")
    assert statement.inapplicable == {"1": "No end users.", "5": "No end users."}
    for wrong in ({7: "We would rather not."}, {1: "  "}):
        with pytest.raises(StatementIncomplete):
            staged.signed(harbor, inapplicable=wrong)


def test_a_finding_that_the_principles_are_not_kept_counts_for_the_whole_group(harbor: Provider, by: Viewer) -> None:
    """A1.1, A2.3: of a company under common control; the provider is not told whose it was."""
    from hopback.portal.providers.actions import link_control

    sister = staged.agreed("Delta Fibre")
    told = {"since_on": staged.FOUNDED, "evidence": "A filing."}
    link_control(controls=harbor, controlled=sister, **told, by=by, now=NOW)
    actions.find_breach(provider=sister, rules="principles", reasons="Blocks nothing.", by=by, now=NOW)
    known = queries.record([harbor.public_id], NOW)
    conditions = queries.shown(harbor.public_id, "steering", known, staged.administrator(harbor), joining=True)
    (failing,) = queries.failing(conditions)
    assert failing.name == "affiliates"
    assert "A provider under common control" in " ".join(failing.why)
    breach = sister.breaches.get()
    actions.lift_breach(breach=breach, because="It does now.", by=by, now=NOW + timedelta(days=1))
    known = queries.record([harbor.public_id], NOW + timedelta(days=1))
    assert not queries.failing(queries.shown(harbor.public_id, "steering", known, by, joining=True))


def test_a_member_from_before_the_portal_is_taken_over_once(harbor: Provider, by: Viewer) -> None:
    """A2.1: later ones apply, so that nobody comes in past the conditions."""
    staged.member(harbor, by)
    assert queries.open_membership(harbor).began_at.date() == staged.FOUNDED
    told = {"tier": "steering", "because": "Says so."}
    with pytest.raises(NotOpen, match="on record already"):
        actions.take_over(provider=harbor, since_on=staged.FOUNDED, **told, by=by, now=NOW)
    late = staged.agreed("Late Comer Inc.")
    with pytest.raises(NotOpen, match="who joins later applies"):
        actions.take_over(provider=late, since_on=NOW.date(), **told, by=by, now=NOW)
