"""What of whose was shown to whom is a row for each party and one entry of the log (XA.8, XC.2)."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from hopback.portal.accounts.viewer import Viewer, of_user
from hopback.portal.disclosures import queries
from hopback.portal.disclosures.actions import disclosed
from hopback.portal.disclosures.models import Disclosure
from hopback.portal.logbook.models import Entry
from hopback.portal.logbook.queries import told
from hopback.portal.tracebacks import actions as tracebacks
from tests.portal.factories import NOW, make_provider, make_staff
from tests.portal.tracebacks import staged
from tests.portal.tracebacks.asked import Asked, meridian_is_asked

pytestmark = pytest.mark.django_db

FCC = {
    "to": "Enforcement Bureau",
    "what": "evidence package of one call",
    "basis": "Subpoena 26-117",
    "clause_id": "A5.4",
}


@pytest.fixture
def story() -> Asked:
    return meridian_is_asked()


def rows_of(*, party: str) -> list[Disclosure]:
    return list(queries.of_party(party))


def test_each_party_has_its_row_and_the_log_one_entry() -> None:
    harbor, belvoir, rosa = make_provider(), make_provider("Belvoir Tel"), of_user(make_staff())
    before = Entry.objects.count()
    of = [harbor.public_id, belvoir.public_id, harbor.public_id, ""]
    made = disclosed(of=of, **FCC, about="tb_1", label="TB-2026-00001", by=rosa, now=NOW)
    assert [(row.of, row.to, row.told_as, row.clause) for row in made] == [
        (party.public_id, "Enforcement Bureau", "Enforcement Bureau", "A5.4") for party in (harbor, belvoir)
    ]
    (entry,) = told(Entry.objects.filter(seq__gt=before))
    assert entry.verb == "data.disclosed"
    assert entry.payload["basis"] == "Subpoena 26-117"
    assert {row.entry for row in made} == {entry.seq}


def test_what_is_shown_to_the_party_itself_is_no_disclosure() -> None:
    harbor, rosa = make_provider(), of_user(make_staff())
    assert disclosed(of=[harbor.public_id], to_party=harbor.public_id, **FCC, by=rosa, now=NOW) == []


def test_a_row_stays_as_it_is() -> None:
    disclosed(of=[make_provider().public_id], **FCC, by=of_user(make_staff()), now=NOW)
    for sql in ("UPDATE disclosures_disclosure SET basis = ''", "DELETE FROM disclosures_disclosure"):
        with pytest.raises(DatabaseError, match="only grows"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)


def test_a_party_reads_its_own_rows_staff_all_and_a_key_none() -> None:
    harbor, other, rosa = make_provider(), make_provider("Belvoir Tel"), of_user(make_staff())
    disclosed(of=[harbor.public_id], **FCC, by=rosa, now=NOW)
    dana = Viewer(kind="provider", name="Dana Whitfield", party=harbor.public_id, user_id=7)
    pat = Viewer(kind="provider", name="Pat Winslow", party=other.public_id, user_id=8)
    key = Viewer(kind="staff", name="nightly", scopes=frozenset({"tracebacks"}), key_id=1)
    assert [queries.visible_to(who).count() for who in (dana, rosa, pat, key, None)] == [1, 1, 0, 0, 0]


def test_a_reveal_is_in_the_register_of_whoever_told_of_the_call_and_of_whose_subscriber_was_called(
    story: Asked,
) -> None:
    """Blue Ridge said nothing of the called number, and has no row; the reason stays with the team."""
    before = Entry.objects.count()
    tracebacks.reveal(traceback=story.traceback, reason="Belvoir’s answer looks odd", by=of_user(story.rosa), now=NOW)
    source = story.traceback.candidate.source.public_id
    assert {row.of for row in Disclosure.objects.all()} == {source, story.path[0].public_id}
    (row,) = rows_of(party=story.path[0].public_id)
    assert (row.to, row.told_as) == ("Rosa Ortega", "The traceback team")
    assert "Belvoir" not in f"{row.what} {row.basis} {row.label}"
    assert Entry.objects.count() == before + 1


def test_where_it_ended_is_shown_to_those_before_it_and_the_end_reads_it_without_their_number(story: Asked) -> None:
    hop = staged.waiting(story.traceback)
    staged.answered(story.traceback, NOW, kind="not_found", searched="Every switch.")
    tracebacks.tick(by=Viewer(kind="system", name="Hopback"), now=NOW + timedelta(days=3))
    assert hop.provider is not None
    shown = [(row.what, row.to, row.told_as) for row in rows_of(party=hop.provider.public_id)]
    assert shown == [
        (
            "where the investigation ended",
            "2 of the providers that had answered",
            "Providers of this traceback that had answered",
        )
    ]
