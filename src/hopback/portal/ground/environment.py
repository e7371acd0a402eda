"""Settings as people write them in an environment, turned into what Django wants."""

import os
import time
from collections.abc import Callable
from ipaddress import IPv4Network, IPv6Network, ip_network
from typing import Any, NamedTuple
from urllib.parse import urlsplit
from weakref import WeakKeyDictionary

from django.core.exceptions import ImproperlyConfigured

LOOPBACK = {"127.0.0.1", "::1", "localhost"}


class Smtp(NamedTuple):
    """Where mail is handed over."""

    host: str
    port: int
    username: str
    password: str
    tls: str  # "", "starttls" or "implicit"


def flag(name: str) -> bool:
    return os.environ.get(name, "").lower() in {"1", "true", "yes", "on"}


def days(text: str) -> list[int]:
    """Read `7, 14`: numbers of days, growing."""
    try:
        found = [int(part) for part in text.split(",") if part.strip()]
    except ValueError:
        raise ImproperlyConfigured(f"Days are numbers like 7, 14, not {text!r}.") from None
    if found != sorted(set(found)) or any(day < 1 for day in found):
        raise ImproperlyConfigured(f"Days grow, like 7, 14; {text!r} does not.")
    return found


def networks(text: str) -> list[IPv4Network | IPv6Network]:
    """Read `10.20.0.0/16, fd00:20::/32`."""
    try:
        return [ip_network(part.strip()) for part in text.split(",") if part.strip()]
    except ValueError as wrong:
        raise ImproperlyConfigured(f"HOPBACK_WEBHOOK_NETWORKS lists networks like 10.20.0.0/16: {wrong}.") from None


def listed(text: str) -> tuple[str, ...]:
    """Read `Executive, Supporting`."""
    return tuple(part.strip() for part in text.split(",") if part.strip())


def database(url: str, unquote: Callable[[str], str]) -> dict[str, Any]:
    """Read `sqlite:///path` or `postgresql://user:password@host:port/name`."""
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return _sqlite(url.removeprefix("sqlite:///"))
    if parts.scheme in {"postgresql", "postgres"}:
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": parts.path.lstrip("/"),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": parts.hostname or "",
            "PORT": str(parts.port or ""),
            **_kept_open(int(os.environ.get("HOPBACK_DATABASE_POOL") or 0)),
        }
    raise ImproperlyConfigured(f"DATABASE_URL begins with sqlite:/// or postgresql://, not with {parts.scheme!r}.")


def _kept_open(pool: int) -> dict[str, Any]:
    """Connections to PostgreSQL outlive a request: one for each thread, or `pool` for all threads of a process."""
    prepared = {"prepare_threshold": 0}  # only what `statements` runs is prepared: Django's own cursor never is
    if not pool:
        return {"CONN_MAX_AGE": 600, "CONN_HEALTH_CHECKS": True, "OPTIONS": prepared}
    shared = {"min_size": 2, "max_size": pool, "max_idle": 300, "check": still_lives}
    return {"CONN_MAX_AGE": 0, "OPTIONS": {**prepared, "pool": shared}}


_UNSURE_AFTER = 1.0  # seconds in which a server does not go away unnoticed
_last_seen: "WeakKeyDictionary[Any, float]" = WeakKeyDictionary()


def still_lives(connection: Any) -> None:
    """What the pool asks of a connection before somebody gets it: a word, unless it was in use just now."""
    now = time.monotonic()
    if now - _last_seen.get(connection, 0.0) > _UNSURE_AFTER:
        connection.execute("")
    _last_seen[connection] = now


def _sqlite(path: str) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path or ":memory:",
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
        },
    }


def smtp(url: str) -> Smtp:
    """Read `smtp://`, `smtps://` or `smtp+starttls://user:password@host:port`."""
    parts = urlsplit(url)
    tls = {"smtp": "", "smtps": "implicit", "smtp+starttls": "starttls"}.get(parts.scheme)
    if tls is None:
        raise ImproperlyConfigured("HOPBACK_SMTP_URL begins with smtp://, smtps:// or smtp+starttls://.")
    port = parts.port or (465 if tls == "implicit" else 25)
    return Smtp(parts.hostname or "127.0.0.1", port, parts.username or "", parts.password or "", tls)


def refuse_real_things(secret_key: str, host: str, mail_host: str) -> None:
    """A demonstration has passwords that everybody knows: it is no real portal and nobody else can reach it."""
    if secret_key:
        raise ImproperlyConfigured(
            "HOPBACK_SECRET_KEY is set, as for a real portal, and HOPBACK_DEMONSTRATION is on. Unset one of them."
        )
    if host not in LOOPBACK:
        raise ImproperlyConfigured(
            f"A demonstration can be reached from this machine only, not as {host}. Unset HOPBACK_BASE_URL."
        )
    if mail_host not in LOOPBACK:
        raise ImproperlyConfigured(
            f"A demonstration sends no mail to others, and HOPBACK_SMTP_URL leads to {mail_host}. Unset it."
        )
