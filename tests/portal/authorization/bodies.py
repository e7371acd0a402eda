"""What is sent to each door that takes something: what its form or message wants, so that the act would be done.

`None`: a page whose POST does nothing by itself (it looks something up, or is the library's own)."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from hopback.portal.accounts.models import Kind, Role, Scope
from tests.portal.factories import PASSWORD, code_now

from .matrix import Row
from .people import Who
from .world import World

UPSTREAM = {"kind": "cannot_answer", "reason": "The gateway keeps no records of this trunk."}
TESTS = {"credible_source": "yes", "nature": "yes", "warrants_resources": "yes", "credible_source_why": "Known.",
         "nature_why": "Impersonation.", "warrants_resources_why": "Many calls."}  # fmt: skip
DETAILS = {"name": "Meridian Transit Inc.", "country": "US", "zone": "America/Chicago", "opens": "08:00",
           "closes": "17:00", "domain": "meridian.example"}  # fmt: skip
CONTACT = {"full_name": "Lee Marsh", "email": "lee@meridian.example", "phone": "+13055550119"}
CALL = {"purpose": "traceback", "calling": "202-555-0142", "called": "614-555-0175", "nature": "fraudulent",
        "called_at": "2026-10-19 09:41:27", "zone": "America/New_York", "evidence": "A recording.",
        "basis": "protection_222d2"}  # fmt: skip
RELATED = {"other": "Sable Route Ltd.", "direction": "controls", "since_on": "2025-02-01", "evidence": "A filing."}
REASON = {"reason": "The subscriber asked to be called back."}
WEBHOOK = {"url": "https://93.184.215.14/hopback", "events": ["hop.asked"]}
UNTIL = {"until": "2026-10-28T17:00"}

FORMS: dict[str, dict[str, Any] | None] = {
    "tracebacks:open": {},
    "tracebacks:remind": {},
    "tracebacks:extend": {**UNTIL, **REASON},
    "tracebacks:return_answer": {**UNTIL, **REASON},
    "tracebacks:ask_on": {},
    "tracebacks:identify": {"choice": "new"},
    "tracebacks:note": {"text": "Called the desk."},
    "tracebacks:assign": {"owner": ""},
    "tracebacks:withdraw": REASON,
    "tracebacks:reveal": REASON,
    "tracebacks:file": REASON,
    "tracebacks:answer": {**UPSTREAM, "send": "1"},
    "tracebacks:correct": {**UPSTREAM, "send": "1"},
    "tracebacks:link": None,
    "tracebacks:link_answer": {**UPSTREAM, "send": "1"},
    "tracebacks:check": None,
    "sourcing:new": CALL,
    "sourcing:decide": TESTS,
    "sourcing:place": {"terminating_provider": "Cardinal Wireless"},
    "sourcing:reveal": REASON,
    "sourcing:file": REASON,
    "sourcing:new_source": {"kind": "enforcement", "name": "Attorney General of Ohio"},
    "sourcing:verify_source": {"verified_how": "Their office was called."},
    "sourcing:new_campaign": {"name": "Car warranty"},
    "providers:new": {**DETAILS, "name": "Quartz Bay", "domain": "quartzbay.example", "because": "Agreement signed."},
    "providers:details": {**DETAILS, "city": "Plano, TX"},
    "providers:contact": CONTACT,
    "providers:my_contact": CONTACT,
    "providers:foreign": {"foreign": "yes", "owned_abroad": "yes", "reasons": "Owned in Belize."},
    "providers:non_cooperative": {"reasons": "Answers late."},
    "providers:lift": {"because": "Answers now."},
    "providers:control": RELATED,
    "providers:end_control": {"until_on": "2026-10-01"},
    "accounts:withdraw_invitation": {},
    "accounts:person": {"role": Role.ADMIN.value},
    "accounts:deactivate": {},
    "accounts:reactivate": {},
    "accounts:invited": {"name": "Lee Marsh", "zone": "UTC", "password": PASSWORD},
    "accounts:revoke_key": {},
    "accounts:me": {"name": "Somebody Else", "zone": "UTC"},
    "webhooks:test": {},
    "webhooks:disable": {},
    "webhooks:enable": {},
    "webhooks:remove": {},
    "logbook:log": None,
    "demonstration:clock": {"forward": "1h"},
    "account_login": None,
    "account_logout": {},
    "account_reauthenticate": {"password": PASSWORD},
    "account_change_password": {"oldpassword": PASSWORD, "password1": PASSWORD + "!", "password2": PASSWORD + "!"},
    "account_reset_password": None,
    "account_reset_password_from_key": None,
    "mfa_login_webauthn": None,
    "mfa_authenticate": None,
    "mfa_reauthenticate": None,
    "mfa_reauthenticate_webauthn": None,
    "mfa_activate_totp": None,
    "mfa_deactivate_totp": {},
    "mfa_generate_recovery_codes": {},
    "mfa_add_webauthn": None,
    "mfa_edit_webauthn": None,
    "mfa_remove_webauthn": {},
}
MESSAGES: dict[str, dict[str, Any]] = {
    "v1:acknowledge": {},
    "v1:answer": UPSTREAM,
    "v1:correct": UPSTREAM,
    "v1:webhooks": WEBHOOK,
    "v1:add_webhook": WEBHOOK,
    "v1:test_webhook": {},
    "v1:new_secret": {},
}


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


SCOPES = {Who.ADMIN: Scope.TRACEBACKS, Who.SOURCE: Scope.CANDIDATES}


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


OF_WHO = {
    "sourcing:new": _candidate,
    "sourcing:import": _calls,
    "tracebacks:upload": _answers,
    "accounts:invite": _invite,
    "accounts:make_key": _key,
    "webhooks:add": _secret,
    "webhooks:rotate": _secret,
    "mfa_reauthenticate": lambda who, world: {"code": code_now()},
}
