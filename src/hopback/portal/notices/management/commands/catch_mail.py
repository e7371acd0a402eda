"""`catch_mail`: the demonstration's mail server, whose mails are on the page /demonstration/mail/."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from hopback.portal.ground import clock

from ... import catcher
from ._until import told_to_stop


class Command(BaseCommand):
    help = "Catch every mail instead of delivering it. Runs in the demonstration only."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dead", action="append", default=[], metavar="ADDRESS", help="refuse this address")

    def handle(self, *, dead: list[str], **_: Any) -> None:
        if not settings.DEMONSTRATION:
            raise CommandError("Mail is caught in the demonstration only (HOPBACK_DEMONSTRATION=1).")
        stop = told_to_stop()
        server = settings.SMTP
        catching = catcher.controller(server.host, server.port, clock=clock.now, dead=dead)
        catching.start()
        self.stdout.write(f"Catching mail at {server.host}:{server.port}; read it at /demonstration/mail/")
        try:
            stop.wait()
        finally:
            catching.stop()
