"""The mails allauth writes (forgotten password, changed second factor) leave through the portal's SMTP server.

They bypass the outbox on purpose: a password link must not be stored where a colleague can read it. They leave
beside the request, so that the page takes as long for an unknown address as for a known one.
"""

import logging
import smtplib
import threading
from collections.abc import Sequence

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.backends.smtp import EmailBackend

_log = logging.getLogger("hopback.mail")


class Mailer(BaseEmailBackend):
    """Django's mailer for `settings.SMTP`."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        ready = list(email_messages)
        threading.Thread(target=self.deliver, args=(ready,), name="mailer", daemon=True).start()
        return len(ready)

    def deliver(self, email_messages: Sequence[EmailMessage]) -> None:
        """Hand them over now; a failure is logged without the mail's words."""
        try:
            _server().send_messages(email_messages)
        except (OSError, smtplib.SMTPException) as failure:
            _log.warning("%d account mails were not handed over: %s", len(email_messages), failure)


def _server() -> EmailBackend:
    smtp = settings.SMTP
    return EmailBackend(
        alias="default",
        host=smtp.host,
        port=smtp.port,
        username=smtp.username,
        password=smtp.password,
        use_tls=smtp.tls == "starttls",
        use_ssl=smtp.tls == "implicit",
        timeout=20,
    )
