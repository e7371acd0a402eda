"""What `hopback serve` does more for a demonstration: a place of its own, its people, its mail catcher."""

import os
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

from .portal import stop
from .ports import free_port

LOOPBACK = {"127.0.0.1", "localhost", "::1"}
MAIL_PORT, REPLY_PORT = 2525, 2424

type Say = Callable[[str], None]


def prepare(host: str, port: int) -> None:
    """Set what the portal's settings read, before they are read."""
    if host not in LOOPBACK:
        stop(f"A demonstration can be reached from this machine only, not at {host}: its passwords are known.")
    at = f"[{host}]" if ":" in host else host
    wanted = {
        "HOPBACK_DEMONSTRATION": "1",
        "HOPBACK_VAR": "var/demonstration",
        "HOPBACK_BASE_URL": f"http://{at}:{port}",
        "HOPBACK_SMTP_URL": f"smtp://127.0.0.1:{free_port('127.0.0.1', MAIL_PORT)}",
        "HOPBACK_INBOUND_MAIL": f"smtp://127.0.0.1:{free_port('127.0.0.1', REPLY_PORT)}",
    }
    for name, value in wanted.items():
        os.environ.setdefault(name, value)
    os.environ["HOPBACK_DEMONSTRATION"] = "1"


def seed_once(say: Say) -> None:
    """Fill an empty database with a network's last days; an existing one is left as it is."""
    from django.conf import settings
    from django.db import connections

    from hopback.portal.demonstration.authority import Authority
    from hopback.portal.demonstration.guard import marked
    from hopback.portal.demonstration.seed import seed
    from hopback.portal.ground import clock

    if not marked():
        say("Making the demonstration: ten days of a simulated network, once. This takes up to a minute.")
        now = clock.now()
        seed(now=now, say=say, authority=Authority(Path(settings.STI_TRUST).parent, now))
    connections.close_all()


def catcher_argv() -> tuple[str, ...]:
    """The mail catcher refuses the mailboxes that bounce in the network."""
    from hopback.portal.demonstration.seed import dead_mailboxes

    return ("-m", "django", "catch_mail", *(part for address in dead_mailboxes() for part in ("--dead", address)))


def introduce(say: Say) -> None:
    """Who can sign in, with what, and where the mails are."""
    from django.conf import settings
    from django.db import connections

    from hopback.portal.demonstration import queries
    from hopback.portal.demonstration.people import PASSWORD

    base = settings.BASE_URL
    say("")
    for person, acts_for in queries.people():
        role = "administrator" if person.role == "admin" else "member"
        say(f"  {person.email:<34} {person.name}, {role}, {acts_for or 'traceback team'}")
    say(f"  Password, for all: {PASSWORD}")
    say(f"  Code, for the traceback team: {base}/demonstration/")
    say(f"  Every mail sent: {base}/demonstration/mail/")
    if key := queries.api_key():
        say(f"  API key of Cardinal Wireless: {key}")
    say("")
    connections.close_all()


def mail_address() -> tuple[str, int]:
    parts = urlsplit(os.environ["HOPBACK_SMTP_URL"])
    return parts.hostname or "127.0.0.1", parts.port or 25
