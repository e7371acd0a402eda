"""Two entries of the directory become one, without anybody seeing more unless that was decided; and back (A1.1)."""

from datetime import datetime
from typing import Any

from django.db import transaction

from hopback.portal.accounts.viewer import Viewer

from ..following import Follows, With, followers
from ..models import Merge, NotTheSame, Particular, PointOfContact, Provider
from ..queries import survivor_of, widening
from ..refusals import MergeRefused
from ._common import enter, known_from, only_staff, queue

ALWAYS = ("trade_name", "domain", "form_499_id", "frn", "rmd_number")  # names and public filings
JOINED = ("city",)  # its people see it


@transaction.atomic
def merge_providers(
    *, gone: Provider, kept: Provider, because: str, join: bool = False, by: Viewer, now: datetime
) -> Merge:
    """`gone` becomes an earlier entry of `kept`. Names, numbers, trunks, control and findings follow always.

    People, keys, webhooks, contacts and requests follow where nobody then sees more, or where staff say so: `join`.
    """
    only_staff(by)
    queue()
    gone, kept = _both(gone, kept)
    if not because.strip():
        raise _no("because", "Say what shows that they are one provider.")
    more = widening(gone, kept).sentences
    joined = join or not more
    filled = _fill(gone, kept, joined=joined, by=by, now=now)
    ended = _end_contacts(gone, kept, now=now) if joined else []
    moved = {rule.label: _move(rule, gone, kept) for rule in followers() if joined or rule.when is With.RECORD}
    named = _keep_names(gone, kept, by=by, now=now)
    merge = Merge.objects.create(
        gone=gone,
        kept=kept,
        joined=joined,
        because=because.strip(),
        merged_by=by.name,
        merged_at=now,
        moved={"rows": moved, "filled": filled, "ended": ended, "named": named},
    )
    rows = {label: len(pks) for label, pks in moved.items() if pks}
    told = {"merge": merge.public_id, "gone": gone.public_id, "because": merge.because, "joined": joined}
    enter(kept, "provider.merged", by=by, now=now, **told, sees_more=more if joined else [], rows=rows)
    return merge


def _both(gone: Provider, kept: Provider) -> tuple[Provider, Provider]:
    """Both locked, in one order whoever is merged into whom."""
    if gone.pk == kept.pk:
        raise _no("kept", "These are the same entry.")
    rows = {
        row.pk: row for row in Provider.objects.select_for_update().filter(pk__in=(gone.pk, kept.pk)).order_by("pk")
    }
    for one in rows.values():
        if survivor_of(one).pk != one.pk:
            raise _no("kept", f"{one.name} ({one.public_id}) was merged already.")
    return rows[gone.pk], rows[kept.pk]


def _fill(gone: Provider, kept: Provider, *, joined: bool, by: Viewer, now: datetime) -> dict[str, Any]:
    """Blanks of the survivor from the earlier entry, and all numbers of both; what was there before, for going back."""
    names = [*ALWAYS, *(JOINED if joined else ())]
    filled: dict[str, Any] = {}
    for name in names:
        if getattr(gone, name) and not getattr(kept, name):
            setattr(kept, name, getattr(gone, name))
            filled[name] = str(getattr(gone, name))
    ocns = [ocn for ocn in gone.ocns if ocn not in kept.ocns]
    if ocns:
        kept.ocns, filled["ocns"] = [*kept.ocns, *ocns], ocns
    kept.save()
    known_from(kept, filled, f"the earlier entry {gone.public_id}", by=by, now=now)
    return filled


def _end_contacts(gone: Provider, kept: Provider, *, now: datetime) -> list[int]:
    """Where both have named somebody, the survivor's contact stays in force."""
    there = PointOfContact.objects.filter(provider=kept, ended_at=None).values("kind")
    rows = PointOfContact.objects.filter(provider=gone, ended_at=None, kind__in=there)
    ended = list(rows.values_list("pk", flat=True))
    PointOfContact.objects.filter(pk__in=ended).update(ended_at=now)
    return ended


