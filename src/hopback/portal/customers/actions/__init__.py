"""The only place that writes customers and what was done about traffic (XA.4, XA.5)."""

from .mitigation import ask_again, report
from .same import tell_apart, tell_same
from .taking_up import take_up

__all__ = ["ask_again", "report", "take_up", "tell_apart", "tell_same"]
