"""What somebody finds who looks around: something of everything, all of it made by the real actions."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.test import override_settings

from hopback.policy.article_2_membership import Tier
from hopback.policy.article_3_traceback.contradictions import contradictions, presented_as
from hopback.policy.article_3_traceback.publication import Audience, What
from hopback.portal.accounts.viewer import SYSTEM, Viewer
from hopback.portal.campaigns.queries.dossier import Dossier
from hopback.portal.conduct import queries as conduct
from hopback.portal.conduct.models import Finding
from hopback.portal.customers.models import Customer, Mitigation
from hopback.portal.customers.queries import mitigations
from hopback.portal.demonstration.people import PEOPLE
from hopback.portal.demonstration.publication_scene import REASON
from hopback.portal.demonstration.seed import BEFORE, dead_mailboxes, seed
from hopback.portal.logbook.models import Entry
from hopback.portal.logbook.queries import verify
from hopback.portal.membership import queries as members
from hopback.portal.membership.models import Application, Ending, Vote
from hopback.portal.notices.models import CaughtMail, Delivery
from hopback.portal.providers import queries as providers
from hopback.portal.providers.models import Agreement, Joining, StandingFinding
from hopback.portal.publication.models import Report
from hopback.portal.publication.queries import switches
from hopback.portal.sourcing.models import Campaign, Candidate, Question, Referrer, Source
from hopback.portal.tracebacks.models import Answer, Extension, Hop, ReturnedAnswer, Traceback
from hopback.portal.tracebacks.queries.path import evidence, hops_on, policy_path
from tests.portal.factories import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("seeded"), pytest.mark.once]


@pytest.fixture(scope="module")
def seeded(django_db_setup: None, django_db_blocker: Any) -> Iterator[list[str]]:
    """Seeded once for all tests here, and undone."""
    told: list[str] = []
    with django_db_blocker.unblock(), override_settings(DEMONSTRATION=True), transaction.atomic():
        seed(now=NOW, say=told.append)
        yield told
        transaction.set_rollback(True)


def outcome(traceback: Traceback) -> str:
    rows = hops_on(traceback)
    path = policy_path(rows)
    return presented_as(path, contradictions(path, evidence(traceback, rows))).value


def waiting() -> Any:
    return Hop.objects.waiting()


def test_it_tells_of_its_days_as_it_goes(seeded: list[str]) -> None:
    assert len(seeded) >= 8


def test_tracebacks_have_come_out_in_every_way() -> None:
    found = {outcome(traceback) for traceback in Traceback.objects.all()}
    assert found >= {"open", "origin_found", "contradicted", "no_response", "non_cooperative"}


def test_some_wait_for_a_provider_in_each_way() -> None:
    assert waiting().filter(due_at__lt=NOW).exists()  # overdue
    assert waiting().filter(due_at__gt=NOW, due_at__lt=NOW + timedelta(hours=2)).exists()  # due soon
    assert waiting().filter(no_contact_at__isnull=False).exists()  # no contact
    assert waiting().filter(state="identifying").exists()  # staff have to say who it is
    assert waiting().filter(state="investigating").exists()
    assert Extension.objects.filter(hop__in=waiting()).exists()
    assert ReturnedAnswer.objects.filter(answer__hop__in=waiting()).exists()


def test_some_answers_came_late_and_one_reopened_its_traceback() -> None:
    assert Answer.objects.filter(late=True).exists()
    reopened = Entry.objects.filter(verb="traceback.reopened").values_list("traceback", flat=True)
    assert Traceback.objects.filter(public_id__in=reopened, closed_at=None).exists()


def test_candidates_wait_and_one_was_declined() -> None:
    """Three are new; a voicemail of the largest campaign lies there, too."""
    assert Candidate.objects.filter(due_diligence=None, source__kind="steering_referrer").count() == 4
    assert Candidate.objects.filter(due_diligence__opens=False).count() == 1


def test_calls_told_twice_stand_together_and_a_source_is_asked_something() -> None:
    """A4.2, A4.3, A4.4."""
    told = Candidate.objects.filter(source__kind="analytics", submitted_at__gt=NOW - timedelta(days=30))
    assert (told.count(), told.filter(closed_as="duplicate").count()) == (7, 1)
    assert told.exclude(minute_group=None).count() == 3
    assert Question.objects.get().answered_at is None
    assert Candidate.objects.filter(complaints__gte=12).exists()
    assert Referrer.objects.get().member.tier == "steering"


def test_two_numbers_were_followed_forward() -> None:
    """A1.10: one to its customer, one still on its way."""
    forward = Traceback.objects.filter(candidate__purpose="trace_forward")
    assert sorted(outcome(traceback) for traceback in forward) == ["open", "origin_found"]


def test_one_provider_is_found_non_cooperative_one_proposed_and_one_lifted() -> None:
    """A1.3, A3.10: each by two people."""
    found = conduct.told(Finding.objects.order_by("proposed_at"), NOW)
    assert [(one.row.provider.name, one.state.value) for one in found] == [
        ("Quill Telephony", "standing"),
        ("Maple Strand Telecom", "lifted"),
        ("Delta Weave Switching", "notified"),
    ]
    assert StandingFinding.objects.get(lifted_at=None).provider.name == "Quill Telephony"


def test_everybody_has_something_to_do() -> None:
    """Three calls of one campaign wait for Harbor Voice: they can be answered together."""
    for name, wanted in (("Harbor Voice LLC", 3), ("Cardinal Wireless", 2)):
        hops = waiting().filter(provider__name=name)
        assert hops.count() >= wanted
    campaigns = waiting().filter(provider__name="Harbor Voice LLC").values_list("traceback__candidate__campaign")
    assert len(set(campaigns)) == 1


def test_the_call_on_the_front_page_waits_at_sable_route() -> None:
    hop = Hop.objects.get(traceback__number=first_number(), position=5)
    assert (hop.provider.name, hop.state) == ("Sable Route Ltd.", "asked")
    assert hop.traceback.notes.count() == 1


def first_number() -> str:
    return (
        Traceback.objects.filter(candidate__campaign__name="SSA-KindlyPressOne", closed_at=None)
        .get(hops__provider__name="Sable Route Ltd.")
        .number
    )


def test_nothing_happened_out_of_order_or_in_the_future() -> None:
    """Since it was set up: what is told of last year and last month was before."""
    moments = list(Entry.objects.filter(at__gte=NOW - BEFORE).order_by("seq").values_list("at", flat=True))
    assert moments == sorted(moments)
    assert moments[-1] <= NOW


def test_the_log_is_whole() -> None:
    """A3.5"""
    assert verify().ok


def test_every_mail_that_was_accepted_is_in_the_catcher() -> None:
    assert CaughtMail.objects.count() == Delivery.objects.filter(accepted_at__gte=NOW - BEFORE).count()
    assert Delivery.objects.filter(accepted_at=None, failed_at=None).count() == 0
    for address in dead_mailboxes():
        assert not CaughtMail.objects.filter(envelope_to=address).exists()


def test_all_its_people_are_there() -> None:
    joined = Entry.objects.filter(verb="person.joined").count()
    assert joined == len(PEOPLE)


ROSA = Viewer(kind="staff", name="Rosa Ortega", role="admin")


def told() -> list[Any]:
    return mitigations.told(mitigations.whole(mitigations.visible_to(ROSA)), ROSA)


def test_one_is_ready_to_be_taken_in_and_one_is_like_a_listed_provider() -> None:
    """A1.2."""
    ways = {way.joining.name: way for way in providers.on_the_way(Joining.objects.filter(how="applied"))}
    assert ways["Open Plains Wholesale"].state == "ready"
    other = next(way for name, way in ways.items() if name != "Open Plains Wholesale")
    assert other.state == "unopened"
    assert providers.listed_like(other.joining)


def test_providers_that_paths_named_first_were_invited() -> None:
    """XA.1."""
    assert Joining.objects.filter(how="invited").exists()
    assert Agreement.objects.count() >= 10


def test_sources_said_what_they_did_and_some_have_not() -> None:
    """XA.5."""
    found = told()
    assert {one.state for one in found} >= {"open", "answered"}
    assert {one.last.did for one in found if one.last} >= {"terminated", "warned", "blocked"}


def test_some_campaigns_were_seen_again_afterwards() -> None:
    """XA.5: which the simulated network makes happen by itself."""
    assert any(one.again for one in told())


def test_customers_were_named() -> None:
    """XA.4."""
    assert Customer.objects.exists()
    assert Mitigation.objects.filter(named_as="point_of_entry").exists()


def test_members_of_both_groups_take_part_and_the_committee_has_seats() -> None:
    """A2.1, A2.8: some meet every condition, one was ended with the Committee's advice."""
    listed = members.the_members(SYSTEM, NOW)
    assert {row.tier for row in listed} == {"steering", "affiliate"}
    assert any(not row.failing for row in listed)
    assert len(members.seats_on(NOW)) == 3
    ended = Ending.objects.get(outcome="ended")
    assert ended.advice.outcome == "approved"
    assert ended.provider.tier == "none"


