"""Triggers that keep incident data for its period, by whatever path somebody comes (A6.1).

They are written from `what.COVERED` and put in place after every `migrate`, since SQLite drops a table's triggers when
it rebuilds the table. They go by the database's own clock and by the log's entries, which nobody can set back.
"""

import hashlib
import re
from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import UniqueConstraint

from hopback.policy.figures import RETAIN_INCIDENT_DATA

from .what import COVERED, Covered

YEARS = RETAIN_INCIDENT_DATA.amount
ENDS = "'traceback.opened', 'traceback.closed', 'traceback.withdrawn', 'traceback.reopened'"
PREFIX = "keep"
COLUMN = re.compile(r'"\w+"')
ONLY_GROW = ("logbook.Entry", "disclosures.Disclosure", "retention.Hold")  # by triggers of their own; not by REPLACE
SAYS = "incident data stays two years from the end of its traceback, and while a legal hold is on it (A6.1)"

DUE = {
    "sqlite": f"(date({{at}}, '+{YEARS} years') || substr({{at}}, 11) <= strftime('%Y-%m-%d %H:%M:%f', 'now'))",
    # PostgreSQL puts 29 February plus two years on the 28th: a day early
    "postgresql": (
        f"(timezone('UTC', {{at}}) + interval '{YEARS} years' + CASE WHEN extract(day FROM timezone('UTC', {{at}})"
        f" + interval '{YEARS} years') <> extract(day FROM timezone('UTC', {{at}})) THEN interval '1 day'"
        " ELSE interval '0' END <= timezone('UTC', now()))"
    ),
}

MAY_GO = """EXISTS (SELECT 1 FROM retention_erasure x JOIN tracebacks_traceback b ON b.id = x.traceback_id
 WHERE x.traceback_id = {trace} AND x.erased_at IS NULL AND b.closed_at IS NOT NULL AND {closed}
 AND NOT EXISTS (SELECT 1 FROM logbook_entry l WHERE l.traceback = b.public_id AND l.verb IN ({ends}) AND NOT {said})
 AND NOT EXISTS (SELECT 1 FROM retention_hold k WHERE k.traceback_id = b.id AND NOT EXISTS
  (SELECT 1 FROM retention_lifting f WHERE f.hold_id = k.id AND f.confirmed_at IS NOT NULL)))"""


def install(database: BaseDatabaseWrapper) -> None:
    """Put every guard in place that is not there as it is written here; in the way of nobody who has them already."""
    wanted = dict(triggers(database))
    with database.cursor() as cursor:
        there = _there(database, cursor)
        if set(wanted) <= there or not _whole(database, cursor):
            return
        for statement in [*_old(database.vendor, there, set(wanted)), *_functions(database.vendor)]:
            cursor.execute(statement)
        for name, statement in wanted.items():
            if name not in there:
                cursor.execute(statement)


def lift(database: BaseDatabaseWrapper) -> None:
    """Before a migration, which rebuilds tables and columns and finds triggers in its way; `install` follows it."""
    with database.cursor() as cursor:
        cursor.execute(STANDING[database.vendor])
        for name, table in cursor.fetchall():
            on = f" ON {table}" if database.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER {name}{on}")


def _there(database: BaseDatabaseWrapper, cursor: Any) -> set[str]:
    cursor.execute(THERE[database.vendor])
    return {name for (name,) in cursor.fetchall()}


def _whole(database: BaseDatabaseWrapper, cursor: Any) -> bool:
    """Whether every table is there: somebody may have migrated a part only."""
    tables = set(database.introspection.table_names(cursor))
    wanted = {apps.get_model(label)._meta.db_table for label in (*COVERED, "retention.Hold", "retention.Lifting")}
    return wanted | {"retention_erasure", "logbook_entry"} <= tables


STANDING = {
    "sqlite": "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger' AND name GLOB 'keep_*'",
    "postgresql": (
        "SELECT t.tgname, c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid"
        " WHERE NOT t.tgisinternal AND starts_with(t.tgname::text, 'keep_')"
    ),
}
THERE = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
}


