"""Files are taken for what is in them (XA.2)."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import override_settings

from hopback.portal.ground import uploads

WAV = b"RIFF\x24\x00\x00\x00WAVEfmt "
GOOD = {
    "letter.pdf": b"%PDF-1.7\n%\xe2\xe3",
    "screen.png": b"\x89PNG\r\n\x1a\n\x00\x00",
    "PHOTO.JPG": b"\xff\xd8\xff\xe0\x00\x10JFIF",
    "photo.jpeg": b"\xff\xd8\xff\xdb",
    "recording.wav": WAV,
    "tagged.mp3": b"ID3\x04\x00",
    "bare.mp3": b"\xff\xfb\x90\x44\x00",
    "notes.txt": "The caller said: “your benefits are suspended”.\n".encode(),
    "calls.csv": b"\xef\xbb\xbfcalling,called\r\n+12025550142,+15135550123\r\n",
    "trunk.pcap": b"\xd4\xc3\xb2\xa1\x02\x00",
    "trunk.pcapng": b"\x0a\x0d\x0d\x0a\x1c\x00",
}


@pytest.mark.parametrize("name", GOOD)
def test_a_file_that_is_what_it_says_is_taken(name: str) -> None:
    upload = uploads.accept(SimpleUploadedFile(name, GOOD[name], content_type="text/html"))
    assert (upload.name, upload.content) == (name, GOOD[name])
    assert upload.media_type in uploads.MEDIA_TYPES.values(), "what the browser said is not believed"
    assert len(upload.sha256) == 64


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("recording.wav", GOOD["letter.pdf"], "recording.wav is not a WAV file: it begins like a PDF."),
        ("song.mp3", WAV, "song.mp3 is not an MP3 file: it begins like a WAV."),
        ("letter.pdf", b"<html>", "letter.pdf is not a PDF file: it is plain text."),
        ("notes.txt", b"MZ\x90\x00", "notes.txt is not a text file: it begins like a Windows program."),
        (
            "calls.csv",
            b"PK\x03\x04 a spreadsheet",
            "calls.csv is not a CSV file: it begins like a ZIP archive.",
        ),
        ("notes.txt", b"\x00\x01\x02", "notes.txt is not a text file: its content is none that we know."),
        ("notes.txt", b"", "notes.txt is empty."),
        (
            "page.html",
            b"<html>",
            "page.html cannot be taken: send a PDF, PNG, JPEG, WAV, MP3, TXT, CSV or PCAP file.",
        ),
        ("noending", b"text", "noending cannot be taken"),
    ],
)
def test_a_file_that_is_not_what_it_says_is_refused(name: str, content: bytes, said: str) -> None:
    with pytest.raises(uploads.UploadRefused) as refused:
        uploads.judge(name, content)
    assert str(refused.value).startswith(said)
    assert refused.value.clause.id == "XA.2"


@override_settings(MAX_UPLOAD_BYTES=1024 * 1024)
def test_a_file_that_is_too_large_is_refused_with_both_sizes() -> None:
    large = SimpleUploadedFile("recording.wav", WAV + bytes(1024 * 1024 * 3 // 2))
    with pytest.raises(uploads.UploadRefused, match=r"recording\.wav has 1\.5 MB; the most is 1 MB\."):
        uploads.accept(large)


def test_a_name_is_only_a_name() -> None:
    assert uploads.clean_name("../../etc/letter.pdf") == "letter.pdf"
    assert uploads.clean_name("C:\\calls\\le\x00tt\ner.pdf") == "letter.pdf"
    assert uploads.clean_name("a" * 300 + ".pdf") == "a" * 116 + ".pdf"
    assert uploads.clean_name("") == "file"
