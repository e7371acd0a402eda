"""Files that come with a call or an answer, judged by what is in them and not by their name alone (XA.2)."""

import hashlib
import re
from dataclasses import dataclass
from pathlib import PurePosixPath

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from hopback.policy.clause import Refused
from hopback.policy.clauses import clause


class UploadRefused(Refused):
    """This file cannot be taken."""

    clause = clause("XA.2")
    field = "file"


@dataclass(frozen=True, slots=True)
class Upload:
    name: str
    media_type: str
    sha256: str
    content: bytes


MEDIA_TYPES = {
    "PDF": "application/pdf",
    "PNG": "image/png",
    "JPEG": "image/jpeg",
    "WAV": "audio/wav",
    "MP3": "audio/mpeg",
    "text": "text/plain; charset=utf-8",
    "CSV": "text/csv; charset=utf-8",
    "PCAP": "application/vnd.tcpdump.pcap",
}
ENDINGS = {
    "pdf": "PDF",
    "png": "PNG",
    "jpg": "JPEG",
    "jpeg": "JPEG",
    "wav": "WAV",
    "mp3": "MP3",
    "txt": "text",
    "csv": "CSV",
    "pcap": "PCAP",
    "pcapng": "PCAP",
}
BEGINNINGS = (
    (b"%PDF-", "PDF"),
    (b"\x89PNG\r\n\x1a\n", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"ID3", "MP3"),
    (b"\xd4\xc3\xb2\xa1", "PCAP"),
    (b"\xa1\xb2\xc3\xd4", "PCAP"),
    (b"\x4d\x3c\xb2\xa1", "PCAP"),
    (b"\xa1\xb2\x3c\x4d", "PCAP"),
    (b"\x0a\x0d\x0d\x0a", "PCAP"),
    (b"PK\x03\x04", "ZIP archive"),
    (b"MZ", "Windows program"),
    (b"\x7fELF", "Linux program"),
)
ACCEPTED = "PDF, PNG, JPEG, WAV, MP3, TXT, CSV or PCAP"
ACCEPT_ATTRIBUTE = ",".join(f".{ending}" for ending in ENDINGS)


def accept(file: UploadedFile) -> Upload:
    """The file with its name cleaned; UploadRefused when it is too large, empty or not what its name says."""
    name = clean_name(file.name or "")
    if (file.size or 0) > settings.MAX_UPLOAD_BYTES:
        raise UploadRefused(
            f"{name} has {_megabytes(file.size or 0)}; the most is {_megabytes(settings.MAX_UPLOAD_BYTES)}."
        )
    file.seek(0)
    return judge(name, file.read())


def judge(name: str, content: bytes) -> Upload:
    """The same for bytes that did not come through a form."""
    said = ENDINGS.get(PurePosixPath(name).suffix.lower().lstrip("."))
    if said is None:
        raise UploadRefused(f"{name} cannot be taken: send a {ACCEPTED} file.")
    if not content:
        raise UploadRefused(f"{name} is empty.")
    found = kind_of(content)
    if found != said and not (found == "text" and said == "CSV"):
        begins = f"it begins like a {found}" if found not in {"", "text"} else _otherwise(found)
        article = "an" if said == "MP3" else "a"
        raise UploadRefused(f"{name} is not {article} {said} file: {begins}.")
    return Upload(name, MEDIA_TYPES[said], hashlib.sha256(content).hexdigest(), content)


def _otherwise(found: str) -> str:
    return "it is plain text" if found == "text" else "its content is none that we know"


def kind_of(content: bytes) -> str:
    """What the content is: a key of MEDIA_TYPES except CSV, the name of something else, or ""."""
    for beginning, kind in BEGINNINGS:
        if content.startswith(beginning):
            return kind
    if content[:4] == b"RIFF" and content[8:12] == b"WAVE":
        return "WAV"
    if content[0] == 0xFF and len(content) > 1 and content[1] & 0xE0 == 0xE0 and content[1] & 0x06:
        return "MP3"  # an audio frame without a tag before it
    return "text" if _is_text(content) else ""


def _is_text(content: bytes) -> bool:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    return not re.search(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]", text)


def clean_name(name: str) -> str:
    """Only the last part, without control characters; at most 120 characters, the ending kept."""
    last = re.sub(r"[\x00-\x1f\x7f<>\"'|]", "", re.split(r"[\\/]", name)[-1]).strip() or "file"
    ending = PurePosixPath(last).suffix[:12]
    return last if len(last) <= 120 else last[: 120 - len(ending)] + ending


def _megabytes(size: int) -> str:
    return f"{size / 1024 / 1024:.1f}".removesuffix(".0") + " MB"