def triggers(database: BaseDatabaseWrapper) -> Iterator[tuple[str, str]]:
    """(name, statement) of each; a name ends with the digest of its statement, so that a changed one is new."""
    for label, covered in _guarded_ones():
        model = apps.get_model(label)
        function = "".join(_function(database.vendor, model._meta.db_table, covered))
        for event, text in _of(database, model, covered):
            yield _named(model, event, text, text + function)
    for label in ONLY_GROW if database.vendor == "sqlite" else ():
        model = apps.get_model(label)
        for event, text in _no_replace(database, model, f"{model._meta.db_table} only grows", ""):
            yield _named(model, event, text, text)


def _guarded_ones() -> list[tuple[str, Covered]]:
    return [(label, covered) for label, covered in COVERED.items() if not covered.unsaid]


def _named(model: type[models.Model], event: str, text: str, written: str) -> tuple[str, str]:
    name = f"{PREFIX}_{model._meta.db_table}_{event}_{hashlib.sha256(written.encode()).hexdigest()[:6]}"
    return name, text.replace("{name}", name)


def _of(database: BaseDatabaseWrapper, model: type[models.Model], covered: Covered) -> Iterator[tuple[str, str]]:
    vendor, table = database.vendor, model._meta.db_table
    changed = _changed(vendor, model, covered)
    columns = ", ".join(f'"{column}"' for column in _guarded(model, covered))
    head = "CREATE TRIGGER {name} BEFORE"
    if vendor == "postgresql":
        run = f"EXECUTE FUNCTION {PREFIX}_{table}()"
        yield "delete", f"{head} DELETE ON {table} FOR EACH ROW {run}"
        yield "truncate", f"{head} TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION {PREFIX}_from_truncate()"
        yield "update", f"{head} UPDATE OF {columns} ON {table} FOR EACH ROW WHEN ({changed}) {run}"
        return
    says = _says(table, covered)
    stays = f"{_stays(vendor, covered, covered.trace.format(row='OLD'))} {_abort(says)}"
    yield "delete", f"{head} DELETE ON {table} WHEN {stays}"
    yield "update", f"{head} UPDATE OF {columns} ON {table} WHEN ({changed}) AND {stays}"
    if not covered.once:
        yield from _no_replace(database, model, says, f" AND {_stays(vendor, covered, covered.trace.format(row='o'))}")


def _no_replace(
    database: BaseDatabaseWrapper, model: type[models.Model], says: str, stays: str
) -> Iterator[tuple[str, str]]:
    """SQLite's OR REPLACE removes what stands in its way without a DELETE trigger: it is stopped before."""
    table, unique = model._meta.db_table, _unique(database, model)
    same = " OR ".join(f"({rule})" for _, rule in unique)
    columns = ", ".join(sorted({f'"{column}"' for names, _ in unique for column in names}))
    stands = f"EXISTS (SELECT 1 FROM {table} o WHERE {{other}}({same}){stays}) {_abort(says)}"  # noqa: S608 - names of ours
    head = "CREATE TRIGGER {name} BEFORE"
    yield "replace", f"{head} INSERT ON {table} WHEN {stands.format(other='')}"
    other = stands.format(other="o.rowid <> OLD.rowid AND ")
    yield "overwrite", f"{head} UPDATE OF {columns} ON {table} WHEN {other}"


def _unique(database: BaseDatabaseWrapper, model: type[models.Model]) -> list[tuple[list[str], str]]:
    """(columns, when a row `o` stands in the way of NEW) of each rule by which no two rows are alike."""
    meta = model._meta
    found = [([one.column], f'o."{one.column}" = NEW."{one.column}"') for one in meta.concrete_fields if one.unique]
    editor = database.SchemaEditorClass(database)  # type: ignore[misc]
    for rule in meta.constraints:
        if not isinstance(rule, UniqueConstraint) or not rule.fields:
            continue
        columns = [meta.get_field(name).column for name in rule.fields]
        text = " AND ".join(f'o."{column}" = NEW."{column}"' for column in columns)
        if condition := rule._get_condition_sql(model, editor):  # type: ignore[attr-defined]
            names = COLUMN.findall(condition)
            text += "".join(f" AND {COLUMN.sub(rf'{row}.\g<0>', condition)}" for row in ("o", "NEW"))
            columns = [*columns, *names]
        found.append((columns, text))
    return [([name.strip('"') for name in names], text) for names, text in found]


