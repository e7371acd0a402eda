"""The portal calls an address that somebody else chose: only where anybody could reach it, and never by a detour."""

import datetime as dt
import ipaddress
import socket
import ssl
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from hopback.portal.webhooks import addresses, sending
from hopback.portal.webhooks.refusals import UrlRefused
from hopback.portal.webhooks.sending import Parcel

PUBLIC, PUBLIC_6 = "93.184.215.14", "2606:2800:220:1::1"
NAME = "hooks.harbor.example"
type Names = Callable[..., list[str]]


@pytest.fixture(autouse=True)
def _in_production(settings: Any) -> None:
    settings.WEBHOOK_LOOPBACK = False


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> Names:
    """A resolver of ours: names and what they lead to, a list for each question; addresses lead to themselves."""
    real, asked = socket.getaddrinfo, []

    def lead(*answers: list[str]) -> list[str]:
        waiting = list(answers)

        def resolve(host: str, port: Any, *args: Any, **more: Any) -> Any:
            if host != NAME:
                return real(host, port, *args, **more)
            asked.append(host)
            found = waiting.pop(0) if len(waiting) > 1 else waiting[0]
            return [entry for one in found for entry in real(one, port, *args, **more)]

        monkeypatch.setattr(socket, "getaddrinfo", resolve)
        return asked

    return lead


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("http://hooks.harbor.example/", "https is needed"),
        ("hooks.harbor.example", "Write the whole address"),
        ("ftp://hooks.harbor.example/", "Write the whole address"),
        ("https:///path", "Write the whole address"),
        ("https://dana:secret@hooks.harbor.example/", "No user name or password"),
        ("https://hooks.harbor.example/#here", "Leave out what follows the #"),
        ("https://[half", "is no address"),
        ("https://exa mple/", "is no address"),
        ("https://hooks.harbor.example:99999/", "is no address"),
        (f"https://hooks.harbor.example/{'x' * 500}", "longer than 500"),
    ],
)
def test_an_address_that_cannot_be_right_is_refused_with_the_reason(url: str, said: str) -> None:
    with pytest.raises(UrlRefused, match=said):
        addresses.read(url)


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0",
        "224.0.0.1", "240.0.0.1", "255.255.255.255", "192.0.2.1", "198.18.0.1", "192.0.0.1",
        "[::1]", "[::]", "[fe80::1]", "[fd00::1]", "[ff02::1]", "[::ffff:127.0.0.1]", "[::ffff:10.0.0.1]",
        "[::ffff:a9fe:a9fe]", "[64:ff9b::7f00:1]", "[64:ff9b::a9fe:a9fe]", "[2002:7f00:1::]", "[2001:db8::1]",
        "[fec0::1]",
        "[2001:0:4136:e378:8000:63bf:80ff:fffe]", "[::7f00:1]", "localhost", "2130706433", "0x7f.1", "127.1",
    ],
)  # fmt: skip
def test_no_address_that_is_not_public_is_ever_called(host: str) -> None:
    """Link-local is where clouds keep the keys of a machine; wrapped and oddly written ones lead there as well."""
    with pytest.raises(UrlRefused, match=r"private|no host"):
        addresses.look_up(addresses.read(f"https://{host}/hopback"))


@pytest.mark.parametrize("host", [PUBLIC, f"[{PUBLIC_6}]", f"[64:ff9b::{PUBLIC}]", f"[::ffff:{PUBLIC}]"])
def test_a_public_one_is(host: str) -> None:
    assert addresses.look_up(addresses.read(f"https://{host}/hopback")).addresses


def test_each_address_behind_a_name_has_to_be_public(names: Names) -> None:
    names([PUBLIC, "10.0.0.7"])
    with pytest.raises(UrlRefused, match=r"leads to 10\.0\.0\.7"):
        addresses.look_up(addresses.read(f"https://{NAME}/"))


