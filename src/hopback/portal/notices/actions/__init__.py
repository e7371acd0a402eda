"""All writes of this room: a notice put into the outbox, what became of it, and the mail that comes back."""

from ..addresses import Recipient
from .catching import NoDemonstration, keep_caught
from .delivering import accept, claim, give_up, put_off
from .posting import post
from .receiving import MailTooLarge, receive

__all__ = [
    "MailTooLarge",
    "NoDemonstration",
    "Recipient",
    "accept",
    "claim",
    "give_up",
    "keep_caught",
    "post",
    "put_off",
    "receive",
]
