"""How soon one of 200 machines that wait for a hop has it, once its provider was asked, on PostgreSQL over HTTP.

Ours is the median from *the commit that asks* to *the answer is read*. The peer is a look every half second, a
quarter of a second on average: a stated number. The limit is the same request where the hop is there already.
`python -m bench.http_waiting` plays on DATABASE_URL; `run()` gives it a cluster of its own.
"""

import http.client
import json
import sys
import time
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import timedelta
from statistics import median
from typing import Any

from bench.database import portal
from bench.result import Result
from bench.trace import BEGIN, _Stage

WAITING, ROUNDS = 200, 20
A_LOOK_EVERY_HALF_SECOND = 250.0  # ms


def run() -> Result:
    from bench.http_trace import LOOSE, played

    found = played(LOOSE, "bench.http_waiting")
    return Result("http_waiting", found["median"], A_LOOK_EVERY_HALF_SECOND, found["at_once"], "ms", ROUNDS, found)


def main() -> dict[str, Any]:
    import os

    os.environ["HOPBACK_WEB_THREADS"] = "256"
    from bench.http_stage import _keys, _served

    with portal():
        stage = _Stage()
        keys = _keys(stage)
        with _served() as url, ThreadPoolExecutor(WAITING + 1) as pool:
            first, others = stage.providers[0].public_id, [one.public_id for one in stage.providers[1:]]
            crowd = [pool.submit(_asked, url, keys[others[n % len(others)]], 60) for n in range(WAITING - 1)]
            time.sleep(4)
            _round(stage, url, keys[first], pool)  # the first request of a process is slow
            woken, at_once = zip(*[_round(stage, url, keys[first], pool) for _ in range(ROUNDS)], strict=True)
            still = sum(not one.done() for one in crowd)
            empty = {len(one.result()[0]["items"]) for one in crowd}
    return {
        "median": median(woken),
        "worst": max(woken),
        "at_once": median(at_once),
        "waited": still,
        "got": max(empty),
    }


def _round(stage: _Stage, url: str, key: str, pool: ThreadPoolExecutor) -> tuple[float, float]:
    """Milliseconds until a waiting machine has it, and until one that asks afterwards has."""
    from hopback.portal.accounts.viewer import Viewer
    from hopback.portal.tracebacks import actions
    from hopback.wire.answers import AnswerIn

    candidate = stage.decided()
    waiting: Future[tuple[Any, float]] = pool.submit(_asked, url, key, 30)
    time.sleep(0.3)
    opened = actions.open_traceback(candidate=candidate, by=stage.staff, now=BEGIN + timedelta(hours=1))
    begun = time.monotonic()
    found, at = waiting.result(30)
    assert [hop["traceback"] for hop in found["items"]] == [opened.number]
    again = time.monotonic()
    _, afterwards = _asked(url, key, 0)
    speaker = Viewer(kind="provider", name="Dana", party=stage.providers[0].public_id)
    said = AnswerIn(kind="not_found", searched="All switches")  # type: ignore[arg-type]
    actions.answer(hop=opened.hops.get(), said=said, channel="api", by=speaker, now=BEGIN + timedelta(hours=2))
    return (at - begun) * 1000, (afterwards - again) * 1000


def _asked(url: str, key: str, wait: int) -> tuple[Any, float]:
    door = http.client.HTTPConnection(url.removeprefix("http://"), timeout=90)
    door.request("GET", f"/api/v1/hops?wait={wait}", None, {"Authorization": f"Bearer {key}"})
    response = door.getresponse()
    said = response.read()
    at = time.monotonic()
    door.close()
    assert response.status == 200, said[:200]
    return json.loads(said), at


if __name__ == "__main__":
    print(json.dumps(main()))
    sys.exit(0)
