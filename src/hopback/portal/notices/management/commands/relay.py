"""`relay`: hand the outbox to the mail server, every second, until told to stop."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from hopback.portal.ground import clock

from ... import relay
from ._until import told_to_stop


class Command(BaseCommand):
    help = "Hand waiting mails to the mail server until stopped (SIGTERM or Ctrl-C finishes the current batch)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="one batch, then stop")

    def handle(self, *, once: bool, **_: Any) -> None:
        if once:
            done = relay.deliver_due(now=clock.now())
            self.stdout.write(f"{done.accepted} accepted, {done.retried} put off, {done.failed} failed")
        else:
            relay.keep_delivering(stop=told_to_stop(), clock=clock.now)
