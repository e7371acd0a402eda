"""The listener for replies and bounces: SMTP or LMTP, a thread with its own database connection for each mail."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from functools import partial
from typing import Any
from urllib.parse import urlsplit

import structlog
from aiosmtpd.controller import Controller
from aiosmtpd.lmtp import LMTP
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import close_old_connections, connections

from . import actions, queries
from .system import SYSTEM

AT_ONCE = 4  # mails taken in side by side
NO_SUCH_ADDRESS = "550 5.1.1 No such address here"
TRY_LATER = "451 4.3.0 Not now, please try again"

log = structlog.get_logger()


class Door:
    """What is said at RCPT and DATA. A mail is acknowledged once it is stored, and never before."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._threads = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="mail-in")

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, rcpt_options: list[str]
    ) -> str:
        known = await self._in_thread(partial(is_ours, address))
        if known is None:
            return TRY_LATER
        if not known:
            return NO_SUCH_ADDRESS
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """One answer for all recipients; to LMTP one for each, as it wants (RFC 2033)."""
        raw = envelope.original_content or b""
        replies = [await self._take(envelope.mail_from or "", to, raw) for to in envelope.rcpt_tos]
        if isinstance(server, LMTP):
            return "\r\n".join(replies)
        return next((said for said in replies if not said.startswith("2")), replies[0])

    async def _take(self, sender: str, to: str, raw: bytes) -> str:
        mail = await self._in_thread(partial(self._receive, sender, to, raw))
        return f"250 2.0.0 OK {mail.public_id}" if mail else TRY_LATER

    def _receive(self, sender: str, to: str, raw: bytes) -> Any:
        return actions.receive(envelope_from=sender, envelope_to=to, raw=raw, by=SYSTEM, now=self._clock())

    async def _in_thread(self, work: Callable[[], Any]) -> Any:
        """What `work` gives; None, and a line in the log, where it fails: the sender keeps the mail and retries."""
        try:
            return await asyncio.get_running_loop().run_in_executor(self._threads, with_connection, work)
        except Exception:
            log.exception("notices.mail_not_taken")
            return None

    def close(self) -> None:
        self._threads.shutdown(wait=True)


def is_ours(address: str) -> bool:
    """A Reply-To or bounce address that we gave out, the address we write from, or the list's."""
    own = {settings.MAIL_FROM.lower(), settings.LISTSERV_ADDRESS.lower()}
    return address.lower() in own or queries.addressed(address) is not None


def with_connection(work: Callable[[], Any]) -> Any:
    """Run in this thread with a live database connection, given back afterwards."""
    close_old_connections()
    try:
        return work()
    finally:
        connections.close_all()


class Listener:
    """Listens from `start()` to `stop()`, in threads of its own."""

    def __init__(self, where: str, *, clock: Callable[[], datetime]) -> None:
        """`where` is `smtp://host:port` or `lmtp://host:port`."""
        parts = urlsplit(where)
        if parts.scheme not in {"smtp", "lmtp"} or not parts.port:
            raise ImproperlyConfigured("HOPBACK_INBOUND_MAIL is smtp://host:port or lmtp://host:port.")
        self._door = Door(clock)
        self._controller = (Controller if parts.scheme == "smtp" else _LmtpController)(
            self._door,
            hostname=parts.hostname,
            port=parts.port,
            server_hostname=settings.REPLY_DOMAIN,
            ident="Hopback",
            data_size_limit=settings.MAX_UPLOAD_BYTES,
        )

    def start(self) -> None:
        self._controller.start()

    def stop(self) -> None:
        self._controller.stop()
        self._door.close()


class _LmtpController(Controller):
    def factory(self) -> LMTP:
        return LMTP(self.handler, **self.SMTP_kwargs)
