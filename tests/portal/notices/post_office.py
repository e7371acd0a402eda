"""A real mail server on a free port of this machine, which does as it is told; and mails to send through it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

from aiosmtpd.controller import Controller

from hopback.portal.ground.environment import Smtp
from hopback.portal.notices import actions
from hopback.portal.notices.actions import Recipient
from hopback.portal.notices.models import Delivery, Notice
from hopback.portal.notices.system import SYSTEM
from tests.ports import free_port

NOW = datetime(2026, 10, 19, 17, 25, 6, tzinfo=UTC)
HOP, OTHER_HOP, TRACEBACK = "hop_8Qd2kTzWm4Xp", "hop_8QD2kTzWm4Xp", "tb_7Hn3vRbYc5Lq"
MERIDIAN = Recipient("traceback@meridian.example", "Meridian Transit NOC", "primary")
MERIDIAN_BACK_UP = Recipient("noc-backup@meridian.example", "", "back-up")
CALL = {
    "traceback_number": "TB-2026-04182",
    "provider_name": "Meridian Transit",
    "campaign": "SSA benefit suspension",
    "call_time_local": "Mon 19 Oct 2026, 8:41 AM CDT",
    "call_time_utc": "19 Oct 2026, 13:41:27 UTC",
    "calling": "+1 202 555 0142",
    "sent_to": "Blue Ridge Telecom",
    "due_local": "Tue 20 Oct 2026, 12:25 PM CDT",
    "due_utc": "20 Oct 2026, 17:25:00 UTC",
    "hours_left": 24,
    "closes_local": "Wed 21 Oct 2026, 12:25 PM CDT",
    "link_path": "/a/",
    "check_path": "/check/",
    "contacts_path": "/provider/",
    "certification": "This request is made in good faith to protect users from fraudulent use of voice service.",
    "more_waiting": 3,
    "secrets": ["+13125550177"],
}


class Clerk:
    """Takes all mail, but says what `says` tells it to at RCPT or DATA, one entry a time; the last one stays."""

    def __init__(self) -> None:
        self.says: dict[str, list[str]] = {}
        self.at_mail = ""
        self.at_data: list[str] = []
        self.got: list[tuple[str, str, bytes]] = []

    async def handle_MAIL(self, server: Any, session: Any, envelope: Any, sender: str, options: Any) -> str:
        envelope.mail_from = sender
        return self.at_mail or "250 OK"

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        said = self.says.get(address, ["250 2.1.5 OK"])
        reply = said.pop(0) if len(said) > 1 else said[0]
        if reply.startswith("2"):
            envelope.rcpt_tos.append(address)
        return reply

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        reply = self.at_data.pop(0) if self.at_data else "250 2.0.0 OK queued as 4XkT9z"
        if reply.startswith("2"):
            self.got += [(envelope.mail_from, to, envelope.original_content) for to in envelope.rcpt_tos]
        return reply

    @property
    def mails(self) -> list[EmailMessage]:
        return [message_from_bytes(raw, policy=default) for _, _, raw in self.got]  # type: ignore[misc]


@contextmanager
def open_office(clerk: Clerk, **options: Any) -> Iterator[Smtp]:
    port = free_port()
    server = Controller(clerk, hostname="127.0.0.1", port=port, **options)
    server.start()
    try:
        yield Smtp("127.0.0.1", port, "", "", "")
    finally:
        server.stop()


def post(kind: str = "request", *, to: Any = (MERIDIAN,), hop: str = HOP, now: Any = NOW, **more: Any) -> Notice:
    """A request to Meridian Transit, or what else is asked for."""
    context = {**CALL, **more.pop("context", {})}
    known = {"link_nonce": "nonce-of-meridian", "traceback": TRACEBACK, "party": "prv_Mer1d1anTr4n"}
    return actions.post(kind=kind, to=to, hop=hop, context=context, by=SYSTEM, now=now, **{**known, **more})


def only(notice: Notice) -> Delivery:
    return notice.deliveries.get()
