"""Acts that nobody can do alone (A1.11)."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.test.utils import isolate_apps

from hopback.portal.accounts import second_person
from hopback.portal.accounts.second_person import NeedsAnother, NeedsAPerson, SecondPerson
from hopback.portal.accounts.viewer import SYSTEM, Viewer

NOW = datetime(2026, 10, 20, 14, tzinfo=UTC)
ROSA = Viewer(kind="staff", name="Rosa Ortega", user_id=1)
IDA = Viewer(kind="staff", name="Ida Lindqvist", user_id=2)
KEY = replace(IDA, scopes=frozenset({"tracebacks"}), key_id=7)


with isolate_apps("hopback.portal.accounts"):  # no table of the portal's

    class Verdict(SecondPerson):
        class Meta:
            app_label = "accounts"
            managed = False


def proposed() -> Verdict:
    return Verdict(**second_person.proposal(ROSA, NOW))


def test_another_confirms_and_both_are_kept() -> None:
    verdict = proposed()
    second_person.confirm(verdict, IDA, NOW + timedelta(hours=1))
    assert (verdict.proposed_by, verdict.confirmed_by) == ("Rosa Ortega", "Ida Lindqvist")
    assert verdict.is_confirmed
    assert not second_person.may_confirm(verdict, IDA)


def test_nobody_confirms_what_they_proposed() -> None:
    verdict = proposed()
    with pytest.raises(NeedsAnother, match="Rosa Ortega proposed this"):
        second_person.confirm(verdict, replace(ROSA, name="Rosa O."), NOW)
    assert not verdict.is_confirmed
    assert [second_person.may_confirm(verdict, by) for by in (ROSA, IDA, KEY, SYSTEM)] == [False, True, False, False]


@pytest.mark.parametrize("by", [KEY, SYSTEM], ids=["key", "system"])
def test_a_machine_neither_proposes_nor_confirms(by: Viewer) -> None:
    with pytest.raises(NeedsAPerson):
        second_person.proposal(by, NOW)
    with pytest.raises(NeedsAPerson):
        second_person.confirm(proposed(), by, NOW)


def test_the_database_is_asked_to_insist() -> None:
    (constraint,) = second_person.two_people("verdict")
    assert constraint.name == "verdict_is_confirmed_by_another"
