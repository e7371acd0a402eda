"""Many receivers at once: a slow one holds up nobody, a worker that dies loses nothing, nothing is sent twice."""

import contextlib
import socket
import threading
from collections.abc import Callable

import pytest

from hopback.portal.accounts.models import User
from hopback.portal.accounts.viewer import SYSTEM, of_user
from hopback.portal.providers.models import Provider
from hopback.portal.webhooks import actions, sending
from hopback.portal.webhooks.models import Delivery, Endpoint
from hopback.portal.webhooks.sending import Outcome, Parcel
from hopback.portal.webhooks.worker import LINES_TO_A_FAILING_ONE, LINES_TO_ONE, Worker
from tests.portal.factories import NOW, make_provider_person
from tests.portal.tracebacks import staged

from .conftest import EVENTS, Receiver, Times
from .told import NO, YES, asked

pytestmark = pytest.mark.django_db


def test_a_slow_receiver_holds_up_nobody_else(
    endpoint: Endpoint, receiver: Receiver, harbor: Provider, workers: Callable[..., Worker]
) -> None:
    """Harbor's receiver sits on every event; Sable's is served meanwhile, and Harbor's lines are few."""
    sable = staged.listed("Sable Route Ltd.")
    quick = f"{receiver.url}?quick"
    odile = of_user(make_provider_person(sable, "Odile Marsh"))
    actions.add_endpoint(url=quick, events=EVENTS, by=odile, now=NOW)
    go, served, most, at_once, lock = threading.Event(), [], [0], [0], threading.Lock()

    def sender(parcel: Parcel) -> Outcome:
        if parcel.url == quick:
            served.append(parcel.body)
            return YES
        with lock:
            at_once[0] += 1
            most[0] = max(most[0], at_once[0])
        go.wait(10)
        with lock:
            at_once[0] -= 1
        return YES

    worker = workers(sender, lines=6)
    for number in range(30):
        asked(harbor, f"hop_slow{number:08d}")
    for number in range(20):
        asked(sable, f"hop_fast{number:08d}")
    until = threading.Event()
    for _ in range(100):
        worker.look()
        if len(served) == 20:
            break
        until.wait(0.02)
    assert len(served) == 20
    assert not Delivery.objects.filter(endpoint=endpoint, accepted_at__isnull=False).exists()
    assert most[0] <= LINES_TO_ONE
    go.set()
    worker.deliver_due()
    assert not Delivery.objects.filter(next_try_at__isnull=False).exists()


def test_a_failing_receiver_gets_one_line(
    endpoint: Endpoint, harbor: Provider, workers: Callable[..., Worker], times: Times
) -> None:
    at_once, most, lock = [0], [0], threading.Lock()

    def sender(parcel: Parcel) -> Outcome:
        with lock:
            at_once[0] += 1
            most[0] = max(most[0], at_once[0])
        threading.Event().wait(0.02)
        with lock:
            at_once[0] -= 1
        return NO

    worker = workers(sender)
    asked(harbor)
    worker.deliver_due()
    most[0] = 0
    for number in range(6):
        asked(harbor, f"hop_more{number:08d}", times)
    worker.deliver_due()
    assert most[0] == LINES_TO_A_FAILING_ONE


def test_a_receiver_that_drips_is_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    """A byte now and then keeps every time-out away; the line is cut all the same."""
    monkeypatch.setattr(sending, "ALTOGETHER", 0.5)
    done = threading.Event()

    def drip(server: socket.socket) -> None:
        line, _ = server.accept()
        with line, contextlib.suppress(OSError):
            line.sendall(b"HTTP/1.1 200 OK\r\nX-Slow: ")
            for _ in range(100):  # five seconds, should nobody cut it
                if done.wait(0.05):
                    break
                line.sendall(b"x")

    with socket.create_server(("127.0.0.1", 0)) as server:
        dripping = threading.Thread(target=drip, args=(server,))
        dripping.start()
        outcome = sending.send(Parcel(f"http://127.0.0.1:{server.getsockname()[1]}/", "{}", {}))
        done.set()
        dripping.join()
    assert (outcome.status, outcome.fault) == (None, "The connection broke before there was an answer.")
    assert 400 < outcome.took_ms < 3000


def test_a_receiver_that_is_away_is_told_so() -> None:
    outcome = sending.send(Parcel("http://127.0.0.1:9/hopback", "{}", {}))
    assert (outcome.status, outcome.fault) == (None, "Cannot connect.")


def test_a_secret_sealed_under_another_key_says_what_to_do(
    endpoint: Endpoint, harbor: Provider, worker: Worker
) -> None:
    Endpoint.objects.update(secret="gAAAAA-not-ours")
    asked(harbor)
    worker.deliver_due()
    assert Delivery.objects.get().fault == "Its secret cannot be read any more: give it a new one."


def test_two_workers_send_an_event_once(endpoint: Endpoint, harbor: Provider) -> None:
    asked(harbor)
    first, second = Delivery.objects.get(), Delivery.objects.get()
    assert actions.claim(delivery=first, by=SYSTEM, now=NOW)
    assert not actions.claim(delivery=second, by=SYSTEM, now=NOW)


def test_an_event_of_a_worker_that_died_is_sent_again(
    endpoint: Endpoint, receiver: Receiver, harbor: Provider, worker: Worker, times: Times
) -> None:
    asked(harbor)
    assert actions.claim(delivery=Delivery.objects.get(), by=SYSTEM, now=NOW)
    assert worker.deliver_due() == 0
    times.later(minutes=1)
    assert worker.deliver_due() == 1
    assert Delivery.objects.get().attempts == 2


def test_what_was_dropped_meanwhile_stays_dropped(endpoint: Endpoint, harbor: Provider, dana: User) -> None:
    asked(harbor)
    row = Delivery.objects.get()
    actions.claim(delivery=row, by=SYSTEM, now=NOW)
    actions.remove_endpoint(endpoint=endpoint, by=of_user(dana), now=NOW)
    assert not actions.accept(delivery=row, outcome=YES, by=SYSTEM, now=NOW)
    assert Delivery.objects.get().dropped_at == NOW
