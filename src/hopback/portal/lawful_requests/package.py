"""The evidence package: incident data as JSON and PDF, the log's entries with their proof, all of it signed (A5.4)."""

import json
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings

from hopback.portal.ground.signing_keys import keyring
from hopback.portal.layout import printing
from hopback.portal.logbook import queries as logbook
from hopback.portal.tracebacks.models import Traceback
from hopback.wire import evidence as wire

from .models import LawfulRequest, Release
from .queries import evidence

SHEET = Path(__file__).parent / "print" / "evidence.typ"
TITLES = {
    "subpoena": "Subpoena",
    "demand": "Civil Investigative Demand",
    "other": "Lawful request",
    "consent": "Consent of the called customer",
}
READ_ME = """Evidence package {reference}
Handed over by {group} to {agency}, {day} (UTC).

incident-data.pdf   what is known, to be read
incident-data.json  the same, and every other field, for a machine
files/              what providers sent with their answers
log/entries.json    what the portal's log says of these tracebacks, each entry with its proof
log/head.txt        the head of the log that was published then
keys.json           the portal's public keys
manifest.json       the SHA-256 of every file; manifest.sig is the portal's signature over it
verify.py           checks all of this without a network: python3 verify.py {reference}.zip

Compare the name of the key that verify.py prints with the portal's own list: {url}/.well-known/hopback-keys.json
An entry that says null was erased under the group's retention rules; the proof that it was made holds.

Not in scope: {not_in_scope}
"""


def made(request: LawfulRequest, release: Release, tracebacks: Sequence[Traceback], now: datetime) -> bytes:
    head = logbook.last_head()
    assert head is not None, "a head was published just now"
    said = evidence.entries(tracebacks, head)
    data = evidence.incident_data(tracebacks)
    facts = _facts(request, release, now)
    keys = keyring()
    return wire.package(
        {
            "README.txt": _read_me(request, now).encode(),
            "incident-data.json": _json(facts | {"tracebacks": data}),
            "incident-data.pdf": _pdf(request, facts, data, evidence.lines(said, tracebacks), now),
            **evidence.files_of(tracebacks),
        },
        label=f"{request.reference} ({release.public_id})",
        keys=keys.document(),
        head=head.note,
        entries=said,
        facts={"request": request.public_id, "release": release.public_id, "made_at": evidence.plain(now)},
        key=keys.signs,
    )


def _json(said: object) -> bytes:
    return json.dumps(said, ensure_ascii=False, indent=1).encode()


def _facts(request: LawfulRequest, release: Release, now: datetime) -> dict[str, Any]:
    return {
        "reference": request.reference,
        "instrument": TITLES[request.instrument],
        "agency": request.agency.source.name,
        "asked_by": request.asked_by,
        "scope": request.scope,
        "not_in_scope": request.not_in_scope or "Nothing of what was asked.",
        "received_on": request.received_on.isoformat(),
        "released_at": evidence.plain(now),
        "released_by": [release.proposed_by, release.confirmed_by],
        "group": settings.GROUP_NAME,
    }


def _read_me(request: LawfulRequest, now: datetime) -> str:
    return READ_ME.format(
        reference=request.reference,
        group=settings.GROUP_NAME,
        agency=request.agency.source.name,
        day=f"{now:%d %B %Y}",
        url=settings.BASE_URL,
        not_in_scope=request.not_in_scope or "nothing of what was asked.",
    )


def _pdf(
    request: LawfulRequest,
    facts: dict[str, Any],
    data: list[dict[str, Any]],
    log: dict[str, list[list[str]]],
    now: datetime,
) -> bytes:
    said = {
        "title": f"Incident data · {request.reference}",
        "about": f"{facts['instrument']}, {facts['agency']}",
        "made": f"Released {now:%d %B %Y, %H:%M} UTC by {facts['released_by'][0]} and {facts['released_by'][1]}",
        "facts": [
            ["Asked by", request.asked_by],
            ["Received", request.received_on.isoformat()],
            ["Scope", request.scope],
            ["Not in scope", facts["not_in_scope"]],
            ["Tracebacks", str(len(data))],
        ],
        "tracebacks": [_printed(one, log[one["number"]]) for one in data],
    }
    return printing.pdf(SHEET, said, at=now)


def _printed(one: dict[str, Any], log: list[list[str]]) -> dict[str, Any]:
    call = one["call"]
    facts = [("Source", one["source"]), ("Campaign", one["campaign"]), ("Ended", one["ended_as"].replace("_", " "))]
    facts += [(name.replace("_", " ").capitalize(), value) for name, value in call.items()]
    return {
        "number": one["number"],
        "facts": [[name, str(value)] for name, value in facts if value not in (None, "")],
        "path": [_step(hop) for hop in one["path"]],
        "answers": [
            [hop["provider"] or "Not identified", str(answer["version"]), *_answer(answer)]
            for hop in one["path"]
            for answer in hop["answers"]
        ],
        "doubts": one["doubts"],
        "log": log,
    }


def _step(hop: dict[str, Any]) -> dict[str, str]:
    said = ", ".join(word.replace("_", " ") for word in hop["designations"])
    return {"name": hop["provider"] or "Not identified", "said": said or hop["state"].replace("_", " ")}


def _answer(answer: dict[str, Any]) -> list[str]:
    """What was said, every field that says something."""
    apart = {"version", "kind", "answered_at", "answered_by", "upstream", "files"}
    told = [
        f"{name.replace('_', ' ')}: {_flat(value)}" for name, value in answer.items() if value and name not in apart
    ]
    kind = answer["kind"].replace("_", " ") + (f": {answer['upstream']}" if answer["upstream"] else "")
    return [kind, "; ".join(told), f"{answer['answered_by']}, {answer['answered_at'][:16].replace('T', ' ')}"]


def _flat(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name} {said}" for name, said in value.items() if said)
    return str(value)
