"""As calls come in, those that tell of the same call, number and minute, or text are brought together (A1.6, A4.3).

A fixed number of questions for any number of calls. Grouping waits for grouping, so that two batches at one time
see each other's calls.
"""

import hashlib
from collections.abc import Iterable, Sequence

from django.db import connection
from django.db.models import Q

from hopback.policy.figures import SAME_MOMENT
from hopback.portal.ground.statements import run

from ..alike import Told, bands, grouped, nearly_the_same, words_of
from ..models import Candidate, IncidentData, Wording, WordingBand

LOCK = 0x_10_6B_04  # any constant
AT_ONCE = 5_000  # values in one question: databases take no more than some ten thousands


def one_at_a_time() -> None:
    """Until the transaction ends. SQLite has one writer anyway."""
    if connection.vendor == "postgresql":
        run("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def by_number(rows: Sequence[Candidate]) -> None:
    """Give new rows their groups, and change those of rows that were there, where that follows."""
    before = _neighbours([row.incident for row in rows])
    new = [_told(place, row, row.incident) for place, row in enumerate(rows)]
    known = [_told(("known", row.pk), row, row.incident) for row in before]
    groups = grouped([*known, *new])
    for place, row in enumerate(rows):
        row.call_group, row.minute_group = groups[place]
    changed = []
    for row in before:
        now = groups["known", row.pk]
        if now != (row.call_group, row.minute_group):
            row.call_group, row.minute_group = now
            changed.append(row)
    if changed:
        Candidate.objects.bulk_update(changed, ["call_group", "minute_group"], batch_size=500)


def _told(key: object, row: Candidate, incident: IncidentData) -> Told:
    return Told(
        key=key,  # type: ignore[arg-type]
        calling=incident.calling or incident.calling_raw.casefold(),
        is_number=bool(incident.calling),
        called=incident.called or incident.called_raw,
        at=incident.called_at,
        call_group=row.call_group,
        minute_group=row.minute_group,
    )


def _neighbours(incidents: Sequence[IncidentData]) -> list[Candidate]:
    """What was told before of these numbers, around these times."""
    times = [incident.called_at for incident in incidents]
    numbers = {incident.calling for incident in incidents if incident.calling}
    others = {incident.called for incident in incidents if not incident.calling and incident.called}
    if not times or not numbers | others:
        return []
    span = (min(times) - 2 * SAME_MOMENT, max(times) + 2 * SAME_MOMENT)
    same = Q(incident__calling__in=numbers) | Q(incident__calling="", incident__called__in=others)
    return list(Candidate.objects.filter(same, incident__called_at__range=span).select_related("incident"))


def by_text(rows: Sequence[Candidate]) -> None:
    """Give new rows their wording: one that is there and nearly the same, or a new one."""
    said = [words_of(row.evidence) for row in rows]
    texts = {_digest(words): words for words in said if words}
    found = _known(texts) | {}
    _bring_in({digest: words for digest, words in texts.items() if digest not in found}, found)
    for row, words in zip(rows, said, strict=True):
        row.wording_id = found[_digest(words)] if words else None


def _digest(words: str) -> str:
    return hashlib.sha256(words.encode()).hexdigest()


def _known(texts: dict[str, str]) -> dict[str, int]:
    return dict(Wording.objects.filter(digest__in=texts).values_list("digest", "pk")) if texts else {}


def _bring_in(new: dict[str, str], found: dict[str, int]) -> None:
    """Into `found`: a wording for each new text. Two texts of one batch may share one that is new."""
    sketches = {digest: bands(words) for digest, words in new.items()}
    words_by, holders = _with_bands({band for sketch in sketches.values() for band in sketch})
    fresh: dict[str, list[str]] = {}  # digest of a new wording: the texts that are nearly it
    for digest, words in new.items():
        like = _like(words, sketches[digest], words_by, holders)
        if like is None:
            fresh[digest] = [digest]
            words_by[digest] = words
            for band in sketches[digest]:
                holders.setdefault(band, []).append(digest)
        elif isinstance(like, str):
            fresh[like].append(digest)
        else:
            found[digest] = like
    made = Wording.objects.bulk_create([Wording(digest=digest, words=new[digest]) for digest in fresh])
    WordingBand.objects.bulk_create(
        [WordingBand(wording=one, band=band) for one in made for band in sorted(set(sketches[one.digest]))]
    )
    for one in made:
        found |= dict.fromkeys(fresh[one.digest], one.pk)


def _with_bands(wanted: set[int]) -> tuple[dict[int | str, str], dict[int, list[int | str]]]:
    """Wordings that share a band with what is wanted: their words, and by band which they are."""
    holders: dict[int, list[int | str]] = {}
    several, ordered = set(), sorted(wanted)
    for begin in range(0, len(ordered), AT_ONCE):
        part = ordered[begin : begin + AT_ONCE]
        for band, wording in WordingBand.objects.filter(band__in=part).values_list("band", "wording_id"):
            holders.setdefault(band, []).append(wording)
            several.add(wording)
    words = dict(Wording.objects.filter(pk__in=several).values_list("pk", "words")) if several else {}
    return {**words}, holders


def _like(
    words: str, sketch: Iterable[int], words_by: dict[int | str, str], holders: dict[int, list[int | str]]
) -> int | str | None:
    near = dict.fromkeys(each for band in sketch for each in holders.get(band, ()))
    return next((each for each in near if nearly_the_same(words, words_by[each])), None)
