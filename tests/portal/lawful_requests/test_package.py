"""The evidence package is whole, stands in the log without a network, and shows any byte that changed (A5.4)."""

import io
import json
import os
import random
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from django.db import connection
from pypdf import PdfReader
from typer.testing import CliRunner

from hopback.cli import app
from hopback.portal.ground.signing_keys import keyring
from hopback.portal.lawful_requests import package as packages
from hopback.portal.lawful_requests.models import LawfulRequest
from hopback.portal.lawful_requests.queries import requests as queries
from hopback.portal.logbook.models import Payload
from hopback.portal.logbook.queries import verify as verify_log
from hopback.wire import evidence, verifier
from hopback.wire.signing import kid_of
from tests.portal.tracebacks import staged

from .conftest import LATER

pytestmark = pytest.mark.django_db
SAMPLES = int(os.environ.get("HOPBACK_SOAK_BYTES") or 300)


@pytest.fixture
def package(released: LawfulRequest) -> bytes:
    return bytes(released.release.package)


def inside(package: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_it_holds_all_that_is_known_and_says_what_was_not_in_scope_a5_4(
    package: bytes, released: LawfulRequest
) -> None:
    files = inside(package)
    said = json.loads(files["incident-data.json"])
    (one,) = said["tracebacks"]
    assert (said["not_in_scope"], one["number"]) == ("Billing records.", released.tracebacks.get().number)
    assert one["call"]["called"] == staged.CALLED
    assert [hop["provider"] for hop in one["path"]] == [
        "Cardinal Wireless",
        "Blue Ridge Telecom",
        "Meridian Transit Inc.",
    ]
    assert one["path"][0]["answers"][0]["source_ip"] == "198.51.100.24"
    pages = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(files["incident-data.pdf"])).pages)
    for word in ("Blue Ridge Telecom", "What the log says", staged.CALLED, "Billing records."):
        assert word in pages


def test_it_is_whole_and_stands_in_the_published_log_a5_4(package: bytes) -> None:
    found = verifier.verify(package, kid_of(keyring().signs.public_key()))
    assert (found.erased, found.label[:13]) == (0, "FTC-2026-0117")
    assert found.entries > 10


def test_its_own_program_says_so_with_nothing_installed(package: bytes, tmp_path: Path) -> None:
    (tmp_path / "evidence.zip").write_bytes(package)
    (tmp_path / "verify.py").write_bytes(inside(package)["verify.py"])
    alone = [sys.executable, "-I", "-S", "verify.py", "evidence.zip"]
    said = subprocess.run(alone, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (said.returncode, said.stdout[:6], said.stderr) == (0, "WHOLE.", "")


def test_the_command_line_verifies_it(package: bytes, tmp_path: Path) -> None:
    kept = tmp_path / "evidence.zip"
    kept.write_bytes(package)
    assert CliRunner().invoke(app, ["evidence", "verify", str(kept)]).exit_code == 0
    assert CliRunner().invoke(app, ["evidence", "verify", str(kept), "--key", "another"]).exit_code == 1
    kept.write_bytes(package.replace(b"Blue Ridge", b"Blue Fudge"))
    said = CliRunner().invoke(app, ["evidence", "verify", str(kept)])
    assert (said.exit_code, "incident-data.json" in said.output) == (1, True)
    assert CliRunner().invoke(app, ["evidence", "verify", "nowhere.zip"]).exit_code == 2


def test_any_changed_byte_is_found_a5_4(package: bytes) -> None:
    """Of every file, and of the zip between them."""
    luck, missed = random.Random(2026), []
    for at in luck.sample(range(len(package)), min(SAMPLES, len(package))):
        changed = bytearray(package)
        changed[at] ^= 1 << luck.randrange(8)
        if _is_whole(bytes(changed)):
            missed.append(at)
    assert missed == []


def _is_whole(package: bytes) -> bool:
    try:
        verifier.verify(package)
    except verifier.Fault:
        return False
    return True


def test_a_changed_byte_names_its_file_a5_4(package: bytes) -> None:
    """Also where whoever changed it put the zip together again."""
    files = inside(package)
    for name, content in files.items():
        changed = bytearray(content)
        changed[len(content) // 2] ^= 1
        with pytest.raises(verifier.Fault) as found:
            verifier.verify(verifier.container({**files, name: bytes(changed)}))
        assert name in found.value.where
    with pytest.raises(verifier.Fault, match=r"extra\.txt: It was added"):
        verifier.verify(verifier.container({**files, "extra.txt": b"x"}))
    for name in files:
        with pytest.raises(verifier.Fault) as found:
            verifier.verify(verifier.container({other: said for other, said in files.items() if other != name}))
        assert name in found.value.where


def test_an_entry_that_is_not_in_the_log_is_found_though_all_is_signed_anew(package: bytes) -> None:
    files = inside(package)
    entries = json.loads(files["log/entries.json"])["entries"]
    entries[1]["fields"]["actor"] = "Nobody"
    again = evidence.package(
        {}, label="x", keys=keyring().document(), head=files["log/head.txt"].decode(), entries=entries, facts={},
        key=keyring().signs,
    )  # fmt: skip
    with pytest.raises(verifier.Fault, match="not in the log"):
        verifier.verify(again)


def unguard(table: str) -> None:
    """Until this test's transaction is taken back."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            return
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s", [table])
        for (name,) in cursor.fetchall():
            cursor.execute(f'DROP TRIGGER "{name}"')


def test_what_was_erased_is_shown_as_erased_and_the_proof_holds(released: LawfulRequest) -> None:
    tracebacks = list(queries.in_scope(released))
    first = json.loads(inside(bytes(released.release.package))["log/entries.json"])["entries"][0]["fields"]["seq"]
    unguard("logbook_payload")
    Payload.objects.filter(seq=first).delete()
    assert verify_log().ok
    again = packages.made(released, released.release, tracebacks, LATER)
    assert verifier.verify(again).erased == 1
    assert "(erased)" in "".join(
        page.extract_text() for page in PdfReader(io.BytesIO(inside(again)["incident-data.pdf"])).pages
    )
