"""Verify an evidence package of a Secure Traceback Portal, offline: python3 verify.py PACKAGE.zip

One file that needs nothing but Python 3.10 or newer, so that a court or an agency can read it whole and run it
anywhere. It says which file of a package was changed, and whether the log's entries in it stand in the log that the
portal published. Exit 0: everything holds. 1: something was changed. 2: this is no package.
"""

import argparse
import base64
import binascii
import hashlib
import io
import json
import re
import sys
import zipfile
import zlib
from pathlib import Path
from typing import Any, NamedTuple

from .proofs import Note, find_head, head_holds, leaf, root_of_path, signed_by

MANIFEST, SIGNATURE, KEYS = "manifest.json", "manifest.sig", "keys.json"
ENTRIES, HEAD = "log/entries.json", "log/head.txt"
CONTAINER = "the zip file itself"


class Fault(Exception):  # noqa: N818 - it reads as what is wrong
    """A file of the package, and what is wrong with it."""

    def __init__(self, where: str, why: str) -> None:
        super().__init__(f"{where}: {why}")
        self.where, self.why = where, why


class Verified(NamedTuple):
    """What holds. `kid`: the key that signed, to compare with the portal's published list."""

    label: str
    files: int
    entries: int
    erased: int
    size: int
    kid: str


def container(files: dict[str, bytes]) -> bytes:
    """The one way in which these files are a package: in this order, not compressed, without times or owners."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name)
            entry.create_system, entry.external_attr = 3, 0o644 << 16
            archive.writestr(entry, content)
    return whole.getvalue()


def canonical(said: object) -> bytes:
    """JSON in one spelling: sorted, without blanks."""
    return json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def kid_of(key: bytes) -> str:
    """The name of a key: its thumbprint (RFC 7638, RFC 8037)."""
    plain = {"crv": "Ed25519", "kty": "OKP", "x": _b64url(key)}
    return _b64url(hashlib.sha256(canonical(plain)).digest())


def verify(package: bytes, kid: str = "") -> Verified:
    """Everything that can be checked without a network. Raises Fault. `kid`: the key that has to have signed."""
    files = _opened(package)
    manifest, signer = _manifest(files, kid)
    for name, told in manifest["files"].items():
        if name not in files:
            raise Fault(name, "It is missing.")
        if hashlib.sha256(files[name]).hexdigest() != told["sha256"]:
            raise Fault(name, "It was changed.")
    for name in files:
        if name not in manifest["files"] and name not in (MANIFEST, SIGNATURE):
            raise Fault(name, "It was added: the manifest does not list it.")
    if container(files) != package:
        raise Fault(CONTAINER, "It was changed outside the files in it.")
    keys = [_key(one) for one in json.loads(files[KEYS])["keys"]]
    head = find_head(files[HEAD].decode())
    if head is None or not head_holds(head, keys):
        raise Fault(HEAD, "No key of the portal signed this head.")
    entries = json.loads(files[ENTRIES])["entries"]
    for entry in entries:
        _in_the_log(entry, head)
    erased = sum(entry["payload"] is None for entry in entries)
    return Verified(manifest["label"], len(files), len(entries), erased, head.size, kid_of(signer))


def _opened(package: bytes) -> dict[str, bytes]:
    name = CONTAINER
    try:
        with zipfile.ZipFile(io.BytesIO(package)) as archive:
            files = {}
            for entry in archive.infolist():
                name = entry.filename
                files[name] = archive.read(entry)
    except (zipfile.BadZipFile, zlib.error, ValueError, RuntimeError, EOFError, OSError) as fault:
        raise Fault(name, f"It was changed, and cannot be read any more ({fault}).") from None
    return files


def _manifest(files: dict[str, bytes], kid: str) -> tuple[dict[str, Any], bytes]:
    """The manifest and the key that signed it."""
    for name in (MANIFEST, SIGNATURE, KEYS, HEAD, ENTRIES):
        if name not in files:
            raise Fault(name, "It is missing.")
    said = re.fullmatch(rb"([A-Za-z0-9_-]{43}) ([0-9a-f]{128})\n", files[SIGNATURE])
    if not said:
        raise Fault(SIGNATURE, "It was changed.")
    key = _the_key(said[1].decode(), files[KEYS])
    if not signed_by(key, files[MANIFEST], bytes.fromhex(said[2].decode())):
        raise Fault(
            f"{MANIFEST} or {SIGNATURE}", "The signature does not belong to the manifest: one of them was changed."
        )
    if kid and kid != kid_of(key):
        raise Fault(SIGNATURE, f"It is the signature of the key {kid_of(key)}, not of {kid}.")
    return json.loads(files[MANIFEST]), key


def _the_key(kid: str, document: bytes) -> bytes:
    try:
        keys = [_key(one) for one in json.loads(document)["keys"]]
    except (ValueError, KeyError, TypeError, AttributeError, binascii.Error):
        raise Fault(KEYS, "It was changed, and cannot be read any more.") from None
    for key in keys:
        if kid_of(key) == kid:
            return key
    raise Fault(f"{KEYS} or {SIGNATURE}", "The key that signed is not in the list: one of them was changed.")


def _key(jwk: dict[str, str]) -> bytes:
    return base64.urlsafe_b64decode(jwk["x"] + "=" * (-len(jwk["x"]) % 4))


def _in_the_log(entry: dict[str, Any], head: Note) -> None:
    """That the log whose head was published has this entry, and that the entry says this."""
    where = f"{ENTRIES}, entry {entry['fields']['seq']}"
    fields, payload = entry["fields"], entry["payload"]
    if payload is not None and hashlib.sha256(payload.encode()).hexdigest() != fields["payload_hash"]:
        raise Fault(where, "It does not say this.")
    hash_of_entry = hashlib.sha256(canonical(fields)).digest()
    path = [bytes.fromhex(step) for step in entry["path"]]
    if root_of_path(leaf(hash_of_entry), fields["seq"] - 1, head.size, path) != head.root:
        raise Fault(where, f"It is not in the log of {head.size} entries.")


def _b64url(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Verify an evidence package, offline.")
    parser.add_argument("package", type=Path)
    parser.add_argument("--key", default="", help="the name (kid) of the portal's key, from its published list")
    asked = parser.parse_args(arguments)
    try:
        found = verify(asked.package.read_bytes(), asked.key)
    except Fault as fault:
        print(f"NOT WHOLE. {fault}")
        return 1
    except OSError as fault:
        print(f"{asked.package} cannot be read: {fault.strerror}")
        return 2
    print(f"WHOLE. {found.label}: {found.files} files, {found.entries} entries of a log of {found.size}.")
    if found.erased:
        print(f"What {found.erased} of the entries said was erased since; that they were made is proved all the same.")
    print(f"Signed with the key {found.kid}")
    if not asked.key:
        print("Compare this with the list of keys that the portal publishes: /.well-known/hopback-keys.json")
    return 0


if __name__ == "__main__":
    sys.exit(main())
