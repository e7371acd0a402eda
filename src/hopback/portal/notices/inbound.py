"""What a mail that reached us is, read from its bytes. Never raises: malformed mail is mail all the same."""

import re
from contextlib import suppress
from dataclasses import dataclass, field
from email import message_from_bytes
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.message import Message
from email.utils import parseaddr

from django.utils.html import strip_tags

from . import bounces
from .models import IncomingMail

Kind = IncomingMail.Kind
LONGEST_TEXT = 100_000  # characters of a reply that are kept readable; the raw mail is kept whole
MESSAGE_ID = re.compile(r"<[^<>\s]{3,200}>")
AUTOMATIC_PRECEDENCE = {"bulk", "junk", "auto_reply", "list"}
AUTOMATIC_HEADERS = ("X-Autoreply", "X-Autorespond", "X-Autoresponder")
UNREADABLE = (LookupError, ValueError, HeaderParseError, AttributeError, TypeError)


@dataclass(frozen=True, slots=True)
class Reading:
    """A mail as the portal sees it. `message_ids` are those it refers to, the nearest first."""

    kind: str
    sender: str = ""
    subject: str = ""
    text: str = ""
    message_ids: list[str] = field(default_factory=list)
    report: bounces.Report | None = None
    attachments: list[str] = field(default_factory=list)


def read(raw: bytes, *, envelope_from: str) -> Reading:
    try:
        mail = message_from_bytes(raw)
        return _read(mail, envelope_from)
    except UNREADABLE:
        return Reading(kind=Kind.UNKNOWN, text=clean(raw.decode("utf-8", "replace"))[:LONGEST_TEXT])


def _read(mail: Message, envelope_from: str) -> Reading:
    text = _text(mail)
    report = bounces.report(mail, text)
    ids = [*header_ids(mail), *(report.message_ids if report else [])]
    return Reading(
        kind=_kind(mail, report, envelope_from),
        sender=(clean(parseaddr(header(mail, "From"))[1]) or envelope_from)[:320],
        subject=header(mail, "Subject")[:500],
        text=text[:LONGEST_TEXT],
        message_ids=list(dict.fromkeys(ids)),
        report=report,
        attachments=_attachments(mail),
    )


def _kind(mail: Message, report: bounces.Report | None, envelope_from: str) -> str:
    if report and report.is_failure:
        return Kind.BOUNCE
    if report and report.is_delay:
        return Kind.DELAY
    if report or _is_automatic(mail, envelope_from):
        return Kind.AUTOMATIC
    return Kind.REPLY if mail.keys() else Kind.UNKNOWN


def _is_automatic(mail: Message, envelope_from: str) -> bool:
    """RFC 3834, what came before it, and the empty sender that only machines use."""
    submitted = header(mail, "Auto-Submitted").partition(";")[0].strip().lower()
    return (
        submitted not in {"", "no"}
        or header(mail, "Precedence").lower() in AUTOMATIC_PRECEDENCE
        or any(mail.get(name) is not None for name in AUTOMATIC_HEADERS)
        or mail.get_content_type() == "multipart/report"
        or not envelope_from.strip("<> ")
    )


def header(mail: Message, name: str) -> str:
    """One header as text on one line, empty where it is missing; as it stands where it cannot be decoded."""
    raw = str(mail.get(name) or "")
    with suppress(*UNREADABLE):
        raw = str(make_header(decode_header(raw)))
    return " ".join(clean(raw).split())


def header_ids(mail: Message) -> list[str]:
    said = [header(mail, "In-Reply-To"), *reversed(header(mail, "References").split())]
    return MESSAGE_ID.findall(" ".join(said))


def clean(text: str) -> str:
    """Text that every database takes: no NUL, no half characters."""
    return text.replace("\x00", "").encode("utf-8", "replace").decode("utf-8")


def _text(mail: Message) -> str:
    """The words somebody wrote: the first plain part, else the first HTML part without its tags."""
    for wanted in ("text/plain", "text/html"):
        for part in mail.walk():
            if part.get_content_type() == wanted and part.get_content_disposition() != "attachment":
                words = decoded(part)
                return strip_tags(words) if wanted == "text/html" else words
    return ""


def decoded(part: Message) -> str:
    content = part.get_payload(decode=True)
    if not isinstance(content, bytes):
        return ""
    try:
        return clean(content.decode(part.get_content_charset() or "utf-8", "replace"))
    except UNREADABLE:
        return clean(content.decode("latin-1"))


def _attachments(mail: Message) -> list[str]:
    names = (part.get_filename() for part in mail.walk())
    return [clean(str(name))[:200] for name in names if name]
