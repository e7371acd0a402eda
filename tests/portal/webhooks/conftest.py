"""Harbor Voice has software that listens: a real receiver on this machine, and a worker that does not wait."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from pytest_httpserver import HTTPServer
from standardwebhooks import Webhook
from werkzeug import Request, Response

from hopback.portal.accounts.models import User
from hopback.portal.accounts.viewer import of_user
from hopback.portal.providers.models import Provider
from hopback.portal.webhooks import actions
from hopback.portal.webhooks.models import Endpoint
from hopback.portal.webhooks.sending import Outcome
from hopback.portal.webhooks.worker import Worker
from tests.portal.factories import NOW, make_provider_person
from tests.portal.tracebacks import staged


class Receiver:
    """Takes every event, checks its signature with the library, and answers what it is told to."""

    def __init__(self, server: HTTPServer) -> None:
        self.server = server
        self.secrets: list[str] = []
        self.answers: list[Response | int] = []
        self.got: list[tuple[str, dict[str, Any]]] = []  # webhook-id, event
        server.expect_request("/hopback", method="POST").respond_with_handler(self._take)

    @property
    def url(self) -> str:
        return self.server.url_for("/hopback")

    def _take(self, request: Request) -> Response:
        body = request.get_data()
        for secret in self.secrets:
            event = Webhook(secret).verify(body, dict(request.headers))
            assert request.content_type == "application/json"
        self.got.append((request.headers["webhook-id"], event))
        answer = self.answers.pop(0) if self.answers else 204
        return answer if isinstance(answer, Response) else Response(status=answer)


@pytest.fixture(autouse=True)
def _loopback(settings: Any) -> None:
    settings.WEBHOOK_LOOPBACK = True


@pytest.fixture
def receiver(httpserver: HTTPServer) -> Iterator[Receiver]:
    yield Receiver(httpserver)
    httpserver.check()


@pytest.fixture
def harbor() -> Provider:
    return staged.listed("Harbor Voice LLC", "Miami, FL")


@pytest.fixture
def dana(harbor: Provider) -> User:
    return make_provider_person(harbor)


@pytest.fixture
def endpoint(dana: User, receiver: Receiver) -> Endpoint:
    """Harbor's webhook to its receiver, which knows the secret."""
    made, secret = actions.add_endpoint(url=receiver.url, events=EVENTS, by=of_user(dana), now=NOW)
    receiver.secrets.append(secret)
    return made


EVENTS = ("hop.asked", "hop.reminded", "traceback.closed", "do_not_originate.changed")


class Times:
    """A clock in hand."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now

    def later(self, **span: float) -> datetime:
        self.now += timedelta(**span)
        return self.now


@pytest.fixture
def times() -> Times:
    return Times()


@pytest.fixture
def worker(times: Times) -> Iterator[Worker]:
    yield (made := Worker(now=times))
    made.finish()


@pytest.fixture
def workers(times: Times) -> Iterator[Callable[..., Worker]]:
    """More of them, each with its own way to send."""
    made: list[Worker] = []

    def make(sender: Callable[..., Outcome], **more: Any) -> Worker:
        made.append(Worker(now=times, sender=sender, **more))
        return made[-1]

    yield make
    for one in made:
        one.finish()