def test_an_applicant_is_inside_its_60_days_and_a_waiver_is_voted_on() -> None:
    """A2.4, A2.6: named in these days; and one seat of three has voted."""
    harbor = Application.objects.get(tier="affiliate", outcome="")
    known = members.record([harbor.provider.public_id], NOW)
    conditions = members.shown(harbor.provider.public_id, Tier.AFFILIATE, known, SYSTEM, joining=True)
    (clean,) = members.failing(conditions)
    assert clean.name == "clean"
    assert clean.from_on > NOW.date()
    vote = Vote.objects.get(outcome="")
    assert (vote.ballots.count(), len(vote.seats)) == (1, 3)


def test_a_bank_asked_certified_read_its_result_and_was_billed() -> None:
    """A3.12, A3.13, A3.14"""
    bank = Source.objects.get(name="First Lakes Bank")
    assert bank.candidates.filter(opened__closed_at__isnull=False, certification__isnull=False).exists()
    assert Entry.objects.filter(verb="request.result_shown").exists()
    assert (bank.invoices.count(), bank.authorizations.count()) == (1, 1)


def test_the_largest_campaign_is_known_by_its_words_its_numbers_and_its_paths() -> None:
    """A1.6, A1.7"""
    largest = Campaign.objects.get(name="SSA-KindlyPressOne")
    dossier = Dossier(largest, "UTC")
    assert {text.language for text in dossier.texts} == {"en", "es"}
    assert len(dossier.months) == 6
    assert dossier.recordings
    assert dossier.overlay.paths > 3
    assert Campaign.objects.filter(merged_into__isnull=False).count() == 1


def test_a_month_and_a_year_are_reported_and_members_read_them() -> None:
    """A3.9: with figures in them, a provider that refused with its reason, and nothing open to anybody else."""
    told = {report.span: report.body for report in Report.objects.all()}
    assert told.keys() == {"month", "year"}
    assert all(body["key"]["rows"][0]["values"][-1] >= 6 for body in told.values())
    assert [one["reason"] for one in told["year"]["refused"]] == [REASON]
    assert set(switches.open_for(frozenset({Audience.MEMBERS}))) == set(What)
    assert switches.open_for(frozenset({Audience.PORTAL, Audience.WEBSITE})) == {}


def test_a_newspaper_is_mailed_the_head_of_the_log_A3_5() -> None:
    mailed = Delivery.objects.filter(notice__kind="log_head")
    assert mailed.filter(failed_at=None, bounced_at=None).count() == mailed.count() > 0
