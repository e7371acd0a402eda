"""What the rooms above may want to hear of a delivery. All carry `sender=Notice`, `delivery` and `now`.

Receivers run inside the transaction of the outcome, in a savepoint: what they write stands or falls with it, and
a receiver that raises is logged and undone without undoing the outcome (mail that has left has left)."""

import structlog
from django.db import transaction
from django.dispatch import Signal

accepted = Signal()  # a mail server took the mail: a deadline may start
received = Signal()  # mail came in: carries `mail` (IncomingMail) and `reading` (inbound.Reading), no `delivery`
undeliverable = Signal()  # refused for good, given up, or bounced: somebody else has to be asked

log = structlog.get_logger()


def tell(signal: Signal, **about: object) -> None:
    try:
        with transaction.atomic():
            signal.send(**about)
    except Exception:
        log.exception("notices.receiver_failed", **{name: str(value) for name, value in about.items()})
