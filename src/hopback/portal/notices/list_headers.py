"""Headers by which mail programs know a list. Rooms above register their own for a kind of mail.

# enforcement/apps.py, in ready()
list_headers.register("listserv_post", headers)
"""

from collections.abc import Callable

from django.conf import settings

from .models import Notice

type Headers = Callable[[Notice, str], dict[str, str]]  # told the notice and the token of its link

_told: dict[str, Headers] = {}


def register(kind: str, headers: Headers) -> None:
    _told[kind] = headers


def left_by(address: str) -> dict[str, str]:
    """A reader leaves with one click at this address (RFC 2369, RFC 8058)."""
    return {"List-Unsubscribe": f"<{address}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}


def headers_of(notice: Notice, token: str) -> dict[str, str]:
    """What stands in the mail of a notice beside the usual headers."""
    told = _told.get(notice.kind)
    return told(notice, token) if told else {"List-Id": f"Traceback requests <requests.{settings.MAIL_DOMAIN}>"}