def _abort(says: str) -> str:
    return f"BEGIN SELECT RAISE(ABORT, '{says}'); END"


def _guarded(model: type[models.Model], covered: Covered) -> list[str]:
    """The columns that nobody changes early; the key is always one of them."""
    if covered.only_grows:
        return [one.column for one in model._meta.concrete_fields]
    names = [*covered.ties, *(() if covered.drafted else covered.blank)]
    return [model._meta.pk.column, *(model._meta.get_field(name).column for name in names)]


def _changed(vendor: str, model: type[models.Model], covered: Covered) -> str:
    """Whether an UPDATE takes something away that stands there; what is empty may be filled."""
    differs = "IS NOT" if vendor == "sqlite" else "IS DISTINCT FROM"
    fields = {one.column: one for one in model._meta.concrete_fields}
    rules = []
    for column in _guarded(model, covered):
        something = "" if covered.only_grows else _something(vendor, fields[column])
        rules.append(f'(OLD."{column}" {differs} NEW."{column}"{something})')
    return " OR ".join(rules)


def _something(vendor: str, one: models.Field) -> str:  # type: ignore[type-arg]
    if isinstance(one, models.JSONField):
        text = "::text" if vendor == "postgresql" else ""
        return f""" AND OLD."{one.column}"{text} NOT IN ('{{}}', '[]')"""
    if isinstance(one, models.CharField | models.TextField) and one.get_internal_type() != "GenericIPAddressField":
        return f""" AND OLD."{one.column}" <> ''"""
    return f' AND OLD."{one.column}" IS NOT NULL'


def _stays(vendor: str, covered: Covered, trace: str) -> str:
    """A row of no traceback may go, but not from a table that only grows."""
    may_go = _may_go(vendor, trace)
    return f"NOT {may_go}" if covered.only_grows else f"{trace} IS NOT NULL AND NOT {may_go}"


def _may_go(vendor: str, trace: str) -> str:
    due = DUE[vendor]
    return MAY_GO.format(trace=trace, ends=ENDS, closed=due.format(at="b.closed_at"), said=due.format(at="l.at"))


def _says(table: str, covered: Covered) -> str:
    return f"{table}{' only grows' if covered.only_grows else ''}: {SAYS}"


REFUSE = "RAISE EXCEPTION '{says}: % refused', TG_OP USING ERRCODE = 'integrity_constraint_violation';"
FUNCTION = "CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ {body} $$"


def _functions(vendor: str) -> Iterator[str]:
    if vendor == "postgresql":
        yield FUNCTION.format(name=f"{PREFIX}_from_truncate", body=f"BEGIN {REFUSE.format(says=SAYS)} END")
    for label, covered in _guarded_ones():
        yield from _function(vendor, apps.get_model(label)._meta.db_table, covered)


def _function(vendor: str, table: str, covered: Covered) -> Iterator[str]:
    """PostgreSQL wants the question in a function; SQLite has it in the trigger."""
    if vendor != "postgresql":
        return
    body = (
        f"DECLARE trace bigint; BEGIN trace := {covered.trace.format(row='OLD')};"
        f" IF {_stays(vendor, covered, 'trace')} THEN {REFUSE.format(says=_says(table, covered))} END IF;"
        " IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END"
    )
    yield FUNCTION.format(name=f"{PREFIX}_{table}", body=body)


def _old(vendor: str, there: set[str], wanted: set[str]) -> Iterator[str]:
    """Guards of before, and those of tables that only grew: nothing of these could ever be erased."""
    tables = {apps.get_model(label)._meta.db_table: covered for label, covered in COVERED.items()}
    for table, covered in tables.items():
        names = {name for name in there - wanted if name.startswith(f"{PREFIX}_{table}_")}
        if covered.only_grows:
            names |= there & {f"{table}_{end}" for end in ("no_update", "no_delete", "only_grows", "not_emptied")}
        on = f" ON {table}" if vendor == "postgresql" else ""
        yield from (f"DROP TRIGGER IF EXISTS {name}{on}" for name in sorted(names))
