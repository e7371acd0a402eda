"""How mail programs know the listserv (RFC 2369, RFC 2919, RFC 8058)."""

from django.conf import settings
from django.urls import reverse

from hopback.portal.notices.list_headers import left_by
from hopback.portal.notices.models import Notice


def list_headers_of(notice: Notice, token: str) -> dict[str, str]:
    """`token`: of the link in this one mail, by which its reader leaves with one click."""
    leave = settings.BASE_URL + reverse("enforcement:leave_listserv", args=[token])
    domain = settings.LISTSERV_ADDRESS.partition("@")[2]
    return {
        "List-Id": f"Enforcement agencies <listserv.{domain}>",
        "List-Post": f"<mailto:{settings.LISTSERV_ADDRESS}>",
        "List-Archive": f"<{settings.BASE_URL}{reverse('enforcement:archive')}>",
        **left_by(leave),
        "Precedence": "list",
    }
