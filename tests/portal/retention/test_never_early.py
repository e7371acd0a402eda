"""A6.1: nothing goes before its two years are over, by whatever path, raw SQL included, whatever the application says.

`HOPBACK_SOAK_DELETIONS=100000` for the whole of it."""

import os
import random
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction
from django.db.models import ProtectedError

from hopback.policy.article_6_retention import MustStay, may_go_from
from hopback.portal.accounts.viewer import of_user
from hopback.portal.providers.models import Provider
from hopback.portal.retention import actions, guards
from hopback.portal.retention.what import COVERED
from hopback.portal.sourcing.models import Source
from hopback.portal.tracebacks.models import Traceback
from tests.portal.factories import make_staff
from tests.portal.retention import filled
from tests.portal.retention.filled import Filled

pytestmark = pytest.mark.django_db

CASES = int(os.environ.get("HOPBACK_SOAK_DELETIONS", "600"))
LONG_AGO = datetime(1999, 1, 1, tzinfo=UTC)
SEED = int(os.environ.get("HOPBACK_SEED", "61"))


@pytest.fixture
def chance() -> random.Random:
    return random.Random(SEED)


@pytest.fixture
def many(chance: random.Random) -> list[Filled]:
    provider, source = filled.people()
    now = filled.db_now()
    return [filled.fill(chance, now, provider, source) for _ in range(max(30, CASES // 500))]


def execute(sql: str, values: tuple[object, ...] = ()) -> int:
    adapt = connection.ops.adapt_datetimefield_value
    with connection.cursor() as cursor:
        cursor.execute(sql, [adapt(one) if isinstance(one, datetime) else one for one in values])
        return cursor.rowcount


type Path = Callable[[Filled, str, random.Random], int]


def remove(one: Filled, label: str, _: random.Random) -> int:
    meta = apps.get_model(label)._meta
    return execute(f"DELETE FROM {meta.db_table} WHERE {meta.pk.column} = %s", (one.rows[label],))


def remove_by_orm(one: Filled, label: str, _: random.Random) -> int:
    return apps.get_model(label).objects.filter(pk=one.rows[label]).delete()[0]


def blank(one: Filled, label: str, chance: random.Random) -> int:
    meta, names = apps.get_model(label)._meta, list(COVERED[label].blank)
    if not names or COVERED[label].drafted:
        return remove(one, label, chance)
    name = chance.choice(names)
    if isinstance(one.traceback, type(None)) or meta.get_field(name).value_from_object(_row(one, label)) in ("", None):
        return remove(one, label, chance)
    sql = f'UPDATE {meta.db_table} SET "{meta.get_field(name).column}" = %s WHERE {meta.pk.column} = %s'
    return execute(sql, (filled.emptied(label, name), one.rows[label]))


def _row(one: Filled, label: str) -> object:
    return apps.get_model(label).objects.get(pk=one.rows[label])


def untie(one: Filled, label: str, chance: random.Random) -> int:
    """To another key, and then it is nobody's."""
    meta = apps.get_model(label)._meta
    sql = f"UPDATE {meta.db_table} SET {meta.pk.column} = %s WHERE {meta.pk.column} = %s"
    return execute(sql, (10_000_000 + chance.randrange(10**6), one.rows[label]))


def back_date(one: Filled, label: str, chance: random.Random) -> int:
    """It is said to have ended long ago, and to be permitted."""
    execute(
        "UPDATE tracebacks_traceback SET closed_at = %s, closed_as = 'x' WHERE id = %s", (LONG_AGO, one.traceback.pk)
    )
    columns = (
        "public_id, traceback_id, may_go_from, approved_by, reason, approved_at, payloads, words, rows, still, searched"
    )
    values = (f"ers_{chance.random()}"[:20], one.traceback.pk, LONG_AGO, "x", "x", LONG_AGO, 0, 0, "{}", "[]", "[]")
    if not one.traceback.__class__.objects.filter(pk=one.traceback.pk, erasure__isnull=False).exists():
        quoted = ", ".join(f'"{name}"' for name in columns.split())
        execute(f"INSERT INTO retention_erasure ({quoted}) VALUES ({', '.join(['%s'] * len(values))})", values)
    return remove(one, label, chance)


def lift_alone(one: Filled, label: str, chance: random.Random) -> int:
    """The hold is removed, or given to another traceback, before."""
    if chance.random() < 0.5:
        execute("DELETE FROM retention_hold WHERE traceback_id = %s", (one.traceback.pk,))
    else:
        execute("UPDATE retention_hold SET traceback_id = 0 WHERE traceback_id = %s", (one.traceback.pk,))
    return remove(one, label, chance)


def replace(one: Filled, label: str, _: random.Random) -> int:
    meta = apps.get_model(label)._meta
    sql = f"INSERT OR REPLACE INTO {meta.db_table} SELECT * FROM {meta.db_table} WHERE {meta.pk.column} = %s"
    return execute(sql, (one.rows[label],))


def overwrite(one: Filled, label: str, _: random.Random) -> int:
    """Another row takes its key: SQLite removes the one that had it."""
    meta = apps.get_model(label)._meta
    other = apps.get_model(label).objects.exclude(pk=one.rows[label]).values_list("pk", flat=True).first()
    sql = f"UPDATE OR REPLACE {meta.db_table} SET {meta.pk.column} = %s WHERE {meta.pk.column} = %s"
    return execute(sql, (one.rows[label], other))


def truncate(one: Filled, label: str, _: random.Random) -> int:
    execute(f"TRUNCATE {apps.get_model(label)._meta.db_table} CASCADE")
    return 1


ANYWHERE = (remove, remove_by_orm, blank, untie, back_date, lift_alone)


def paths() -> tuple[Path, ...]:
    return (*ANYWHERE, replace, overwrite) if connection.vendor == "sqlite" else (*ANYWHERE, truncate)


def attempts(many: list[Filled], chance: random.Random, cases: int) -> Iterator[tuple[str, bool, bool]]:
    """(path, whether it may go, whether it went) of each case, undone afterwards."""
    for _ in range(cases):
        one = chance.choice(many)
        label, path = chance.choice(sorted(one.rows)), chance.choice(paths())
        went = False
        try:
            with transaction.atomic():
                went = path(one, label, chance) > 0
                transaction.set_rollback(True)
        except (DatabaseError, ProtectedError):
            went = False
        yield path.__name__, one.allowed, went


def test_nothing_goes_early_by_any_path(many: list[Filled], chance: random.Random) -> None:
    early: Counter[str] = Counter()
    went: Counter[str] = Counter()
    for path, allowed, gone in attempts(many, chance, CASES):
        early[path] += gone and not allowed
        went[path] += gone and allowed
    print(
        f"{CASES:,} attempts on {connection.vendor}, seed {SEED}:",
        f"{early.total()} early, {went.total()} lawful ones went",
    )
    assert early.total() == 0, f"went early: {+early}"
    assert went["remove"] > 0, "what may go has to go, or this test shows nothing"


@pytest.mark.parametrize("label", ["tracebacks.Answer", "sourcing.IncidentData", "logbook.Payload"])
def test_it_is_the_guard_that_keeps_them(many: list[Filled], chance: random.Random, label: str) -> None:
    """The same test finds a guard that is not there."""
    table = apps.get_model(label)._meta.db_table
    for name, _ in guards.triggers(connection):
        if name.startswith(f"keep_{table}_delete"):
            execute(f"DROP TRIGGER {name}{f' ON {table}' if connection.vendor == 'postgresql' else ''}")
    kept = [one for one in many if not one.allowed]
    with transaction.atomic():
        assert remove(kept[0], label, chance) == 1
        transaction.set_rollback(True)


def test_the_database_counts_years_as_the_policy_does(chance: random.Random) -> None:
    """29 February included: never a second before `may_go_from`, and not one after."""
    due = guards.DUE[connection.vendor]
    literal = "CAST(%s AS timestamptz)" if connection.vendor == "postgresql" else "%s"
    for _ in range(max(300, CASES // 20)):
        ended = datetime(2019, 1, 1, tzinfo=UTC) + timedelta(seconds=chance.randrange(12 * 365 * 86_400))
        if chance.random() < 0.3:
            ended = ended.replace(year=chance.choice((2020, 2024, 2028)), month=2, day=chance.choice((28, 29)))
        at = may_go_from(ended)
        for now, wanted in ((at - timedelta(seconds=1), False), (at, True), (at + timedelta(seconds=1), True)):
            assert _asked(due, literal, ended, now) is wanted, (ended, now)


def _asked(due: str, literal: str, ended: datetime, now: datetime) -> bool:
    if connection.vendor == "postgresql":
        sql = due.format(at="CAST(%s AS timestamptz)").replace("now()", literal)
        values: list[object] = [ended, ended, ended, now]
    else:
        sql = due.format(at="%s").replace("strftime('%Y-%m-%d %H:%M:%f', 'now')", "%s")
        values = [f"{ended:%Y-%m-%d %H:%M:%S}", f"{ended:%Y-%m-%d %H:%M:%S}", f"{now:%Y-%m-%d %H:%M:%S}"]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {sql}", values)
        return bool(cursor.fetchone()[0])


def test_an_application_with_a_wrong_clock_cannot_erase(many: list[Filled], chance: random.Random) -> None:
    """The database goes by its own."""
    rosa = of_user(make_staff())
    young = next(one for one in _more(many, chance) if _only_young(one))
    later = filled.db_now() + timedelta(days=9_999)
    with pytest.raises(DatabaseError, match=r"A6\.1"), transaction.atomic():
        actions.erase(traceback=young.traceback, reason="Over.", by=rosa, now=later)
    with pytest.raises(MustStay), transaction.atomic():
        actions.erase(traceback=young.traceback, reason="Over.", by=rosa, now=filled.db_now())


def _more(many: list[Filled], chance: random.Random) -> Iterator[Filled]:
    yield from many
    provider, source = Provider.objects.get(), Source.objects.get()
    while True:
        yield filled.fill(chance, filled.db_now(), provider, source)


def _only_young(one: Filled) -> bool:
    """No hold, no permit, closed: nothing but its age keeps it."""
    row = Traceback.objects.get(pk=one.traceback.pk)
    if row.closed_at is None or row.holds.exists() or hasattr(row, "erasure"):
        return False
    return may_go_from(row.closed_at) > filled.db_now()
