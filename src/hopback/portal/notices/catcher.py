"""The demonstration's mail catcher: a real SMTP server that keeps what it is handed, and refuses the dead."""

import asyncio
from collections.abc import Callable, Iterable
from datetime import datetime
from functools import partial

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from . import actions
from .listener import with_connection
from .system import SYSTEM

NOBODY = "550 5.1.1 Nobody here by that name"


class Catcher:
    def __init__(self, *, clock: Callable[[], datetime], dead: Iterable[str] = ()) -> None:
        self._clock = clock
        self._dead = {address.lower() for address in dead}

    def refuses(self, address: str) -> bool:
        """`dead-…@…`, anything under `.invalid`, and the addresses named as dead: so that failures can be shown."""
        address = address.lower()
        return address.startswith("dead-") or address.endswith(".invalid") or address in self._dead

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, rcpt_options: list[str]
    ) -> str:
        if self.refuses(address):
            return NOBODY
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        keep = partial(self._keep, envelope.mail_from or "", envelope.rcpt_tos, envelope.original_content or b"")
        return await asyncio.to_thread(with_connection, keep)

    def _keep(self, sender: str, to: list[str], raw: bytes) -> str:
        """In a thread, as the demonstration's clock looks into the database too."""
        caught = actions.keep_caught(envelope_from=sender, envelope_to=to, raw=raw, by=SYSTEM, now=self._clock())
        return f"250 2.0.0 OK caught as {caught.pk}"


def controller(host: str, port: int, *, clock: Callable[[], datetime], dead: Iterable[str] = ()) -> Controller:
    """A catcher to `start()` and `stop()`."""
    return Controller(Catcher(clock=clock, dead=dead), hostname=host, port=port, ident="Hopback mail catcher")
