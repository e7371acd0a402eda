"""One conversation with the mail server (RFC 5321), and what it said to each mail."""

import smtplib
import ssl
from typing import NamedTuple

from django.conf import settings

from hopback.portal.ground.environment import Smtp

PATIENCE = 30  # seconds for a server to answer


class Outcome(NamedTuple):
    """`code` is the server's; 0 where it gave none, or gave it to us and not to the recipient."""

    code: int
    reply: str

    @property
    def is_accepted(self) -> bool:
        return 200 <= self.code < 300

    @property
    def is_final(self) -> bool:
        return 500 <= self.code < 600


class Session:
    """Begun at the first mail. A server that does not answer is asked once for a whole batch."""

    def __init__(self, server: Smtp) -> None:
        self._server = server
        self._smtp: smtplib.SMTP | None = None
        self._trouble = ""

    def send(self, sender: str, recipient: str, mail: bytes) -> Outcome:
        """Hand over one mail. A refusal of us, rather than of the recipient, is never final."""
        if self._trouble:
            return Outcome(0, self._trouble)
        try:
            smtp = self._smtp = self._smtp or _connect(self._server)
        except (OSError, smtplib.SMTPException) as failure:
            self._trouble = _words(failure)
            return Outcome(0, self._trouble)
        try:
            return self._hand_over(smtp, sender, recipient, mail)
        except (OSError, smtplib.SMTPException) as failure:
            self._smtp = None
            smtp.close()
            if isinstance(failure, TimeoutError):
                self._trouble = _words(failure)
            return Outcome(0, _words(failure))

    def _hand_over(self, smtp: smtplib.SMTP, sender: str, recipient: str, mail: bytes) -> Outcome:
        greeted = _outcome(*smtp.mail(sender))
        if not greeted.is_accepted:
            outcome = Outcome(0, greeted.reply)
        elif (outcome := _outcome(*smtp.rcpt(recipient))).is_accepted:
            outcome = _data(smtp, mail)
        if not outcome.is_accepted:
            self._start_over(smtp)
        return outcome

    def _start_over(self, smtp: smtplib.SMTP) -> None:
        try:
            smtp.rset()
        except (OSError, smtplib.SMTPException):
            self._smtp = None
            smtp.close()

    def close(self) -> None:
        if self._smtp is None:
            return
        try:
            self._smtp.quit()
        except (OSError, smtplib.SMTPException):
            self._smtp.close()
        self._smtp = None


def _data(smtp: smtplib.SMTP, mail: bytes) -> Outcome:
    try:
        return _outcome(*smtp.data(mail))
    except smtplib.SMTPDataError as refused:
        return _outcome(refused.smtp_code, refused.smtp_error)


def _connect(server: Smtp) -> smtplib.SMTP:
    """Connected, encrypted and signed in as the settings say. OSError or SMTPException where that fails."""
    name = settings.MAIL_DOMAIN
    if server.tls == "implicit":
        smtp: smtplib.SMTP = smtplib.SMTP_SSL(
            server.host, server.port, name, timeout=PATIENCE, context=ssl.create_default_context()
        )
    else:
        smtp = smtplib.SMTP(server.host, server.port, name, timeout=PATIENCE)
    try:
        if server.tls == "starttls":
            smtp.starttls(context=ssl.create_default_context())
        if server.username:
            smtp.login(server.username, server.password)
        smtp.ehlo_or_helo_if_needed()
    except (OSError, smtplib.SMTPException):
        smtp.close()
        raise
    return smtp


def _outcome(code: int, said: bytes | str) -> Outcome:
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    return Outcome(code, f"{code} {' '.join(text.split())}".strip())


def _words(failure: Exception) -> str:
    """`No mail server: Connection refused`, or what it said."""
    if isinstance(failure, smtplib.SMTPResponseException):
        return _outcome(failure.smtp_code, failure.smtp_error).reply
    return f"No mail server: {getattr(failure, 'strerror', None) or failure or type(failure).__name__}"
