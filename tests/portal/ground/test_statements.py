"""A question kept ready answers as Django would; a row put down plainly is the row that Django would have put down."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from hopback.portal.accounts.viewer import of_user
from hopback.portal.ground.models import KeptResponse
from hopback.portal.ground.statements import Prepared, add_row_once, add_rows, change_row, run
from hopback.portal.providers.models import Provider
from hopback.portal.tracebacks.actions import moves
from hopback.portal.tracebacks.models import Answer, Hop
from hopback.portal.tracebacks.queries.visible import the_traceback
from tests.portal.factories import NOW, make_provider
from tests.portal.tracebacks import staged
from tests.portal.tracebacks.asked import meridian_is_asked

pytestmark = pytest.mark.django_db

NAMED = Prepared(lambda name: Provider.objects.filter(name=name).order_by("pk"), name=str)


def plain(row) -> dict:
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


def test_a_question_kept_ready_is_answered_anew_each_time() -> None:
    harbor, sable = make_provider("Harbor Voice LLC"), make_provider("Sable Route Ltd.", ocns=["7421"])
    for _ in range(7):  # more often than PostgreSQL looks at the values before it settles on a plan
        assert NAMED(name="Harbor Voice LLC") == [harbor]
        assert plain(NAMED.first(name="Sable Route Ltd.")) == plain(Provider.objects.get(pk=sable.pk))
    assert NAMED.first(name="Nobody") is None
    harbor.name = "Sable Route Ltd."
    harbor.save()
    assert NAMED(name="Sable Route Ltd.") == [harbor, sable]


def test_what_hangs_on_a_row_comes_with_it_and_costs_no_other_question(django_assert_num_queries) -> None:
    story = meridian_is_asked()
    with transaction.atomic():
        held = moves.hold(story.hop)
    assert plain(held) == plain(Hop.objects.get(pk=story.hop.pk))
    with django_assert_num_queries(0):
        assert held.provider.name == "Meridian Transit Inc."
        assert held.downstream.provider.name == "Blue Ridge Telecom"
        assert held.traceback.candidate.incident.called == staged.CALLED
        assert held.traceback.candidate.campaign.name == "SSA benefit suspension"
    assert plain(held.traceback.candidate.incident) == plain(story.traceback.candidate.incident)
    viewer = of_user(story.rosa)
    assert plain(the_traceback(viewer, story.traceback.public_id).candidate) == plain(story.traceback.candidate)


def test_a_value_that_has_no_place_is_refused() -> None:
    forgets = Prepared(lambda name, country: Provider.objects.filter(name=name), name=str, country=str)
    with pytest.raises(ValueError, match="no place"):
        forgets(name="Harbor Voice LLC", country="US")


def test_a_text_that_reads_like_sql_is_a_text() -> None:
    assert NAMED(name="'; DROP TABLE providers_provider; --%s") == []
    assert run("SELECT %s", ["100 % '"])[0][0] == "100 % '"


def test_rows_put_down_plainly_read_back_whole() -> None:
    story = meridian_is_asked()
    fields = {
        "hop": story.hop, "kind": "upstream", "upstream": story.harbor, "contact": {"name": "Sable “Route”"},
        "source_ip": "2001:db8::1", "vetting": {}, "channel": "api", "answered_by": "Dana", "answered_at": NOW,
        "called_at_as_recorded": None, "late": True,
    }  # fmt: skip
    rows = [Answer(version=number, **fields) for number in (7, 8)]
    add_rows(rows)
    for row in rows:
        read = Answer.objects.get(pk=row.pk)
        assert plain(read) == plain(row)
    assert not rows[0]._state.adding
    with pytest.raises(IntegrityError), transaction.atomic():
        add_rows([Answer(version=7, **fields)])
    assert Answer.objects.filter(hop=story.hop).count() == 2


def test_a_row_is_changed_in_what_is_named_and_nothing_else() -> None:
    row = make_provider("Harbor Voice LLC", city="Miami, FL")
    row.ocns, row.tier, row.city = ["7421"], "affiliate", "Tampa, FL"
    change_row(row, "ocns", "tier")
    read = Provider.objects.get(pk=row.pk)
    assert (read.ocns, read.tier, read.city) == (["7421"], "affiliate", "Miami, FL")


def test_a_row_is_put_down_once() -> None:
    def row(body: str) -> KeptResponse:
        return KeptResponse(caller="key:1", key="one", fingerprint="f", status=200, body=body, made_at=NOW)

    assert add_row_once(first := row("one"))
    assert not add_row_once(row("two"))
    assert KeptResponse.objects.get(pk=first.pk).body == "one"


def test_whoever_counts_statements_counts_these_too() -> None:
    provider = make_provider(agreed_on=date(2026, 3, 1), agreed_version="2021", agreed_by="Dana Whitfield")
    seen: list[str] = []
    with connection.execute_wrapper(lambda execute, sql, *rest: (seen.append(sql), execute(sql, *rest))[1]):
        assert NAMED(name=provider.name)[0].agreed_on == date(2026, 3, 1)
    assert len(seen) == 1
