"""`listen`: take in replies and bounces where HOPBACK_INBOUND_MAIL says, until told to stop."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from hopback.portal.ground import clock

from ...listener import Listener
from ._until import told_to_stop


class Command(BaseCommand):
    help = "Take in replies and bounces, by SMTP or LMTP, until stopped."

    def handle(self, **_: Any) -> None:
        stop = told_to_stop()
        listener = Listener(settings.INBOUND_MAIL, clock=clock.now)
        listener.start()
        self.stdout.write(f"Listening for replies and bounces at {settings.INBOUND_MAIL}")
        try:
            stop.wait()
        finally:
            listener.stop()
