"""From a report to candidates: the evidence calls of one customer, as the portal takes them (A4.4, A1.7).

What the traffic is (its nature) and on which basis it may be traced is said by a person; nothing is chosen for them.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

from hopback.carrier.client.portal import Sending
from hopback.policy.article_4_sourcing import Basis, Nature
from hopback.wire.candidates import CandidateIn, CandidatesIn, CandidatesOut


class NothingToTraceError(Exception):
    """The report has nobody of that name, or no call that could be traced; the message says which."""


def found(report: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """What the report (as JSON) says of this customer, way in or number."""
    for kind in ("customers", "upstreams", "numbers"):
        for each in report.get(kind, ()):
            if name in (each["name"], each["known_as"] or None) or name.lstrip("+") == each["name"]:
                return dict(each)
    raise NothingToTraceError(f"The report has nobody called {name!r}.")


def candidates(one: Mapping[str, Any], *, nature: Nature, basis: Basis, approval: str = "", terminating: str = "",
               most: int = 3) -> list[CandidateIn]:  # fmt: skip
    """The latest calls first: records of other providers may not be kept for long."""
    calls = sorted(one["evidence"], key=lambda call: str(call["at"]), reverse=True)[:most]
    if not calls:
        raise NothingToTraceError(f"The report holds no calls of {one['name']}: it did not stand out.")
    said = list(dict.fromkeys(s["characteristic"] for s in one["signs"] if s["characteristic"] and s["points"] > 0))
    return [
        CandidateIn(
            campaign="",
            calling=call["calling"], called=call["called"], called_at=call["at"], terminating_provider=terminating,
            nature=nature, basis=basis, approval=approval, characteristics=said, score=one["score"],
            evidence=_evidence(one, call), volume=one["figures"]["calls"],
            spoofing_evidence=" ".join(_spoofed(one["signs"])),
        )
        for call in calls
    ]  # fmt: skip


def sending(rows: Sequence[CandidateIn]) -> Sending:
    """The same candidates have the same key: sent twice, the portal takes them once."""
    dumped = [row.model_dump(mode="json", exclude_defaults=True) for row in rows]
    body = CandidatesIn(candidates=dumped, source="").model_dump_json(exclude_defaults=True)
    return Sending(hashlib.sha256(body.encode()).hexdigest()[:40], "/candidates", body)


def result(text: str) -> CandidatesOut:
    return CandidatesOut.model_validate(json.loads(text))


def _evidence(one: Mapping[str, Any], call: Mapping[str, Any]) -> str:
    """No name of the customer: who it is is asked when the traceback reaches us."""
    figures = one["figures"]
    reasons = " ".join(s["sentence"] for s in one["signs"] if s["points"] > 0 and s["name"] != "caller name")
    why = f" This call: {', '.join(call['why'])}." if call["why"] else ""
    return f"Traffic analysis, {figures['calls']:,} calls in {figures['days']} days. {reasons}{why}"[:4000]


def _spoofed(signs: Sequence[Mapping[str, Any]]) -> list[str]:
    changed = "calling_party_changed"
    return [
        s["sentence"]
        for s in signs
        if s["characteristic"] == changed and s["points"] > 0 and s["name"] != "caller name"
    ]
