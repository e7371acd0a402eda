"""What is sent to each door that takes something: what its form or message wants, so that the act would be done.

`None`: a page whose POST does nothing by itself (it looks something up, or is the library's own)."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from hopback.policy.article_3_traceback.publication import What
from hopback.portal.accounts.models import Kind, Role, Scope
from hopback.portal.do_not_originate.models import Listing
from hopback.portal.enforcement.models import Agency
from hopback.portal.ground import clock
from hopback.portal.lawful_requests.models import LawfulRequest
from hopback.portal.providers.models import Provider
from hopback.portal.publication.queries import switches
from hopback.portal.sourcing.complaints import HEADER
from hopback.portal.sourcing.models import Source
from tests.portal.factories import NOW, code_now

from .doors.privacy import LETTER
from .doors.sourcing import CALL
from .doors.tracebacks import UPSTREAM
from .doors.webhooks import WEBHOOK
from .matrix import FORMS, MESSAGES
from .people import STAFF, Who
from .row import Row
from .world import World


def body(row: Row, who: Who, world: World) -> dict[str, Any]:
    """Keyword arguments of the test client for a POST of this row by this person."""
    if row.route.startswith("v1:"):
        return {"data": _message(row.route, world), "content_type": "application/json"}
    if row.route in OF_WHO:
        return {"data": OF_WHO[row.route](who, world)}
    return {"data": FORMS[row.route] or {}}


def _message(route: str, world: World) -> dict[str, Any]:
    if route == "v1:submit":
        call = {name: text for name, text in CALL.items() if name != "zone"}
        ours = world.things["source:ftc"].names["source"]
        return {"candidates": [{**call, "called_at": "2026-10-19T13:41:27Z"}], "source": ours}
    if route == "v1:open_traceback":
        return {"candidate": world.things["candidate:accepted"].names["candidate"]}
    if route == "v1:answers":
        return {"answers": [{"hop": world.things["hop:waiting"].names["hop"], **UPSTREAM}]}
    return MESSAGES[route]


def _invite(who: Who, world: World) -> dict[str, Any]:
    """A staff administrator says for whom; others invite for their own party."""
    told = {"email": "noor@team.example", "name": "Noor Haddad", "role": Role.MEMBER.value}
    return told | ({"kind": Kind.STAFF.value, "party": ""} if who is Who.ADMIN else {})


SCOPES = {Who.ADMIN: Scope.TRACEBACKS, Who.SOURCE: Scope.CANDIDATES, Who.ORGANIZATION: Scope.CANDIDATES}


def _key(who: Who, world: World) -> dict[str, Any]:
    once = _once(world.clients[who], "/keys/make/", "accounts.key.once")
    return {"label": "prod-3", "scopes": [SCOPES.get(who, Scope.HOPS).value], "once": once}


def _once(client: Client, form: str, name: str) -> str:
    """The form has to be read first: it says a word that works once."""
    client.get(form)
    return client.session.get(name, "") if "sessionid" in client.cookies else ""


def _secret(who: Who, world: World) -> dict[str, Any]:
    return WEBHOOK | {"once": _once(world.clients[who], "/webhooks/add/", "webhooks.secret.once")}


def _candidate(who: Who, world: World) -> dict[str, Any]:
    ours = world.things["source:ftc"].names["source"]
    return CALL if who is Who.SOURCE else {**CALL, "source": ours}


def _calls(who: Who, world: World) -> dict[str, Any]:
    ours = world.things["source:ftc"].names["source"]
    row = "2025550142,6145550176,2026-10-19T13:41:27Z,fraudulent,A recording.,protection_222d2"
    text = f"calling,called,called_at,nature,evidence,basis\n{row}\n"
    return {"text": text, "act": "good"} | ({} if who is Who.SOURCE else {"source": ours})


def _answers(who: Who, world: World) -> dict[str, Any]:
    hop = world.things["hop:waiting"].names["hop"]
    text = f"hop,kind,reason\n{hop},cannot_answer,The gateway keeps no records.\n"
    return {"file": SimpleUploadedFile("answers.csv", text.encode(), "text/csv")}


def _merge(who: Who, world: World) -> dict[str, Any]:
    return {"into": world.things["campaign:other"].names["campaign"], "confirmed": "True"}


def _place(who: Who, world: World) -> dict[str, Any]:
    return {"belong": world.things["campaign:call"].names["candidate"]}


def _open_with(who: Who, world: World) -> dict[str, Any]:
    return {"name": "Parcel-ImportDuty", "calls": world.things["campaign:call"].names["candidate"]}


def _together(who: Who, world: World) -> dict[str, Any]:
    return {"act": "assign", "to": "nobody", "candidate": [world.things["candidate:fresh"].names["candidate"]]}


def _duplicates(who: Who, world: World) -> dict[str, Any]:
    two = [world.things[f"candidate:{name}"].names["candidate"] for name in ("undecided", "of_another")]
    return {"candidate": two, "of": two[0], "because": "Told twice."}


def _complaints(who: Who, world: World) -> dict[str, Any]:
    text = f"{','.join(HEADER)}\n3152328257,2021-07-07 10:55:40,2021-07-07 10:53:00,,Texas,325,Other,Y\n"
    return {"file": SimpleUploadedFile("complaints.csv", text.encode(), "text/csv")}


def _designation(who: Who, world: World) -> dict[str, Any]:
    member = world.things["provider:steering"].names["provider"]
    by = {"designated_by": "Grant Moseley", "designated_how": "A letter.", "designated_on": "2026-01-05"}
    return {"member": member, "name": "Ivo Brandt", "email": "ivo@cardinal.example", **by}


def _referral(who: Who, world: World) -> dict[str, Any]:
    ftc = Agency.objects.get(source__public_id=world.things["agency:ftc"].names["source"])
    written = {"ground": "non-cooperative", "since_on": NOW.date(), "until_on": NOW.date(), "summary": "It is silent."}
    return written | {"provider": world.things["provider:pale"].names["provider"], "agencies": [ftc.pk]}


def _seen(who: Who, world: World) -> dict[str, Any]:
    return {"basis": "Decided in October.", "seen": switches.seen(What.NON_COOPERATIVE, clock.now())}


def _lawful(who: Who, world: World) -> dict[str, Any]:
    ftc = Agency.objects.get(source__public_id=world.things["agency:ftc"].names["source"])
    said = {"agency": ftc.pk, "asked_by": "Ines Calder", "scope": "All.", "called_from": NOW.date()}
    days = {"received_on": NOW.date(), "due_on": NOW.date()}
    file = SimpleUploadedFile("subpoena.pdf", b"%PDF-1.7", "application/pdf")
    return {"instrument": "subpoena", "reference": "FTC-2026-0131", "document": file, **said, **days}


def _resists(who: Who, world: World) -> dict[str, Any]:
    request = LawfulRequest.objects.get(public_id=world.things["lawful:told"].names["lawful"])
    return {"provider": request.told.get().provider.public_id, "objection": "Ask the court."}


def _implemented(who: Who, world: World) -> dict[str, Any]:
    told = {"implemented_on": "2026-10-20"}
    return told | ({"party": world.things["provider:meridian"].names["provider"]} if who in STAFF else {})


def _round(who: Who, world: World) -> dict[str, Any]:
    rows = Listing.objects.filter(approved_at__isnull=False, removed_at=None)
    return {one.public_id: "yes" for one in rows} | {"name": "Ada Lind, Deputy Commissioner"}


def _reader(who: Who, world: World) -> dict[str, Any]:
    return {"source": Source.objects.get(name="Second Analytics").pk, "because": "It labels calls."}


OF_WHO = {
    "do_not_originate:implemented": _implemented,
    "do_not_originate:confirm": _round,
    "do_not_originate:name_reader": _reader,
    "lawful_requests:new": _lawful,
    "lawful_requests:objection": _resists,
    "privacy:new_request": lambda who, world: LETTER | {"provider": Provider.objects.order_by("pk")[0].pk},
    "enforcement:write_referral": _referral,
    "enforcement:revise_referral": _referral,
    "publication:on": _seen,
    "sourcing:together": _together,
    "sourcing:duplicates": _duplicates,
    "complaints:import": _complaints,
    "sourcing:designate": _designation,
    "campaigns:merge": _merge,
    "campaigns:place": _place,
    "campaigns:open_with": _open_with,
    "providers:imports": lambda who, world: {"file": SimpleUploadedFile("ocns.csv", b"ocn,name\n7421,Harbor\n")},
    "sourcing:new": _candidate,
    "sourcing:import": _calls,
    "tracebacks:upload": _answers,
    "accounts:invite": _invite,
    "accounts:make_key": _key,
    "webhooks:add": _secret,
    "webhooks:rotate": _secret,
    "mfa_reauthenticate": lambda who, world: {"code": code_now()},
}
