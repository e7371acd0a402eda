"""One try of one event: resolve, check, connect to what was checked, POST, look at the status, read no more."""

import ssl
import time
from functools import cache
from typing import NamedTuple

import httpx2

from hopback.wire.reaching import Line

from . import addresses
from .refusals import UrlRefused

CONNECT, READ = 4.0, 8.0  # seconds
ALTOGETHER = 12.0  # seconds from the first connection on; a receiver that drips is cut off
GONE = 410


class Parcel(NamedTuple):
    """What is sent where; no rows, so that a thread without a database can carry it."""

    url: str
    body: str
    headers: dict[str, str]


class Outcome(NamedTuple):
    """`status` is None where nothing answered; `fault` says why it was not taken, in words for its owner."""

    status: int | None
    fault: str = ""
    took_ms: int = 0
    retry_after: int = 0  # seconds

    @property
    def is_accepted(self) -> bool:
        return self.status is not None and 200 <= self.status < 300

    @property
    def is_gone(self) -> bool:
        """410: it wants no more events, ever."""
        return self.status == GONE


def send(parcel: Parcel) -> Outcome:
    """Never raises for what the receiver, its name or the network does."""
    began = time.monotonic()
    try:
        outcome = _send(parcel)
    except UrlRefused as refused:
        outcome = Outcome(None, str(refused))
    except httpx2.HTTPError as failure:
        outcome = Outcome(None, _words(failure))
    return outcome._replace(took_ms=int((time.monotonic() - began) * 1000), fault=outcome.fault[:200])


def _send(parcel: Parcel) -> Outcome:
    target = addresses.look_up(addresses.read(parcel.url))
    *others, last = target.addresses
    for address in others:
        try:
            return _post(parcel, target.url, address)
        except (httpx2.ConnectError, httpx2.ConnectTimeout):
            continue  # another address of the same name may answer
    return _post(parcel, target.url, last)


def _post(parcel: Parcel, url: httpx2.URL, address: str) -> Outcome:
    """To the address, in the name of the host: TLS verifies the name, and nobody is asked for it a second time."""
    line = Line(ALTOGETHER)
    told = {**parcel.headers, "Host": url.netloc.decode("ascii"), "Content-Type": "application/json",
            "User-Agent": "Hopback-Webhooks/1"}  # fmt: skip
    with (
        httpx2.Client(
            verify=_tls(), trust_env=False, follow_redirects=False, timeout=httpx2.Timeout(READ, connect=CONNECT)
        ) as client,
        line,
        client.stream(
            "POST",
            url.copy_with(host=address),
            content=parcel.body.encode(),
            headers=told,
            extensions={"trace": line.trace, "sni_hostname": addresses.name(url)},
        ) as response,
    ):
        return _read(response)


def _read(response: httpx2.Response) -> Outcome:
    status = response.status_code
    if response.is_success:
        return Outcome(status)
    if response.has_redirect_location:
        return Outcome(status, f"Answered {status}: redirects are not followed. Give the address that it leads to.")
    asked = response.headers.get("retry-after", "")
    wait = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 7 else 0
    return Outcome(status, f"Answered {status}.", retry_after=wait)


@cache
def _tls() -> ssl.SSLContext:
    """The system's authorities, or those of SSL_CERT_FILE: reading them takes too long for every try."""
    return ssl.create_default_context()


def _words(failure: httpx2.HTTPError) -> str:
    if isinstance(failure, httpx2.ConnectTimeout):
        return f"Nobody answered the connection within {CONNECT:.0f} seconds."
    if isinstance(failure, httpx2.TimeoutException):
        return f"No answer within {READ:.0f} seconds."
    cause: BaseException | None = failure
    while cause is not None and not isinstance(cause, ssl.SSLCertVerificationError):
        cause = cause.__cause__ or cause.__context__
    if cause is not None:
        return f"The certificate is not valid: {cause.verify_message}."
    if isinstance(failure, httpx2.ConnectError):
        return "Cannot connect."
    return "The connection broke before there was an answer."
