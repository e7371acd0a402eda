"""What each verb of the log says on the page. The entry itself is never altered."""

from typing import Any

from .. import words

# verb → (subject in bold, the rest), with fields of the entry's payload
SENTENCES: dict[str, tuple[str, str]] = {
    "traceback.opened": ("{actor}", "started the traceback"),
    "traceback.closed": ("Traceback closed", ""),
    "traceback.reopened": ("Traceback reopened", "because of {because}"),
    "traceback.withdrawn": ("{actor}", "withdrew the traceback"),
    "traceback.assigned": ("{actor}", "assigned it to {owner}"),
    "hop.asked": ("{provider}", "is asked, as hop {position}"),
    "hop.asked_on": ("{actor}", "chose to ask {provider} after all"),
    "hop.identifying": ("Staff", "have to say who hop {position} is"),
    "hop.identified": ("{actor}", "identified the upstream provider as {provider}"),
    "hop.not_asked": ("{provider}", "was not asked: found non-cooperative"),
    "hop.clock_started": ("Clock started", "for {provider}"),
    "hop.reminded": ("Reminder", "sent to {provider}"),
    "hop.overdue": ("Overdue:", "{provider} has not answered in time"),
    "hop.no_response": ("No Response", "from {provider}"),
    "hop.no_contact": ("No contact:", "{address} does not take our mail"),
    "hop.acknowledged": ("{provider}", "began to investigate"),
    "hop.extended": ("{actor}", "gave {provider} more time"),
    "hop.superseded": ("{provider}", "left the path after a correction"),
    "answer.given": ("{provider}", "answered: {kind}"),
    "answer.late": ("{provider}", "answered after the deadline: {kind}"),
    "answer.corrected": ("{provider}", "corrected its answer: {kind}"),
    "answer.drafted": ("{provider}", "saved an unfinished answer"),
    "answer.returned": ("{actor}", "returned version {version} of the answer of {provider}"),
    "note.written": ("{actor}", "noted"),
    "cpni.revealed": ("{actor}", "opened the {field}"),
}
KINDS = {
    "upstream": "received from {named}",
    "originated": "its own customer made the call",
    "not_found": "could not find the call",
    "cannot_answer": "cannot answer",
}
# payload field → how it reads in the line below
SHOWN = {
    "basis": "Basis: {}",
    "source": "source: {}",
    "trunk": "trunk {}",
    "source_ip": "from {}",
    "call_id": "Call-ID {}",
    "attestation": "attestation {}",
    "reason": "{}",
    "because": "",
    "profile": "clock {}",
    "how": "{}",
    "template": "template: {}",
    "searched": "searched: {}",
    "comment": "“{}”",
}
BASES = {"protection_222d2": "47 U.S.C. 222(d)(2)", "customer_approval": "the customer's approval"}


def detail_of(verb: str, said: dict[str, Any], *, automatic: bool) -> str:
    """The line below: how it came, and what it says."""
    parts = ["Automatic"] if automatic else []
    if channel := said.get("channel"):
        parts.append(words.CHANNELS.get(str(channel), (str(channel), ""))[0].capitalize())
    for name, form in SHOWN.items():
        if form and (value := said.get(name)):
            parts.append(form.format(BASES.get(str(value), value)))
    if verb == "traceback.closed":
        parts += _ends(said)
    return " · ".join(str(part) for part in parts)


def _ends(said: dict[str, Any]) -> list[str]:
    """Who was designated what when it closed."""
    named = [
        f"{one.get('provider')}: {', '.join(one['designations'])}"
        for one in said.get("designations", [])
        if one.get("designations")
    ]
    return [words.status(str(said.get("status", "")))[0], *named]
