"""Records and questions of Lakeshore Tandem, asked by Cardinal Wireless about one call to Cincinnati."""

import json
from base64 import urlsafe_b64encode
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from hopback.carrier.cdr.record import CallRecord, Place
from hopback.carrier.cdr.search import Question, Skews, Verdict, find
from hopback.carrier.cdr.search.memory import MemoryStore

AT = datetime(2026, 10, 1, 12, 3, 20, tzinfo=UTC)
NOW = AT + timedelta(days=2)
CALLING, CALLED = "+12025550142", "+15135550168"
HARBOR, PACIFIC = "tg-HarborVoice", "tg-PacTandem"
OLD = CallRecord(at=AT - timedelta(days=90), calling="3125550101", called="3125550102", place=Place("old.csv", 1))


def record(off_s: float = 0.0, upstream: str = HARBOR, *, line: int = 1, **other: Any) -> CallRecord:
    said: dict[str, Any] = {"calling": "2025550142", "called": "15135550168", "switch": "sw-chi-1", "duration_s": 21.0}
    said |= {"at": AT + timedelta(seconds=off_s), "place": Place("Master.csv", line), "ingress_trunk": upstream}
    return CallRecord(**said | other)


def question(**other: Any) -> Question:
    said: dict[str, Any] = {"calling": CALLING, "called": CALLED, "at": AT, "neighbour": "prv_cardinal"}
    return Question(**said | other)


def found(
    records: Sequence[CallRecord],
    asked: Question | None = None,
    *,
    skews: Skews | None = None,
    complete_to: datetime = NOW,
    **more: Any,
) -> Verdict:
    store = MemoryStore([OLD, *records], complete_to=complete_to)
    return find(asked or question(), store, now=NOW, skew=skews, **more)


def known_clock(off_s: float, *, calls: int = 60, switch: str = "sw-chi-1", gains_s: float = 0.0) -> Skews:
    """Learned from calls of the days before, one each hour."""
    skews = Skews()
    for hour in range(calls):
        off = off_s - gains_s * hour / 24 + hour % 5 / 5 - 0.4
        skews.learn(switch=switch, neighbour="prv_cardinal", off_s=off, at=AT - timedelta(hours=hour, minutes=7))
    return skews


def passport(*, at: datetime = AT, calling: str = CALLING, called: str = CALLED, signature: str = "c2ln") -> str:
    claims = {"attest": "A", "orig": {"tn": calling[1:]}, "dest": {"tn": [called[1:]]}, "origid": "0f1e", "iat": 0}
    claims["iat"] = int(at.timestamp())
    parts = [urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=").decode() for part in ({"alg": "ES256"}, claims)]
    return ".".join([*parts, signature]) + ";info=<https://sti.harbor.example/c.pem>;alg=ES256;ppt=shaken"
