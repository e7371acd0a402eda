"""The portal's webhooks: signed, fresh, taken once; each only names a hop, which the portal is then asked for."""

import base64
import json
import os
from datetime import UTC, datetime, timedelta
from queue import SimpleQueue
from urllib.error import HTTPError
from urllib.request import ProxyHandler, Request, build_opener

import pytest
from standardwebhooks.webhooks import Webhook

from hopback.carrier.responder import webhooks
from hopback.carrier.responder.webhooks import BadWebhookError, Receiver
from tests.ports import free_port

from .conftest import AT, CALLING, call, write_settings
from .test_process import Responder, keep, until

SECRET = "whsec_" + base64.b64encode(b"cardinal wireless' own secret 01").decode()
HOP = "hop_8Qd2wXyZabcd"


def signed(hop: str = HOP, *, message: str = "evt_1", at: datetime | None = None, secret: str = SECRET):
    """Headers and body of one message."""
    at = at or datetime.now(UTC)
    body = json.dumps({"type": "hop.asked", "timestamp": at.isoformat(), "data": {"hop": hop}})
    signature = Webhook(secret).sign(message, at, body)
    headers = {"Webhook-Id": message, "webhook-timestamp": str(int(at.timestamp())), "webhook-signature": signature}
    return headers, body.encode()


@pytest.fixture
def told():
    return SimpleQueue()


@pytest.fixture
def receiver(told):
    return Receiver(SECRET, told)


def test_a_signed_message_hands_on_its_hop(receiver, told):
    assert receiver.take(*signed()) == HOP
    assert told.get_nowait() == HOP


def test_the_same_message_again_is_taken_once(receiver, told):
    message = signed()
    receiver.take(*message)
    assert receiver.take(*message) == ""
    assert told.qsize() == 1


@pytest.mark.parametrize(
    "message",
    [
        signed(at=datetime.now(UTC) - timedelta(minutes=6)),
        signed(at=datetime.now(UTC) + timedelta(days=1)),
        signed(secret="whsec_" + base64.b64encode(b"somebody else's secret entirely.").decode()),
        (signed()[0], signed("hop_another")[1]),
        ({}, b"{}"),
        (signed()[0], b"\xff"),
        ({**signed()[0], "webhook-signature": "v1"}, signed()[1]),
    ],
)
def test_what_is_old_early_forged_or_changed_is_not_taken(receiver, told, message):
    with pytest.raises(BadWebhookError):
        receiver.take(*message)
    assert told.empty()


@pytest.mark.parametrize("hop", ["", "tb_1", "hop_../../answers", "hop_" + "a" * 40, 7])
def test_what_names_no_hop_is_passed_over(receiver, told, hop):
    assert receiver.take(*signed(hop)) == ""
    assert told.empty()


def test_a_secret_that_is_none():
    with pytest.raises(ValueError, match="whsec_"):
        Receiver("", SimpleQueue())


def post(url: str, headers: dict[str, str], body: bytes) -> int:
    try:
        with build_opener(ProxyHandler({})).open(Request(url, body, headers), timeout=10) as answer:
            return answer.status
    except HTTPError as problem:
        problem.close()
        return problem.code


def test_at_the_door(receiver, told):
    server = webhooks.serve(f"127.0.0.1:{free_port()}", receiver)
    url = f"http://127.0.0.1:{server.server_port}/"
    try:
        assert post(url, *signed()) == 204
        assert post(url, {}, b"{}") == 401
        assert post(url, signed()[0], b"x" * 70_000) == 413
        assert told.qsize() == 1
    finally:
        server.shutdown()
        server.server_close()


def test_a_hop_that_a_webhook_tells_of_is_answered_without_any_poll(tmp_path, portal):
    port = free_port()
    config = write_settings(tmp_path, portal)
    config.write_text(
        config.read_text().replace("wait_s = 2", "wait_s = 0").replace("sweep_s = 2", "sweep_s = 300")
        + f'listen = "127.0.0.1:{port}"\nsecret_file = "webhook.secret"\n'
    )
    (tmp_path / "webhook.secret").write_text(SECRET)
    os.chmod(tmp_path / "webhook.secret", 0o600)
    keep(tmp_path / "archive", call("+15105550230"))
    responder = Responder(tmp_path).start()
    try:
        until(lambda: (tmp_path / "journal.state.json").exists())
        hop = portal.report("+15105550230", CALLING, AT.isoformat())
        assert post(f"http://127.0.0.1:{port}/", *signed("hop_notoursatall", message="evt_0")) == 204
        assert post(f"http://127.0.0.1:{port}/", *signed(hop)) == 204
        assert portal.until(hop)["upstream"] == "MidAmerica Wholesale"
        assert responder.stop() == 0
    finally:
        responder.process.kill()
        responder.process.wait()
