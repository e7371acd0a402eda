"""A traceback closed: who is named in it is asked what it did, and whose customer it was is kept."""

from datetime import datetime
from typing import Any

from django.dispatch import receiver

from hopback.portal.accounts.viewer import SYSTEM
from hopback.portal.tracebacks import signals
from hopback.portal.tracebacks.models import Traceback

from . import actions


@receiver(signals.closed)
def path_is_known(traceback: Traceback, now: datetime, **_: Any) -> None:
    actions.take_up(traceback=traceback, by=SYSTEM, now=now)
