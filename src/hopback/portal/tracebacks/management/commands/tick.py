"""`tick`: lets deadlines happen when they come. A late one delays notices and makes no page wrong (ADR 0003)."""

import signal
import threading
from argparse import ArgumentParser
from typing import Any

import structlog
from django.core.management.base import BaseCommand
from django.db import DatabaseError, close_old_connections

from hopback.portal.accounts.viewer import SYSTEM
from hopback.portal.ground import actions as ground
from hopback.portal.ground import clock

from ... import actions, verifier

EVERY = 3.0  # seconds

log = structlog.get_logger()


class Command(BaseCommand):
    help = "Send reminders and close silent hops when their deadlines come, until told to stop."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="What is due now, then end.")

    def handle(self, *args: Any, once: bool, **options: Any) -> None:
        if once:
            ground.begin_standing(by=SYSTEM, now=clock.now())
            self.stdout.write(f"{actions.tick(now=clock.now())} deadlines happened.")
            self.stdout.write(f"{verifier.look_once()} signatures looked at.")
            return
        stop = threading.Event()
        for one in (signal.SIGTERM, signal.SIGINT):
            signal.signal(one, lambda *_: stop.set())
        looking = threading.Thread(target=verifier.keep_looking, args=(stop,), name="signatures", daemon=True)
        looking.start()
        keep_ticking(stop)
        looking.join(timeout=verifier.PATIENCE)


def keep_ticking(stop: threading.Event) -> None:
    """A database that is away is waited for."""
    begun = False
    while not stop.is_set():
        try:
            if not begun:
                ground.begin_standing(by=SYSTEM, now=clock.now())
                begun = True
            if happened := actions.tick(now=clock.now()):
                log.info("tracebacks.ticked", deadlines=happened)
        except DatabaseError:
            log.exception("tracebacks.tick_waits_for_the_database")
            close_old_connections()
        stop.wait(EVERY)
