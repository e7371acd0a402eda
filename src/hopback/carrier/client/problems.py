"""What can go wrong with the portal, in the portal's own words (RFC 9457)."""

from dataclasses import dataclass
from typing import Any

import httpx2

BUSY = frozenset({429, 502, 503, 504})  # the same request may succeed in a moment
KEY = frozenset({401, 403})


class PortalError(Exception):
    """The portal did not do what it was asked; the message says what it answered."""


class UnreachableError(PortalError):
    """Nobody answered, or only "not now". `after_s`: when the portal said to come back, None where it did not."""

    def __init__(self, said: str, after_s: float | None = None) -> None:
        super().__init__(said)
        self.after_s = after_s


class KeyRefusedError(PortalError):
    """The key is not, or no longer, one of ours, or may not do this. Trying again is of no use."""


@dataclass
class RefusedError(PortalError):
    """The portal understood and said no. `clause`: of the policy, when one refused; `fields`: what to change."""

    status: int
    title: str
    detail: str
    clause: str = ""
    fields: tuple[str, ...] = ()

    def __str__(self) -> str:
        by = f" ({self.clause})" if self.clause else ""
        return f"{self.title}: {self.detail}{by}"


class NotThereError(RefusedError):
    """There is nothing here, or it is not ours to see."""


def of_response(response: httpx2.Response) -> PortalError | None:
    """What a response says went wrong; None when nothing did."""
    if response.is_success:
        return None
    body = _body(response)
    title = str(body.get("title") or f"The portal answered {response.status_code}")
    detail = str(body.get("detail") or response.reason_phrase)
    if response.status_code in KEY:
        return KeyRefusedError(f"The portal does not take this key. {title}: {detail}")
    if response.status_code in BUSY or response.status_code >= 500:
        return UnreachableError(f"{title}: {detail}", _retry_after(response))
    if not response.is_client_error:
        return UnreachableError(f"The portal answered {response.status_code}, which no portal does. Is the URL right?")
    kind = NotThereError if response.status_code == 404 else RefusedError
    return kind(response.status_code, title, detail, str(body.get("clause") or ""), _fields(body))


def may_repeat(error: Exception) -> bool | float:
    """For stamina: whether the same request may be sent again, or after how many seconds."""
    if isinstance(error, httpx2.TransportError):
        return not isinstance(error, httpx2.UnsupportedProtocol)
    if isinstance(error, _Status) and error.response.status_code in BUSY:
        after = _retry_after(error.response)
        return True if after is None else after
    return False


class _Status(Exception):  # noqa: N818 - carries a response to the hook above, and never further
    def __init__(self, response: httpx2.Response) -> None:
        self.response = response


def _body(response: httpx2.Response) -> dict[str, Any]:
    try:
        found = response.json()
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _fields(body: dict[str, Any]) -> tuple[str, ...]:
    listed = body.get("errors")
    faults = [each for each in listed if isinstance(each, dict)] if isinstance(listed, list) else []
    return tuple(str(each.get("pointer") or each.get("parameter") or "").removeprefix("#/") for each in faults)


def _retry_after(response: httpx2.Response) -> float | None:
    """Seconds; the form with a date is not worth a clock here and counts as unsaid."""
    said = response.headers.get("Retry-After", "")
    return min(float(said), 300.0) if said.isdigit() else None
