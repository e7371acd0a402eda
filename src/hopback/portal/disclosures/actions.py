"""The one way into the register. Whoever shows a party's confidential data to somebody else calls this."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from hopback.policy.clauses import clause
from hopback.portal.accounts.viewer import Viewer
from hopback.portal.logbook import actions as logbook

from .models import Disclosure

TEAM = "The traceback team"
PROTECTION = "Protection of rights, property and users from fraud and abuse (47 U.S.C. 222(d)(2))"


@transaction.atomic
def disclosed(
    *,
    of: Sequence[str],
    to: str,
    to_party: str = "",
    told_as: str = "",
    what: str,
    basis: str,
    clause_id: str,
    about: str = "",
    label: str = "",
    verb: str = "data.disclosed",
    by: Viewer,
    now: datetime,
    traceback: str = "",
    hop: str = "",
    payload: Mapping[str, Any] | None = None,
) -> list[Disclosure]:
    """Data of the parties `of` (public ids) is shown to `to`: a row for each, and the one entry of the log.

    This makes the log's entry. A caller that has an entry of its own hands over its `verb`, `traceback`, `hop` and
    payload here instead of calling the logbook, so that nothing is written twice.

    `to`: who saw it, in words; `to_party`: its public id where it has one. `told_as`: who saw it as the party itself
    may read it; staff are "The traceback team" to a party. **Nobody below may learn of hops above it (A3.11)**: of a
    provider's data shown further up the path, say "The provider that you named", and make one row, not one a hop.
    `what`: which fields or document, in words, never their content. `basis`: the legal basis in words that every
    party in `of` may read; a reason that names others goes into the payload, which only staff see.
    `clause_id`: A5.4, XC.2 … `about`: public id of the object; `label`: what people call it (TB-2026-04182).
    The row of a party outlives the data it is about: put no number, name of a customer or text of a call in it.
    """
    parties = [party for party in dict.fromkeys(of) if party and party != to_party]
    said = {"of": parties, "to": to, "to_party": to_party, "what": what, "basis": basis, "clause": clause_id}
    named = {"traceback": traceback, "hop": hop, "about": "" if about in (traceback, hop) else about}
    entry = logbook.record(by=by, now=now, verb=verb, **named, **(said | dict(payload or {})))
    row = {
        "entry": entry.seq,
        "to": to[:200],
        "to_party": to_party,
        "told_as": (told_as or (TEAM if by.is_staff and to == by.name else to))[:200],
        "what": what[:300],
        "basis": basis[:300],
        "clause": clause(clause_id).id,
        "about": about,
        "label": label,
        "at": now,
    }
    return Disclosure.objects.bulk_create([Disclosure(of=party, **row) for party in parties])
