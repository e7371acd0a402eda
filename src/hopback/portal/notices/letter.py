"""A notice as the bytes that leave: headers, the capability put into its link, the moment of sending."""

import email.utils
from contextlib import suppress
from datetime import datetime
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP

from django.conf import settings

from hopback.portal.ground import capability

from .list_headers import headers_of
from .models import Delivery, Notice
from .queries import previous_in_thread
from .texts import PLACEHOLDER

WHOLE_LINES = SMTP.clone(max_line_length=998)  # a folded address would be encoded, and no mail program could press it
PLAIN = {"charset": "utf-8", "cte": "quoted-printable"}


def write(notice: Notice, *, now: datetime) -> bytes:
    """The mail of a notice, the same for each of its addresses. ValueError for an address no header can hold."""
    token = capability.token_for(notice.link_nonce) if notice.link_nonce else ""
    known_by = headers_of(notice, token)
    mail = EmailMessage(policy=WHOLE_LINES if "List-Unsubscribe" in known_by else SMTP)
    mail["From"] = Address(f"{settings.GROUP_SHORT_NAME} Secure Traceback Portal", addr_spec=settings.MAIL_FROM)
    for header, people in _people(notice).items():
        mail[header] = people
    mail["Subject"] = notice.subject
    mail["Date"] = email.utils.format_datetime(now)
    mail["Message-ID"] = notice.message_id
    _thread(mail, notice)
    if notice.reply_to:
        mail["Reply-To"] = notice.reply_to
    mail["Auto-Submitted"] = "auto-generated"
    for name, said in known_by.items():
        mail[name] = said
    mail["X-STP-Reason"] = notice.kind
    mail.set_content(notice.text.replace(PLACEHOLDER, token), **PLAIN)
    mail.add_alternative(notice.html.replace(PLACEHOLDER, token), subtype="html", **PLAIN)
    return mail.as_bytes()


def deliverable(address: str) -> str:
    """An address as headers and servers take it, its domain in ASCII. ValueError where that cannot be."""
    local, _, domain = address.rpartition("@")
    plain = f"{local.encode('ascii').decode()}@{domain.encode('idna').decode()}"
    try:
        return Address(addr_spec=plain).addr_spec
    except MessageError as fault:
        raise ValueError(str(fault)) from fault


def _people(notice: Notice) -> dict[str, list[Address]]:
    """Who stands in To and Cc: the back-up contacts are copied, or written to where they are alone."""
    people: dict[str, list[Address]] = {}
    for one in notice.deliveries.order_by("pk"):
        header = "Cc" if one.role == Delivery.Role.BACK_UP else "To"
        with suppress(ValueError):  # its own delivery fails; the other contact gets the mail all the same
            address = Address(one.name, addr_spec=deliverable(one.address))
            people.setdefault(header, []).append(address)
    return people if "To" in people else {"To": people.get("Cc", [])}


def _thread(mail: EmailMessage, notice: Notice) -> None:
    before = previous_in_thread(notice)
    mail["References"] = f"{notice.thread} {before}".strip()
    mail["In-Reply-To"] = before or notice.thread
