"""An x5u is an address that whoever made the call chose: nothing is reached by it but the public internet."""

import os
import socket
import ssl
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from pytest_httpserver import HTTPServer
from werkzeug import Response

from hopback.evidence.shaken import fetching
from hopback.evidence.shaken.cache import Cache
from hopback.evidence.shaken.fetching import Fetcher, FetchRefusedError
from tests.evidence.shaken.evidence import HEADER, NOW, Pki, codes, only
from tests.testbed import pki

NAME = "certificates.harbor.example"


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A web server's own certificate, for the name and not for the address."""
    from datetime import timedelta

    folder, key = tmp_path_factory.mktemp("web"), pki._key()
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, NAME)])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(NOW - timedelta(days=1))
        .not_valid_after(NOW + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(NAME)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (folder / "both.pem").write_bytes(private + made.public_bytes(Encoding.PEM))
    (folder / "web.pem").write_bytes(made.public_bytes(Encoding.PEM))
    return folder


@pytest.fixture(scope="module")
def served(keys: Path) -> Iterator[HTTPServer]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(keys / "both.pem")
    with HTTPServer(ssl_context=context) as server:
        yield server


@pytest.fixture
def web(served: HTTPServer, monkeypatch: pytest.MonkeyPatch) -> HTTPServer:
    real = socket.getaddrinfo

    def resolve(host: str, *args: Any, **more: Any) -> Any:
        return real("127.0.0.1" if host == NAME else host, *args, **more)

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    served.clear()
    return served


def near(web: HTTPServer, keys: Path, cache: Cache | None = None) -> Fetcher:
    """One that may reach this machine."""
    context = ssl.create_default_context(cafile=str(keys / "web.pem"))
    return Fetcher(cache, is_allowed=lambda _: True, ports=frozenset({web.port}), tls=context)


def url(web: HTTPServer, path: str = "/701J.pem") -> str:
    return f"https://{NAME}:{web.port}{path}"


def test_what_it_leads_to_verifies_the_signature(web: HTTPServer, keys: Path, authority: Pki) -> None:
    web.expect_oneshot_request("/701J.pem").respond_with_data((authority.folder / "701J.pem").read_bytes())
    desk = authority.desk("114C")
    desk.fetch = near(web, keys)
    token = authority.signed(header={**HEADER, "x5u": url(web)})
    assert codes(only(token, desk).findings) == set()
    assert codes(only(token, desk).findings) == set()  # asked once
    assert len(web.log) == 1


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("http://certificates.harbor.example/x.pem", "only https"),
        ("file:///etc/passwd", "only https"),
        ("https://certificates.harbor.example:22/x.pem", "port 22"),
        ("https://dana:secret@93.184.215.14/x.pem", "user name"),
        ("https://127.0.0.1/x.pem", "not on the public internet"),
        ("https://certificates.harbor.example/x.pem", "not on the public internet"),
        ("https://169.254.169.254/latest/meta-data", "not on the public internet"),
        ("https://[::ffff:10.0.0.1]/x.pem", "not on the public internet"),
        ("https://[64:ff9b::a00:1]/x.pem", "not on the public internet"),
        ("https://2130706433/x.pem", "not on the public internet"),
        ("https://nowhere.invalid/x.pem", "leads nowhere"),
        ("https://" + "x" * 3000, "more than"),
        ("https://[", "leads nowhere"),
        ("https://[::1", "none"),
    ],
)
def test_what_is_not_reached(web: HTTPServer, address: str, said: str) -> None:
    with pytest.raises(FetchRefusedError, match=said):
        Fetcher()(address)
    assert web.log == []


def test_one_private_address_among_public_ones_is_one_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "resolve", lambda *_: ["93.184.215.14", "10.0.0.1"])
    with pytest.raises(FetchRefusedError, match=r"10\.0\.0\.1"):
        Fetcher()("https://certificates.harbor.example/x.pem")


@pytest.mark.parametrize(
    ("response", "said"),
    [
        (Response(status=302, headers={"Location": "https://127.0.0.1/"}), "redirects"),
        (Response(status=404), "404"),
        (Response(b"x" * (fetching.LONGEST + 1)), "more than"),
    ],
)
def test_what_is_answered_otherwise(web: HTTPServer, keys: Path, response: Response, said: str) -> None:
    web.expect_oneshot_request("/701J.pem").respond_with_response(response)
    with pytest.raises(FetchRefusedError, match=said):
        near(web, keys)(url(web))


def test_a_server_that_cannot_prove_its_name_is_not_asked(web: HTTPServer) -> None:
    with pytest.raises(FetchRefusedError, match="not valid"):
        Fetcher(is_allowed=lambda _: True, ports=frozenset({web.port}))(url(web))


def test_what_was_fetched_is_kept_and_stands_when_nobody_answers_any_more(
    web: HTTPServer, keys: Path, tmp_path: Path
) -> None:
    web.expect_oneshot_request("/701J.pem").respond_with_data(b"first")
    cache = Cache(tmp_path)
    assert near(web, keys, cache)(url(web)) == b"first"
    assert near(web, keys, cache)(url(web)) == b"first"
    assert len(web.log) == 1
    (kept,) = tmp_path.iterdir()
    os.utime(kept, (0, 0))
    assert near(web, keys, cache)(url(web)) == b"first"  # asked again, and answered 500
    assert len(web.log) == 2


def test_that_it_could_not_be_fetched_is_a_warning(authority: Pki) -> None:
    desk = authority.desk()
    desk.fetch = Fetcher()
    token = authority.signed(header={**HEADER, "x5u": "https://127.0.0.1/x.pem"})
    assert codes(only(token, desk).findings) == {"x5u-not-fetched"}
