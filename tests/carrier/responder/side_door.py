"""The portal's own application with a side door for tests: real actions, done inside its process."""

import json
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from tests.carrier.responder.portal import SIDE_DOOR


def fill(names: Sequence[str]) -> None:
    """Providers with contacts and somebody of the team, once."""
    from hopback.portal.accounts.viewer import SYSTEM
    from hopback.portal.demonstration import actions as demonstration
    from hopback.portal.providers.models import Provider
    from tests.portal import factories as make
    from tests.portal.tracebacks import staged

    if Provider.objects.exists():
        return
    demonstration.mark(seed=1, by=SYSTEM, now=datetime.now(UTC))
    make.make_staff()
    for name in names:
        make.make_provider_person(staged.listed(name), f"{name.split()[0]} desk")


def providers() -> dict[str, str]:
    from hopback.portal.providers.models import Provider

    return dict(Provider.objects.values_list("name", "public_id"))


def key(provider: str) -> str:
    from hopback.portal.accounts.models import User
    from tests.portal import factories as make

    who = User.objects.filter(party=providers()[provider]).first()
    assert who is not None
    return make.make_key(who, "hops", "providers", label=datetime.now(UTC).isoformat())[1]


def revoke(provider: str) -> int:
    from hopback.portal.accounts import actions
    from hopback.portal.accounts.models import ApiKey, User
    from hopback.portal.accounts.viewer import of_user

    who = User.objects.filter(party=providers()[provider]).first()
    assert who is not None
    keys = list(ApiKey.objects.filter(party=who.party, revoked_at=None))
    for each in keys:
        actions.revoke_key(key=each, by=of_user(who), now=datetime.now(UTC))
    return len(keys)


def report(called: str, calling: str, called_at: str, provider: str = "Cardinal Wireless", purpose: str = "") -> str:
    from hopback.portal.providers.models import Provider
    from hopback.portal.sourcing.models import Candidate
    from hopback.portal.tracebacks import actions
    from tests.portal.tracebacks import staged

    at, now = datetime.fromisoformat(called_at), datetime.now(UTC)
    numbers = {"calling": calling, "calling_raw": calling, "called": called, "called_raw": called, "called_at": at}
    told = staged.candidate(Provider.objects.get(name=provider), **numbers, signer_ocn="", attestation="")
    if purpose:
        Candidate.objects.filter(pk=told.pk).update(purpose=purpose)
        told.refresh_from_db()
    opened = actions.open_traceback(candidate=told, by=_team(), now=now - timedelta(seconds=1))
    return staged.waiting(opened).public_id


def hop(hop: str) -> dict[str, Any]:
    found = _hop(hop)
    given = found.answers.order_by("version")
    newest = given.last()
    following = found.traceback.hops.filter(position=found.position + 1).first()
    return {
        "state": found.state,
        "answers": given.count(),
        "kind": newest.kind if newest else "",
        "upstream": newest.upstream.name if newest and newest.upstream else "",
        "trunk": newest.trunk if newest else "",
        "call_id": newest.call_id if newest else "",
        "channel": newest.channel if newest else "",
        "customer": newest.vetting if newest else None,
        "next": following.provider.name if following and following.provider else "",
        "next_hop": following.public_id if following else "",
    }


def answer(hop: str, **said: Any) -> str:
    """Somebody answers on the portal's page."""
    from hopback.portal.tracebacks import actions
    from hopback.wire.answers import AnswerIn
    from tests.portal.tracebacks import staged

    found = _hop(hop)
    actions.answer(hop=found, said=AnswerIn(**said), channel="page", by=staged.desk(found), now=datetime.now(UTC))
    return hop


def give_back(hop: str) -> str:
    from hopback.portal.tracebacks import actions

    newest = _hop(hop).answers.order_by("version").last()
    told = {"reason": "Where is this customer?", "until": None, "by": _team(), "now": datetime.now(UTC)}
    actions.return_answer(answer=newest, **told)
    return hop


def counts() -> dict[str, int]:
    from hopback.portal.logbook.models import Entry
    from hopback.portal.tracebacks.models import Answer

    acknowledged = Entry.objects.filter(verb__contains="acknowledge").count()
    return {"answers": Answer.objects.count(), "acknowledged": acknowledged}


def gateway_key(provider: str) -> str:
    """It becomes a Steering member, and gets a key to the list of Do Not Originate numbers (XB.6)."""
    from hopback.portal.accounts.models import User
    from hopback.portal.membership.models import Membership
    from hopback.portal.providers.models import Provider
    from tests.portal import factories as make

    row, now = Provider.objects.get(name=provider), datetime.now(UTC)
    Membership.objects.create(provider=row, tier="steering", because="Voted in.", began_by="Team", began_at=now)
    who = User.objects.filter(party=row.public_id).first()
    assert who is not None
    return make.make_key(who, "do_not_originate", label="gateway")[1]


def listed(numbers: str) -> str:
    """An office asks and is approved; the moment of that."""
    from tests.portal.do_not_originate import staged

    made = staged.requested(_team(), datetime.now(UTC), numbers=numbers, name=f"Office of {numbers.split()[0]}")
    staged.listed(made, _team(), datetime.now(UTC))
    return datetime.now(UTC).isoformat()


def many_listed(count: int) -> int:
    """So many numbers at once, of one office; only the rows of its request are written past the actions."""
    from django.db import connection

    from tests.portal.do_not_originate import staged

    made = staged.requested(_team(), datetime.now(UTC), name="Federal Revenue Office", numbers="888-555-0101")
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO do_not_originate_number (listing_id, number, block) "
            "WITH RECURSIVE n(i) AS (SELECT CAST(0 AS BIGINT) UNION ALL SELECT i + 1 FROM n WHERE i < %s) "
            "SELECT %s, '+1' || (2002000000 + i * 797), %s FROM n",
            [count - 2, made.pk, False],
        )
    staged.listed(made, _team(), datetime.now(UTC))
    return made.numbers.count()


def implemented() -> list[str]:
    from hopback.portal.do_not_originate.models import Implementation

    return sorted(Implementation.objects.values_list("name", flat=True))


def _hop(public_id: str) -> Any:
    from hopback.portal.tracebacks.models import Hop

    return Hop.objects.select_related("traceback", "provider").get(public_id=public_id)


def _team() -> Any:
    from hopback.portal.accounts.models import User
    from hopback.portal.accounts.viewer import of_user

    return of_user(User.objects.get(kind="staff"))


VERBS: dict[str, Callable[..., Any]] = {
    each.__name__: each
    for each in (
        providers,
        key,
        revoke,
        report,
        hop,
        answer,
        give_back,
        counts,
        gateway_key,
        listed,
        many_listed,
        implemented,
    )
}
_portal: Callable[..., Any] | None = None


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    global _portal
    if _portal is None:
        from hopback.portal.wsgi import application as real

        _portal = real
    if not environ["PATH_INFO"].startswith(SIDE_DOOR):
        return _portal(environ, start_response)  # type: ignore[no-any-return]
    said = json.loads(environ["wsgi.input"].read() or b"{}")
    body = json.dumps(VERBS[environ["PATH_INFO"].rsplit("/", 1)[1]](**said)).encode()
    start_response("200 OK", [("Content-Type", "application/json"), ("Content-Length", str(len(body)))])
    return [body]
