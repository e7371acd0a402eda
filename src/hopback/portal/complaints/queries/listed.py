"""Numbers that nobody may call from, as the registry says (Appendix B). What is listed by blocks counts as well."""

from collections.abc import Iterable, Sequence

from django.db.models import Q, QuerySet

from hopback.portal.do_not_originate.models import Number, Version
from hopback.portal.sourcing.models import Candidate

SHORTEST_BLOCK = 4  # signs, such as +120
ON_IT = "On the Do Not Originate list"


def all_of() -> QuerySet[Number, str]:
    """Those that are listed one by one."""
    return _listed().filter(block=False).values_list("number", flat=True)


def of(numbers: Sequence[str]) -> dict[str, str]:
    """Number → what the registry says of it now; numbers that are not on it are left out."""
    return dict.fromkeys(_that_cover(numbers, _listed()), ON_IT)


def spoofed(candidates: Sequence[Candidate]) -> dict[int, str]:
    """Candidates by primary key whose calling number was on the list when the call was made (A1.8)."""
    wanted = {row.pk: row.incident for row in candidates if row.incident.calling}
    rows = _that_cover(sorted({one.calling for one in wanted.values()}), Number.objects.exclude(listed_in=None))
    if not rows:
        return {}
    versions = {one for some in rows.values() for row in some for one in (row.listed_in, row.removed_in) if one}
    made = dict(Version.objects.filter(number__in=versions).values_list("number", "made_at"))
    return {
        pk: "the number was on the Do Not Originate list"
        for pk, one in wanted.items()
        for row in rows.get(one.calling, ())
        if (since := made.get(row.listed_in)) and since <= one.called_at
        and (row.removed_in is None or made[row.removed_in] > one.called_at)
    }  # fmt: skip


def _listed() -> QuerySet[Number]:
    return Number.objects.filter(listed_in__isnull=False, removed_in=None)


def _that_cover(numbers: Iterable[str], among: QuerySet[Number]) -> dict[str, list[Number]]:
    """Each number with the rows that mean it: itself, or a block that it begins with."""
    beginnings = {number: _beginnings(number) for number in numbers}
    sought = {each for some in beginnings.values() for each in some}
    if not sought:
        return {}
    rows = among.filter(Q(block=True, number__in=sought) | Q(block=False, number__in=list(beginnings)))
    found: dict[str, list[Number]] = {}
    by_start: dict[str, list[Number]] = {}
    for row in rows.only("number", "block", "listed_in", "removed_in"):
        by_start.setdefault(row.number, []).append(row)
    for number, some in beginnings.items():
        mine = [row for each in (*some, number) for row in by_start.get(each, ()) if row.block or row.number == number]
        if mine:
            found[number] = mine
    return found


def _beginnings(number: str) -> list[str]:
    return [number[:end] for end in range(SHORTEST_BLOCK, len(number))]
