"""A caught mail as a page shows it."""

from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes
from email.message import Message

from .inbound import decoded, header
from .models import CaughtMail

SHOWN_HEADERS = ("From", "To", "Cc", "Reply-To", "Date", "Message-ID", "In-Reply-To", "References", "X-STP-Reason")


@dataclass(frozen=True, slots=True)
class Shown:
    pk: int
    to: str
    subject: str
    caught_at: datetime
    headers: list[tuple[str, str]]
    plain: str
    html: str


def shown(caught: CaughtMail) -> Shown:
    mail = message_from_bytes(bytes(caught.raw))
    return Shown(
        pk=caught.pk,
        to=caught.envelope_to,
        subject=header(mail, "Subject") or "(no subject)",
        caught_at=caught.caught_at,
        headers=[(name, value) for name in SHOWN_HEADERS if (value := header(mail, name))],
        plain=_part(mail, "text/plain"),
        html=_part(mail, "text/html"),
    )


def _part(mail: Message, content_type: str) -> str:
    found = (part for part in mail.walk() if part.get_content_type() == content_type)
    return next((decoded(part).replace("\r\n", "\n") for part in found), "")
