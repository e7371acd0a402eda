"""The only place that writes what is published (A3.9, A3.10)."""

from .mailing import send
from .reporting import make_draft, publish_report, write_texts
from .switching import switch_off, switch_on

__all__ = ["make_draft", "publish_report", "send", "switch_off", "switch_on", "write_texts"]
