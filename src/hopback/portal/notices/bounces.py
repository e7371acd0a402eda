"""Reports of mail systems about mail they could not deliver: RFC 3464, and two that are older than it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_string
from email.message import Message

ADDRESS = re.compile(r"[^\s<>;,\"']+@[^\s<>;,\"']+")
MESSAGE_ID = re.compile(r"^message-id:\s*(<[^<>\s]{3,200}>)", re.I | re.M)
STATUS = re.compile(r"\b([245])\.\d{1,3}\.\d{1,3}\b")
REPLY_CODE = re.compile(r"\b([45])\d\d[ -]")
QMAIL = re.compile(r"^Hi\. This is (?:the )?", re.M)
QMAIL_RECIPIENT = re.compile(r"^<([^<>\s]+@[^<>\s]+)>:\s*\n", re.M)
QMAIL_COPY = "--- Below this line is a copy of the message."


@dataclass(frozen=True, slots=True)
class Report:
    """`is_failure` is final (5.x.x); `is_delay` means that the other side goes on trying."""

    is_failure: bool = False
    is_delay: bool = False
    recipients: list[str] = field(default_factory=list)
    said: str = ""
    message_ids: list[str] = field(default_factory=list)


def report(mail: Message, text: str) -> Report | None:
    """The report that a mail is, or None for any other mail."""
    blocks = list(_recipient_blocks(mail))
    if blocks:
        return _standard(mail, blocks)
    if mail.get("X-Failed-Recipients"):
        return _plain(ADDRESS.findall(str(mail["X-Failed-Recipients"])), text)
    if QMAIL.search(text[:500]) and QMAIL_RECIPIENT.search(text):
        return _plain(QMAIL_RECIPIENT.findall(text.partition(QMAIL_COPY)[0]), text)
    return None


def _recipient_blocks(mail: Message) -> Iterator[Message]:
    if mail.get_content_type() != "multipart/report":
        return  # a report that somebody forwards to us is not a report to us
    for part in mail.walk():
        if part.get_content_type() == "message/delivery-status" and part.is_multipart():
            yield from (b for b in part.get_payload() if isinstance(b, Message) and b.get("Action"))


def _standard(mail: Message, blocks: list[Message]) -> Report:
    failed = [b for b in blocks if _action(b) == "failed" and not _status(b).startswith("4")]
    delayed = [b for b in blocks if _action(b) == "delayed" or _status(b).startswith("4")]
    told = failed or delayed or blocks
    return Report(
        is_failure=bool(failed),
        is_delay=bool(delayed) and not failed,
        recipients=[one for b in told for one in _recipients(b)],
        said=_said(told[0]),
        message_ids=list(_returned_ids(mail)),
    )


def _action(block: Message) -> str:
    return str(block.get("Action", "")).strip().lower()


def _status(block: Message) -> str:
    return str(block.get("Status", "")).strip()


def _recipients(block: Message) -> list[str]:
    """The address we wrote to comes first; the final one differs where mail was forwarded."""
    named = (str(block.get(name, "")) for name in ("Original-Recipient", "Final-Recipient"))
    return [found for text in named for found in ADDRESS.findall(text.partition(";")[2] or text)]


def _said(block: Message) -> str:
    diagnostic = str(block.get("Diagnostic-Code", "")).partition(";")[2] or _status(block)
    return " ".join(diagnostic.split())[:300]


def _returned_ids(mail: Message) -> Iterator[str]:
    """Message-IDs of the mail that came back, whole or only its headers."""
    for part in mail.walk():
        if part is not mail and part.get_content_type() == "message/rfc822" and part.is_multipart():
            returned = part.get_payload(0)
            if isinstance(returned, Message) and returned.get("Message-ID"):
                yield str(returned["Message-ID"]).strip()
        elif part.get_content_type() == "text/rfc822-headers":
            headers = message_from_string(str(part.get_payload()))
            if headers.get("Message-ID"):
                yield str(headers["Message-ID"]).strip()


def _plain(recipients: list[str], text: str) -> Report:
    """Reports in prose: final unless they speak of a code that begins with 4."""
    words, _, copy = text.partition(QMAIL_COPY)
    found = STATUS.search(words) or REPLY_CODE.search(words)
    is_delay = bool(found and found[1] == "4")
    return Report(
        is_failure=not is_delay,
        is_delay=is_delay,
        recipients=recipients,
        said=_first_reason(words),
        message_ids=MESSAGE_ID.findall(copy or text),
    )


def _first_reason(words: str) -> str:
    """The line after the first address, or the line that has the code."""
    after = QMAIL_RECIPIENT.split(words, maxsplit=1)
    lines = after[2].splitlines() if len(after) > 2 else words.splitlines()
    coded = [line for line in lines if STATUS.search(line) or REPLY_CODE.search(line)]
    return " ".join((coded or lines or [""])[0].split())[:300]