def _move(rule: Follows, gone: Provider, kept: Provider) -> list[int]:
    pks = list(rule.of(gone).filter(rule.only(gone, kept)).values_list("pk", flat=True))
    rule.model._default_manager.filter(pk__in=pks).update(**{rule.column: rule.key(kept)})
    return pks


def _keep_names(gone: Provider, kept: Provider, *, by: Viewer, now: datetime) -> list[int]:
    """It is found under what the earlier entry was called."""
    known = {kept.name.casefold(), kept.trade_name.casefold()}
    held = Particular.objects.filter(provider=kept, kind=Particular.Kind.NAME, ended_at=None)
    known |= {value.casefold() for value in held.values_list("value", flat=True)}
    told = {"source": f"the earlier entry {gone.public_id}", "given_by": by.name, "given_at": now}
    names = [name for name in dict.fromkeys((gone.name, gone.trade_name)) if name and name.casefold() not in known]
    made = [Particular.objects.create(provider=kept, kind=Particular.Kind.NAME, value=n, **told) for n in names]
    return [row.pk for row in made]


@transaction.atomic
def undo_merge(*, merge: Merge, because: str, by: Viewer, now: datetime) -> None:
    """They are two after all: what went over and is still there goes back. What came since stays with the survivor."""
    only_staff(by)
    queue()
    merge = Merge.objects.select_for_update(of=("self",)).select_related("gone", "kept").get(pk=merge.pk)
    if merge.undone_at:
        raise _no("because", f"{merge.undone_by} has undone it already.")
    if not because.strip():
        raise _no("because", "Say why they are two.")
    if survivor_of(merge.kept).pk != merge.kept.pk:
        raise _no("because", f"{merge.kept.name} was merged since: undo that first.")
    Particular.objects.filter(pk__in=merge.moved["named"]).update(ended_at=now, ended_by=by.name)
    for rule in followers():
        rows = rule.of(merge.kept).filter(pk__in=merge.moved["rows"].get(rule.label, ()))
        rows.update(**{rule.column: rule.key(merge.gone)})
    PointOfContact.objects.filter(pk__in=merge.moved["ended"]).update(ended_at=None)
    _empty(merge.kept, merge.moved["filled"])
    merge.undone_at, merge.undone_by, merge.undone_because = now, by.name, because.strip()
    merge.save(update_fields=["undone_at", "undone_by", "undone_because"])
    told = {"merge": merge.public_id, "gone": merge.gone.public_id, "because": merge.undone_because}
    enter(merge.kept, "provider.merge_undone", by=by, now=now, **told)


def _empty(kept: Provider, filled: dict[str, Any]) -> None:
    """What the earlier entry had filled is blank again, unless somebody wrote something else meanwhile."""
    kept = Provider.objects.select_for_update().get(pk=kept.pk)
    for name, value in filled.items():
        if name == "ocns":
            kept.ocns = [ocn for ocn in kept.ocns if ocn not in value]
        elif str(getattr(kept, name)) == value:
            setattr(kept, name, "")
    kept.save()


@transaction.atomic
def tell_apart(*, one: Provider, other: Provider, because: str, by: Viewer, now: datetime) -> None:
    """Two that are alike are two: they are not shown as likely duplicates again."""
    only_staff(by)
    if not because.strip():
        raise _no("because", "Say what tells them apart.")
    older, newer = sorted((one, other), key=lambda row: row.pk)
    told = {"because": because.strip(), "said_by": by.name, "said_at": now}
    NotTheSame.objects.update_or_create(one=older, other=newer, defaults=told)
    enter(older, "provider.told_apart", by=by, now=now, other=newer.public_id, because=because.strip())


def _no(field: str, message: str) -> MergeRefused:
    refused = MergeRefused(message)
    refused.field = field
    return refused
