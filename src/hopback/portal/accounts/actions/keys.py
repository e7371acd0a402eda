"""Keys for machines: made once, shown once, kept as a hash."""

import secrets
from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.http import Http404

from hopback.portal.accounts import parties
from hopback.portal.ground.ids import ALPHABET
from hopback.portal.logbook import actions as logbook

from ..models import ApiKey, Kind
from ..queries import SCOPES, administers, hash_of_secret
from ..refusals import ScopeNotTheirs
from ..viewer import Viewer

PREFIX = "hbk_"
LENGTH = 40  # of 54 letters each: 230 bits


@transaction.atomic
def make_key(
    *, label: str, scopes: Collection[str], kind: str = "", party: str = "", by: Viewer, now: datetime
) -> tuple[ApiKey, str]:
    """A key and its secret, which is not kept. For one's own party; staff administrators also for a source."""
    kind, party = (kind, party) if kind else (by.kind, by.party)
    if not _may_make(by, kind, party):
        raise Http404
    _fits(kind, scopes)
    secret = PREFIX + "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    key = ApiKey.objects.create(
        label=label.strip(),
        kind=kind,
        party=party,
        scopes=sorted(set(scopes)),
        shown_start=secret[:10],
        secret_hash=hash_of_secret(secret),
        created_by=by.name,
        created_at=now,
    )
    _record(key, "key.made", by=by, now=now)
    return key, secret


@transaction.atomic
def revoke_key(*, key: ApiKey, by: Viewer, now: datetime) -> None:
    """Dead from the next request on. A second time changes nothing."""
    if not administers(by, key.kind, key.party):
        raise Http404
    if ApiKey.objects.filter(pk=key.pk, revoked_at=None).update(revoked_at=now):
        _record(key, "key.revoked", by=by, now=now)


def _may_make(by: Viewer, kind: str, party: str) -> bool:
    """Staff cannot make a provider's key: with it they could answer in its name."""
    if by.kind == "system":
        return True
    own = by.kind == kind and by.party == party
    for_a_source = by.is_staff and kind == Kind.SOURCE and parties.name_of(kind, party) is not None
    return administers(by, kind, party) and (own or for_a_source)


def _fits(kind: str, scopes: Collection[str]) -> None:
    if not scopes:
        raise ScopeNotTheirs("Choose at least one thing this key may do.")
    if beyond := set(scopes) - set(SCOPES[Kind(kind)]):
        raise ScopeNotTheirs(f"A key of this kind cannot have: {', '.join(sorted(beyond))}.")


def _record(key: ApiKey, verb: str, *, by: Viewer, now: datetime) -> None:
    logbook.record(
        by=by,
        now=now,
        verb=verb,
        about=key.public_id,
        label=key.label,
        start=key.shown_start,
        scopes=key.scopes,
        party=key.party,
    )
