"""The portal's key: made once, for nobody else's eyes, changed without a gap."""

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization as form
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.test import Client

from hopback.portal.ground.signing_keys import NoSigningKey, is_open_to_others, keyring, make_where_missing
from hopback.wire.signing import kid_of, read_keys


@pytest.fixture
def path(tmp_path: Path, settings) -> Path:
    settings.SIGNING_KEY_FILE = tmp_path / "var" / "signing-key.pem"
    return settings.SIGNING_KEY_FILE


def pem(key: Ed25519PrivateKey | ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(form.Encoding.PEM, form.PrivateFormat.PKCS8, form.NoEncryption())


def public_pem(key: Ed25519PrivateKey) -> bytes:
    return key.public_key().public_bytes(form.Encoding.PEM, form.PublicFormat.SubjectPublicKeyInfo)


def test_it_is_made_once_and_only_its_owner_reads_it(path: Path) -> None:
    assert make_where_missing(path)
    made = path.read_bytes()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert not is_open_to_others(path)
    assert not make_where_missing(path)
    assert path.read_bytes() == made
    assert [one.name for one in path.parent.iterdir()] == ["signing-key.pem"]


def test_of_many_that_make_it_at_once_one_does(path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(make_where_missing, [path] * 16)) == 1


def test_a_new_key_on_top_signs_at_once_and_earlier_ones_stay_listed(path: Path) -> None:
    new, old, older = (Ed25519PrivateKey.generate() for _ in range(3))
    path.parent.mkdir()
    path.write_bytes(pem(old))
    assert kid_of(keyring().signs.public_key()) == kid_of(old.public_key())
    path.write_bytes(b"# since June\n" + pem(new) + pem(old) + public_pem(older) + pem(old))
    assert kid_of(keyring().signs.public_key()) == kid_of(new.public_key())
    read = Client().get("/.well-known/hopback-keys.json")
    assert list(read_keys(read.json())) == [kid_of(each.public_key()) for each in (new, old, older)]
    assert read["Cache-Control"] == "public, max-age=300"
    assert '"d"' not in read.content.decode()


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (None, "It is made by: hopback serve"),
        (b"", "does not begin with a private key"),
        (public_pem(Ed25519PrivateKey.generate()), "does not begin with a private key"),
        (pem(ec.generate_private_key(ec.SECP256R1())), "not Ed25519"),
        (b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n", "cannot be read"),
    ],
    ids=["missing", "empty", "public only", "another kind", "broken"],
)
def test_a_file_that_will_not_do_says_why(path: Path, content: bytes | None, says: str) -> None:
    path.parent.mkdir()
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(NoSigningKey, match=says):
        keyring()
