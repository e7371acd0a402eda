"""Tracebacks of any age with a row in every table that holds incident data, made without any action."""

import itertools
import json
import random
from datetime import UTC, datetime, timedelta
from typing import Any

from django.apps import apps
from django.db import models

from hopback.policy.article_6_retention import may_go_from
from hopback.portal.customers.models import Customer
from hopback.portal.logbook import actions as logbook
from hopback.portal.logbook.models import Entry
from hopback.portal.providers.models import Provider
from hopback.portal.retention.models import Erasure, Hold, Lifting
from hopback.portal.retention.what import COVERED
from hopback.portal.sourcing.models import Source
from hopback.portal.tracebacks.models import Traceback
from tests.portal.factories import make_provider, make_source

COUNTER = itertools.count(1)
HOUR = timedelta(hours=1)
CLOSED = {"closed_as": "origin_found"}
FIXED: dict[str, dict[str, Any]] = {
    "tracebacks.Traceback": CLOSED,
    "tracebacks.Hop": {"state": "answered", "received_at": None, "due_at": None, "close_at": None, "downstream": None,
                       "second_end": False},
    "tracebacks.Answer": {"upstream": None, "attestation": "A", "kind": "originated"},
    "tracebacks.Deadline": {"kind": "close", "fired_at": None, "dropped_at": None},
    "sourcing.Candidate": {"closed_as": "", "closed_at": None, "closed_because": "", "closed_by": "",
                           "duplicate_of": None, "purpose": "traceback"},
    "sourcing.DueDiligence": {"opens": True},
    "sourcing.IncidentData": {"attestation": "A"},
    "notices.Delivery": {"failed_at": None, "bounced_at": None},
}  # fmt: skip


class Filled:
    """`rows`: label → primary key of its row. `allowed`: whether its incident data may go now."""

    def __init__(self, traceback: Traceback, rows: dict[str, int], allowed: bool) -> None:
        self.traceback, self.rows, self.allowed = traceback, rows, allowed


def fill(chance: random.Random, now: datetime, provider: Provider, source: Source) -> Filled:
    """One of random age, with or without a hold, a lifting, a permit of erasure, a later word of the log."""
    closed_at = _age(chance, now)
    kept: dict[str, Any] = {"provider": provider, "source": source}
    make = _maker(kept, closed_at or now - HOUR)
    for label in ("sourcing.IncidentData", "sourcing.Candidate", "tracebacks.Traceback", "tracebacks.Hop"):
        make(label)
    traceback = kept["traceback"]
    Traceback.objects.filter(pk=traceback.pk).update(closed_at=closed_at, closed_as="origin_found" if closed_at else "")
    kept["customer"] = Customer.objects.create(opened_at=now)
    order = ["tracebacks.Answer", "customers.Mitigation", "notices.Notice"]
    done = {"sourcing.IncidentData", "sourcing.Candidate", "tracebacks.Traceback", "tracebacks.Hop"}
    for label in [*order, *(one for one in COVERED if one not in done and one not in order)]:
        if label not in ("logbook.Payload", "tracebacks.HandOut"):
            make(label)
    later = closed_at is not None and chance.random() < 0.2
    said_at = closed_at  # the log tells of each closing in the transaction of it: its word is never the earlier one
    if later and closed_at:
        said_at = max(closed_at, now - timedelta(days=chance.randrange(1, 1500)))
    entry = _said(traceback, said_at or now)
    guarded = [label for label, covered in COVERED.items() if label in kept and not covered.unsaid]
    rows = {label: kept[label].pk for label in guarded} | {"logbook.Payload": entry.seq}
    held = _hold(chance, traceback, now)
    permit = chance.random() < 0.6
    if permit:
        approved = {"may_go_from": now, "approved_by": "Rosa Ortega", "reason": "Over.", "approved_at": now}
        Erasure.objects.create(traceback=traceback, **approved)
    last = max((each for each in (closed_at, said_at) if each), default=None)
    over = closed_at is not None and last is not None and may_go_from(last) <= now
    return Filled(traceback, rows, over and permit and not held)


def people() -> tuple[Provider, Source]:
    return make_provider(), make_source()


def _age(chance: random.Random, now: datetime) -> datetime | None:
    """None: open. Near the two years an hour's distance at least, since the database's clock goes on."""
    edge = now.replace(year=now.year - 2, day=min(now.day, 28))
    kind = chance.randrange(5)
    if kind == 0:
        return None
    if kind == 1:
        return edge - timedelta(seconds=chance.randrange(60, 90_000)) - timedelta(days=3)
    if kind == 2:
        return edge + timedelta(days=3) + timedelta(seconds=chance.randrange(7_200, 90_000))
    return now - timedelta(days=chance.randrange(1, 2200), seconds=chance.randrange(86_400))


def _hold(chance: random.Random, traceback: Traceback, now: datetime) -> bool:
    """Whether a hold is in force: none, one, one that one person lifted, or one that two did."""
    kind = chance.randrange(4)
    if kind == 0:
        return False
    told = {"basis": "Subpoena", "document": "26-117", "placed_by": "Rosa Ortega", "placed_at": now}
    hold = Hold.objects.create(traceback=traceback, **told)
    if kind == 1:
        return True
    second = {"confirmed_by": "Ida Lindqvist", "confirmed_by_user": 2, "confirmed_at": now} if kind == 3 else {}
    first = {"proposed_by": "Rosa Ortega", "proposed_by_user": 1, "proposed_at": now, "reason": "Over."}
    Lifting.objects.create(hold=hold, **first, **second)
    return kind != 3


def _said(traceback: Traceback, at: datetime) -> Entry:
    somebody = type("Somebody", (), {"kind": "staff", "name": "Rosa Ortega", "party": ""})()
    return logbook.record(by=somebody, now=at, verb="traceback.closed", traceback=traceback.public_id, status="found")


def _maker(kept: dict[str, Any], at: datetime) -> Any:
    """A function that makes a row of a model whose every field says something, tied to the rows made before."""

    def make(label: str) -> None:
        model = apps.get_model(label)
        fixed = FIXED.get(label, {})
        values = {
            one.name: fixed[one.name] if one.name in fixed else _value(one, kept, at)
            for one in model._meta.concrete_fields
            if not one.primary_key and one.name != "public_id"
        }
        kept[label] = kept[model._meta.model_name] = model.objects.create(**values)

    return make


def _value(one: "models.Field[Any, Any]", kept: dict[str, Any], at: datetime) -> Any:
    n = next(COUNTER)
    if one.is_relation:
        return kept.get({"first_provider": "provider", "incident": "incidentdata"}.get(one.name, one.name))
    match one:
        case models.JSONField():
            return {"name": f"Lark Dialing {n}"}
        case models.DateTimeField():
            return at
        case models.DateField():
            return at.date()
        case models.GenericIPAddressField():
            return "198.51.100.24"
        case models.BinaryField():
            return f"content {n}".encode()
        case models.BooleanField():
            return True
        case models.FloatField():
            return 0.5
        case models.IntegerField():
            return n % 30_000  # fits the smallest column
    named = {"traceback": kept["traceback"].public_id if "traceback" in kept else "", "hop": "", "party": ""}
    text = named.get(one.name, f"{one.name} {n}")
    return text[: one.max_length] if one.max_length else text


def db_now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)


def emptied(label: str, name: str) -> Any:
    """What an UPDATE that blanks would put there, as SQL takes it."""
    value = COVERED[label].blank[name]
    if isinstance(value, dict | list):
        return json.dumps(value)
    return datetime(1999, 1, 1, tzinfo=UTC) if type(value) is object else value
