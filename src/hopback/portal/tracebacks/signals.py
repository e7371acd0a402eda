"""What the rooms above may want to hear. Carries `sender=Traceback`, `traceback`, `by` and `now`.

Receivers run inside the transaction that closes the traceback, in a savepoint (`notices.signals.tell`): one that
fails is logged and undone, and the traceback is closed all the same."""

from django.dispatch import Signal

closed = Signal()
