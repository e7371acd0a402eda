"""Mail leaves encrypted and signed in where the settings say so, and not at all where that fails."""

import ssl
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.smtp import AuthResult, LoginPassword
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from hopback.portal.notices.relay import Relayed, deliver_due
from tests.portal.notices.post_office import NOW, Clerk, only, open_office, post

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for localhost that signed itself, its key beside it in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    today = datetime(2020, 1, 1, tzinfo=UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(today)
        .not_valid_after(today + timedelta(days=36_500))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    plain = serialization.NoEncryption()
    path = tmp_path_factory.mktemp("tls") / "localhost.pem"
    pkcs8 = serialization.PrivateFormat.PKCS8
    secret = key.private_bytes(serialization.Encoding.PEM, pkcs8, plain)
    path.write_bytes(secret + made.public_bytes(serialization.Encoding.PEM))
    return path


@pytest.fixture
def trusted(certificate: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))


@pytest.fixture
def context(certificate: Path) -> ssl.SSLContext:
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    made.load_cert_chain(certificate)
    return made


def knows_us(server: Any, session: Any, envelope: Any, mechanism: str, given: LoginPassword) -> AuthResult:
    return AuthResult(success=(given.login, given.password) == (b"hopback", b"four quiet herons"), handled=False)


@pytest.fixture
def starttls(clerk: Clerk, context: ssl.SSLContext) -> Iterator[Any]:
    options = {"tls_context": context, "require_starttls": True, "auth_required": True, "authenticator": knows_us}
    with open_office(clerk, **options) as where:
        yield where._replace(host="localhost", tls="starttls", username="hopback", password="four quiet herons")


def test_mail_leaves_by_starttls_and_signed_in(clerk: Clerk, starttls: Any, trusted: None) -> None:
    post()
    assert deliver_due(now=NOW, smtp=starttls) == Relayed(accepted=1)
    assert len(clerk.got) == 1


def test_a_wrong_password_is_our_fault_and_is_tried_again(clerk: Clerk, starttls: Any, trusted: None) -> None:
    notice = post()
    assert deliver_due(now=NOW, smtp=starttls._replace(password="guess")) == Relayed(retried=1)
    assert only(notice).reply.startswith("535")


def test_a_server_whose_certificate_nobody_vouches_for_gets_nothing(clerk: Clerk, starttls: Any) -> None:
    notice = post()
    assert deliver_due(now=NOW, smtp=starttls) == Relayed(retried=1)
    assert "certificate" in only(notice).reply.lower()
    assert clerk.got == []


def test_a_server_without_starttls_gets_nothing(clerk: Clerk) -> None:
    with open_office(clerk) as where:
        post()
        assert deliver_due(now=NOW, smtp=where._replace(tls="starttls")) == Relayed(retried=1)
    assert clerk.got == []


def test_mail_leaves_by_implicit_tls(clerk: Clerk, context: ssl.SSLContext, trusted: None) -> None:
    with open_office(clerk, ssl_context=context) as where:
        post()
        assert deliver_due(now=NOW, smtp=where._replace(host="localhost", tls="implicit")) == Relayed(accepted=1)
    assert len(clerk.got) == 1
