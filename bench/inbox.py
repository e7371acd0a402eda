"""The inbox of staff over 10,000 open candidates: the time of one page, whole, through the portal.

Ours is the slowest in twenty of pages with and without filters (p95). The peer is the same rows of one page asked by
primary key with their relations, without an order; the limit is 200 ms. `more` says how many questions a page asks.
"""

from datetime import UTC, datetime
from statistics import quantiles
from typing import Any

from bench.database import portal, timed
from bench.planted import planted
from bench.result import Result

N = 10_000
PAGES = 60
LIMIT_MS = 200.0
QUERIES = ("", "?nature=fraudulent", "?alike=minute", "?alike=text", "?assigned=nobody", "?q=614", "?verified=no")


def run() -> Result:
    with portal():
        client = _filled()
        taken: list[float] = []
        peer: list[float] = []
        questions = 0
        cursor = ""
        for n in range(PAGES):
            address = f"/candidates/inbox/{QUERIES[n % len(QUERIES)]}" if n % 2 else f"/candidates/inbox/{cursor}"
            answer, asked = _look(client, address, taken)
            questions = max(questions, asked)
            if not n % 2:
                cursor = answer.context["next"]
            _by_key(answer, peer)
    return Result("inbox", _p95(taken), _p95(peer), LIMIT_MS, "ms", PAGES, {"most questions": questions, "open": N})


def _p95(seconds: list[float]) -> float:
    return 1000 * quantiles(seconds, n=20)[-1]


def _filled() -> Any:
    from django.db import connection
    from django.test.utils import setup_test_environment

    from hopback.portal.accounts.viewer import SYSTEM
    from hopback.portal.sourcing import actions

    setup_test_environment()  # answers keep what their page was told
    now = datetime.now(UTC)
    source = actions.list_source(kind="analytics", name="Bench", verified_how="Known.", by=SYSTEM, now=now)
    rows = [one.message for one in planted(N)]
    for begin in range(0, N, 500):
        actions.submit_rows(source=source, rows=rows[begin : begin + 500], by=SYSTEM, now=now)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    return _signed_in()


def _signed_in() -> Any:
    from allauth.mfa.totp.internal.auth import TOTP
    from django.test import Client

    from hopback.portal.accounts import actions as accounts
    from hopback.portal.accounts.viewer import SYSTEM

    now = datetime.now(UTC)
    told = {"email": "rosa@itg.example", "name": "Rosa Ortega", "password": "four quiet herons at dusk"}
    rosa = accounts.create_first_staff(**told, by=SYSTEM, now=now)
    TOTP.activate(rosa, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(rosa)
    client.get("/candidates/inbox/")
    return client


def _look(client: Any, address: str, taken: list[float]) -> tuple[Any, int]:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with timed(taken):
        answer = client.get(address)
    if answer.status_code != 200:
        raise RuntimeError(f"{address}: {answer.status_code} {answer.headers.get('Location', '')}")
    with CaptureQueriesContext(connection) as asked:
        client.get(address)
    return answer, len(asked)


def _by_key(answer: Any, taken: list[float]) -> None:
    from hopback.portal.sourcing.models import Candidate

    keys = [row.candidate.pk for row, _ in answer.context["rows"]]
    related = ("source", "incident", "campaign", "first_provider", "assigned_to")
    with timed(taken):
        list(Candidate.objects.filter(pk__in=keys).select_related(*related))
