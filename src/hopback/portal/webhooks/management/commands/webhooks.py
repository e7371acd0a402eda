"""`webhooks`: send events to the machines of providers, until told to stop."""

import threading
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from hopback.portal.notices.management.commands._until import told_to_stop

from ...worker import Worker


class Command(BaseCommand):
    help = "Send waiting events until stopped (SIGTERM or Ctrl-C finishes what is on the line)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="what is due now, then end")

    def handle(self, *, once: bool, **_: Any) -> None:
        worker, stop = Worker(), threading.Event() if once else told_to_stop()
        if not once:
            worker.run(stop)
            return
        self.stdout.write(f"{worker.deliver_due()} tries")
        worker.finish()