def test_a_name_that_changes_in_between_is_still_called_where_it_was_checked(
    names: Names, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rebinding: public when it is looked at, this machine when it is called. The check's own address is called."""
    called = []

    def connect(_: socket.socket, address: Any) -> None:
        called.append(address)
        raise OSError("nobody here")

    monkeypatch.setattr(socket.socket, "connect", connect)
    asked = names([PUBLIC], ["127.0.0.1"])
    assert sending.send(Parcel(f"https://{NAME}/", "{}", {})).fault == "Cannot connect."
    assert called == [(PUBLIC, 443)]
    assert len(asked) == 1, "asked once, and never by who connects"


def test_the_second_address_of_a_name_is_tried_where_the_first_does_not_connect(
    names: Names, httpserver: HTTPServer, settings: Any
) -> None:
    settings.WEBHOOK_LOOPBACK = True
    names(["127.0.0.2", "127.0.0.1"])
    httpserver.expect_request("/").respond_with_data("", status=204)
    assert sending.send(Parcel(f"http://{NAME}:{httpserver.port}/", "{}", {})).is_accepted


def test_a_name_that_became_private_is_not_called(names: Names) -> None:
    names(["192.168.0.9"])
    outcome = sending.send(Parcel(f"https://{NAME}/", "{}", {}))
    assert outcome.status is None
    assert outcome.fault.startswith("This address is private")


def test_a_name_that_leads_nowhere_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody(*_: Any, **__: Any) -> Any:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", nobody)
    with pytest.raises(UrlRefused, match=f"There is no host {NAME}"):
        addresses.check(f"https://{NAME}/")


def test_a_name_server_that_is_away_refuses_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each try looks again, so that nothing unchecked is ever called."""

    def away(*_: Any, **__: Any) -> Any:
        raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")

    monkeypatch.setattr(socket, "getaddrinfo", away)
    addresses.check(f"https://{NAME}/")
    assert "cannot be looked up" in sending.send(Parcel(f"https://{NAME}/", "{}", {})).fault


def test_a_group_can_open_its_own_network(settings: Any) -> None:
    settings.WEBHOOK_NETWORKS = [ipaddress.ip_network("10.20.0.0/16")]
    assert addresses.look_up(addresses.read("https://10.20.0.9/")).addresses == ["10.20.0.9"]
    assert addresses.look_up(addresses.read("https://[::ffff:10.20.0.9]/")).addresses
    with pytest.raises(UrlRefused, match="private"):
        addresses.look_up(addresses.read("https://10.21.0.9/"))


def test_on_loopback_http_is_enough_and_nowhere_else(settings: Any) -> None:
    settings.WEBHOOK_LOOPBACK = True
    assert addresses.look_up(addresses.read("http://127.0.0.1:9000/")).addresses == ["127.0.0.1"]
    with pytest.raises(UrlRefused, match="https is needed"):
        addresses.look_up(addresses.read(f"http://{PUBLIC}/"))


def test_a_demonstration_calls_nobody_else(settings: Any) -> None:
    settings.WEBHOOK_LOOPBACK = settings.DEMONSTRATION = True
    with pytest.raises(UrlRefused, match="A demonstration sends events to this machine only"):
        addresses.look_up(addresses.read(f"https://{PUBLIC}/"))


# ---- TLS: connected to an address, verified as a name -----------------------------------------------


def certificate(place: Path, name: str) -> ssl.SSLContext:
    """A receiver with a certificate for this name, which `place/ca.pem` trusts."""
    key, moment = ec.generate_private_key(ec.SECP256R1()), dt.datetime.now(dt.UTC)
    own = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Harbor Voice LLC")])
    signed = (
        x509.CertificateBuilder()
        .subject_name(own)
        .issuer_name(own)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(moment - dt.timedelta(days=1))
        .not_valid_after(moment + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    (place / "ca.pem").write_bytes(signed.public_bytes(serialization.Encoding.PEM))
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    (place / "key.pem").write_bytes(secret)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(place / "ca.pem", place / "key.pem")
    return context


@pytest.mark.parametrize(("its_name", "taken"), [(NAME, True), ("hooks.somebody-else.example", False)])
def test_the_certificate_has_to_be_the_names(
    its_name: str, taken: bool, names: Names, tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.WEBHOOK_NETWORKS = [ipaddress.ip_network("127.0.0.0/8")]
    names(["127.0.0.1"])
    heard: list[str] = []

    def take(request: Request) -> Response:
        heard.append(request.headers["Host"])
        return Response(status=204)

    with HTTPServer(host="127.0.0.1", ssl_context=certificate(tmp_path, its_name)) as server:
        server.expect_request("/hopback").respond_with_handler(take)
        trusted = ssl.create_default_context(cafile=str(tmp_path / "ca.pem"))
        monkeypatch.setattr(sending, "_tls", lambda: trusted)
        outcome = sending.send(Parcel(f"https://{NAME}:{server.port}/hopback", "{}", {}))
        assert outcome.is_accepted is taken
        assert heard == ([f"{NAME}:{server.port}"] if taken else [])
        assert taken or outcome.fault.startswith("The certificate is not valid: Hostname mismatch")
