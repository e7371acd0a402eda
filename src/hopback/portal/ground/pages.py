"""Pages of a long list for machines: an opaque cursor says where the last page ended."""

from typing import Any, NamedTuple

from django.core import signing
from django.db.models import Model, Q, QuerySet
from ninja.errors import HttpError

MOST = 200
USUAL = 50


class Page[Row: Model](NamedTuple):
    """`next_cursor` is None on the last page."""

    items: list[Row]
    next_cursor: str | None


def page[Row: Model](
    rows: QuerySet[Row], *, cursor: str = "", limit: int = USUAL, order: tuple[str, ...] = ("-pk",)
) -> Page[Row]:
    """One page of rows in this order; its last field is unique. HttpError 400: a cursor that is not ours."""
    limit = max(1, min(limit, MOST))
    if cursor:
        rows = rows.filter(_after(order, _read(cursor, rows.model, order)))
    found = list(rows.order_by(*order)[: limit + 1])
    if len(found) <= limit:
        return Page(found, None)
    return Page(found[:limit], cursor_after(found[limit - 1], order))


def _after(order: tuple[str, ...], values: list[Any]) -> Q:
    """(a > x) or (a = x and b > y) …, with < where the order is descending."""
    condition, equal = Q(), Q()
    for field, value in zip(order, values, strict=True):
        name = field.lstrip("-")
        beyond = Q(**{f"{name}__{'lt' if field.startswith('-') else 'gt'}": value})
        condition |= equal & beyond
        equal &= Q(**{name: value})
    return condition


def cursor_after(row: Model, order: tuple[str, ...]) -> str:
    """For the page that begins behind this row."""
    values = [getattr(row, field.lstrip("-")) for field in order]
    plain = [v.isoformat() if hasattr(v, "isoformat") else v for v in values]
    return signing.dumps(plain, salt=_salt(type(row), order), compress=True)


def _read(cursor: str, model: type[Model], order: tuple[str, ...]) -> list[Any]:
    try:
        return signing.loads(cursor, salt=_salt(model, order))
    except signing.BadSignature:
        raise HttpError(400, "This cursor is not one that we gave out for this list.") from None


def _salt(model: type[Model], order: tuple[str, ...]) -> str:
    """A cursor of one list is nothing to another."""
    return ":".join(["cursor", model._meta.label, *order])
