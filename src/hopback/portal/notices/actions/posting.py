"""A notice into the outbox. It leaves when the transaction that asked for it is over, and only then."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from hopback.portal.ground.ids import new_id
from hopback.portal.ground.statements import add_rows, run
from hopback.portal.logbook import actions as logbook
from hopback.portal.logbook.actions import Actor

from .. import addresses, texts
from ..addresses import Recipient
from ..kept_back import loggable
from ..models import Delivery, Notice


def post(
    *,
    kind: str,
    variant: str = "",
    to: Sequence[Recipient | tuple[str, str, str]],
    context: dict[str, Any],
    traceback: str = "",
    hop: str = "",
    party: str = "",
    link_nonce: str = "",
    thread: str = "",
    by: Actor,
    now: datetime,
) -> Notice:
    """Write one standard mail, with a delivery for each address, and log every word of it (A3.5, A3.8).

    `context` is what the words of `kind` need; `link_path` in it makes the one link, whose capability is derived
    from `link_nonce` when the mail leaves and is stored nowhere. `secrets` in it are numbers that must not stand
    in the mail: CalledNumberInMail. `thread` is the public id whose mails this one joins (default: the hop).
    """
    recipients = _once_each(to)
    mail = texts.render(kind, context, personal=bool(link_nonce))
    public_id = new_id("ntc")
    about = hop or public_id
    notice = Notice(
        public_id=public_id,
        kind=kind,
        variant=str(variant)[:80],
        traceback=traceback,
        hop=hop,
        party=party,
        message_id=addresses.message_id(about, kind, _earlier(hop, kind) + 1),
        thread=addresses.thread_id(thread or about),
        reply_to=addresses.reply_address(about),
        subject=mail.subject,
        text=mail.text,
        html=mail.html,
        link_nonce=link_nonce,
        created_at=now,
    )
    with transaction.atomic(savepoint=False):  # refusing is over: what fails here fails as a whole
        add_rows([notice])
        add_rows([_delivery(notice, one, now) for one in recipients])
        _record(notice, recipients, by=by, now=now)
    return notice


def _delivery(notice: Notice, to: Recipient, now: datetime) -> Delivery:
    return Delivery(notice=notice, address=to.address, name=to.name[:120], role=to.role, next_try_at=now)


def _once_each(to: Sequence[Recipient | tuple[str, str, str]]) -> list[Recipient]:
    """Each address once, the first mention wins: a provider may name one mailbox for both roles."""
    chosen: dict[str, Recipient] = {}
    for one in to:
        chosen.setdefault(one[0].strip().lower(), Recipient(one[0].strip(), *one[1:]))
    if not chosen:
        raise ValueError("A notice needs somebody to go to.")
    return list(chosen.values())


def _earlier(hop: str, kind: str) -> int:
    """How many mails of this kind there were about the hop: by their number they are told apart, in `<….kind.2@…>`."""
    if not hop:
        return 0  # it is called by its own new id
    return int(run("SELECT COUNT(*) FROM notices_notice WHERE hop = %s AND kind = %s", [hop, kind])[0][0])


def _record(notice: Notice, to: Sequence[Recipient], *, by: Actor, now: datetime) -> None:
    addressed = [one.address for one in to]
    logbook.record(
        by=by,
        now=now,
        verb="notice.posted",
        traceback=notice.traceback,
        hop=notice.hop,
        about=notice.public_id,
        kind=notice.kind,
        variant=notice.variant,
        party=notice.party,
        message_id=notice.message_id,
        **loggable(notice, addressed, to=addressed, subject=notice.subject, text=notice.text),
    )
