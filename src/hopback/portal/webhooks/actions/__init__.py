"""All writes of this room: webhooks of a provider, events into the outbox, and what became of them."""

from .delivering import accept, claim, give_up, put_off
from .endpoints import add_endpoint, disable_endpoint, enable_endpoint, remove_endpoint, rotate_secret
from .posting import post, send_test

__all__ = [
    "accept",
    "add_endpoint",
    "claim",
    "disable_endpoint",
    "enable_endpoint",
    "give_up",
    "post",
    "put_off",
    "remove_endpoint",
    "rotate_secret",
    "send_test",
]
