"""Mail that comes back: kept whole, logged on its hop, and never taken as an answer (A3.5)."""

import hashlib
from datetime import datetime

from django.conf import settings
from django.db import transaction

from hopback.portal.logbook import actions as logbook
from hopback.portal.logbook.actions import Actor

from .. import inbound, queries, signals
from ..addresses import read_reply_address
from ..kept_back import is_kept_back, loggable
from ..models import Delivery, IncomingMail, Notice

VERBS = {IncomingMail.Kind.BOUNCE: "notice.bounced", IncomingMail.Kind.DELAY: "notice.delayed"}


class MailTooLarge(ValueError):  # noqa: N818 - it reads as what happened
    """A mail larger than MAX_UPLOAD_BYTES is not taken."""


@transaction.atomic
def receive(*, envelope_from: str, envelope_to: str, raw: bytes, by: Actor, now: datetime) -> IncomingMail:
    """Take in one mail. A final bounce marks the delivery and sends `undeliverable`; words only enter the log."""
    if len(raw) > settings.MAX_UPLOAD_BYTES:
        raise MailTooLarge(f"This mail is larger than {settings.MAX_UPLOAD_BYTES} bytes.")
    reading = inbound.read(raw, envelope_from=envelope_from)
    notice = queries.meant(envelope_to, reading.message_ids)
    delivery = _returned(reading, notice, envelope_to)
    mail = IncomingMail.objects.create(
        kind=reading.kind if notice else IncomingMail.Kind.UNKNOWN,
        traceback=notice.traceback if notice else "",
        hop=notice.hop if notice else "",
        notice=notice,
        envelope_from=inbound.clean(envelope_from)[:320],
        envelope_to=inbound.clean(envelope_to)[:320],
        sender=reading.sender,
        subject=reading.subject,
        text=reading.text,
        raw=raw,
        received_at=now,
    )
    newly_bounced = delivery is not None and reading.kind == IncomingMail.Kind.BOUNCE and _bounce(delivery, now)
    _record(mail, reading, delivery, by=by, now=now)
    signals.tell(signals.received, sender=IncomingMail, mail=mail, reading=reading, now=now)
    if newly_bounced:
        signals.tell(signals.undeliverable, sender=Notice, delivery=delivery, now=now, hard=True)
    return mail


def _returned(reading: inbound.Reading, notice: Notice | None, envelope_to: str) -> Delivery | None:
    if notice is None or reading.report is None:
        return None
    address = read_reply_address(envelope_to)
    marked = address.delivery if address else None
    return queries.returned_delivery(notice, marked=marked, recipients=reading.report.recipients)


def _bounce(delivery: Delivery, now: datetime) -> bool:
    """Mark it, once. A bounce proves that the mail was accepted, even when it is faster than the server's yes."""
    sent = Delivery.objects.filter(pk=delivery.pk, bounced_at=None, failed_at=None)
    marked = sent.update(bounced_at=now, accepted_at=delivery.accepted_at or now, next_try_at=None)
    delivery.refresh_from_db()
    return bool(marked)


def _record(
    mail: IncomingMail, reading: inbound.Reading, delivery: Delivery | None, *, by: Actor, now: datetime
) -> None:
    report = reading.report
    said = {
        "sender": mail.sender,
        "envelope_from": mail.envelope_from,
        "address": delivery.address if delivery else "",
        "reply": inbound.clean(report.said) if report else "",
        "subject": mail.subject,
        "text": mail.text,
        "attachments": reading.attachments,
    }
    if mail.notice and is_kept_back(mail.notice):
        addressed = mail.notice.deliveries.values_list("address", flat=True)
        said = loggable(mail.notice, addressed, **said)
    about = mail.notice.public_id if delivery and mail.notice else mail.public_id
    logbook.record(
        by=by,
        now=now,
        verb=VERBS.get(IncomingMail.Kind(mail.kind), "mail.received") if delivery else "mail.received",
        traceback=mail.traceback,
        hop=mail.hop,
        about=about,
        mail=mail.public_id,
        kind=str(mail.kind),
        envelope_to=mail.envelope_to,
        **said,
        sha256=hashlib.sha256(mail.raw).hexdigest(),
    )
