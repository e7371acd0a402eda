"""How mail programs know the heads of the log, and stop them with one click."""

from django.conf import settings
from django.urls import reverse

from hopback.portal.notices.list_headers import left_by
from hopback.portal.notices.models import Notice


def headers_of_heads(notice: Notice, token: str) -> dict[str, str]:
    """`token`: of the link in these mails, by which their reader leaves."""
    archive = settings.BASE_URL + reverse("logbook:heads")
    known_by = {"List-Id": f"Heads of the log <log.{settings.MAIL_DOMAIN}>", "List-Archive": f"<{archive}>"}
    return known_by | left_by(settings.BASE_URL + reverse("witnesses:leave", args=[token]))
