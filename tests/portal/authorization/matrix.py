"""Who may come through which door: every route, its methods, who may, and to which things.

Everybody who is not named is refused the way the door refuses (`outcomes.refusal`). A row for a route that does
not exist fails the suite, and so does a route without a row, or a method that answers and is not named here.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from .people import ADMINISTRATORS, EVERYBODY, PEOPLE, PROVIDERS, STAFF, Who


class Door(StrEnum):
    PAGE = "page"  # people who signed in
    OPEN = "open"  # anybody
    LINK = "link"  # the cookie of a mail link
    API = "api"  # keys
    SHUT = "shut"  # nobody: there is nothing here outside a demonstration


class Outcome(StrEnum):
    IN = "let in"
    SIGN_IN = "sent to sign in"
    MISSING = "404, as if missing"
    METHOD = "405"
    NO_KEY = "401 problem"
    NOT_THIS_KEY = "403 problem"
    SECOND_FACTOR = "sent to set up a second factor"
    CONFIRM = "asked to confirm who they are"


@dataclass(frozen=True)
class Row:
    """`things`: what the address names, by their names in the world; each owner may, all others see nothing.

    `proof`: wants a proof of who they are from the last 15 minutes. `but`: exceptions, by who."""

    route: str
    methods: tuple[str, ...]
    door: Door
    who: frozenset[Who]
    things: tuple[str, ...] = ()
    proof: bool = False
    but: Mapping[Who, Outcome] = field(default_factory=dict)


GET, POST, BOTH = ("GET", "HEAD"), ("POST",), ("GET", "HEAD", "POST")
FORM = (*BOTH, "PUT")  # a form view of the library takes PUT as POST
ANY = (*FORM, "PATCH", "DELETE", "OPTIONS")  # says to every method that the link is spent
KEY_OF_PROVIDER = frozenset({Who.KEY, Who.OUTSIDER_KEY})
LOOKING_UP = frozenset({Who.KEY, Who.LOOK_UP_KEY, Who.STAFF_KEY})
WEBHOOK_KEYS = frozenset({Who.LOOK_UP_KEY, Who.OUTSIDER_KEY})
HOPS = ("hop:waiting", "hop:end", "hop:answered", "hop:closed")
CANDIDATES = ("candidate:undecided", "candidate:of_another")
PROVIDER_ADMINS = frozenset({Who.WAITING_ADMIN, Who.OUTSIDER})
STAFF_OR_SOURCE = STAFF | {Who.SOURCE}
SOURCE_KEYS = frozenset({Who.STAFF_KEY, Who.SOURCE_KEY})
STAFF_KEY = frozenset({Who.STAFF_KEY})
SIGNED_IN = PEOPLE | {Who.BARE}


def page(route: str, methods: tuple[str, ...], who: frozenset[Who], *things: str, **more: object) -> Row:
    return Row(route, methods, Door.PAGE, who, things, **more)  # type: ignore[arg-type]


def staff(route: str, *things: str, methods: tuple[str, ...] = BOTH, **more: object) -> Row:
    return page(route, methods, STAFF, *things, **more)


def api(route: str, method: str, who: frozenset[Who], *things: str) -> Row:
    return Row(route, (method,), Door.API, who, things)


def anybody(route: str, methods: tuple[str, ...], *things: str, **more: object) -> Row:
    return Row(route, methods, Door.OPEN, EVERYBODY, things, **more)  # type: ignore[arg-type]


def shut(route: str, methods: tuple[str, ...], *things: str) -> Row:
    return Row(route, methods, Door.SHUT, frozenset(), things)


ROWS = (
    # Tracebacks: staff
    page("tracebacks:dashboard", GET, PEOPLE),
    staff("tracebacks:list", methods=GET),
    staff("tracebacks:detail", "traceback:open", "traceback:closed", methods=GET),
    staff("tracebacks:open", "candidate:accepted", methods=POST),
    staff("tracebacks:remind", "hop:waiting"),
    staff("tracebacks:extend", "hop:waiting"),
    staff("tracebacks:return_answer", "hop:end"),
    staff("tracebacks:ask_on", "hop:not_asked"),
    staff("tracebacks:identify", "hop:unnamed"),
    staff("tracebacks:note", "traceback:open"),
    staff("tracebacks:assign", "traceback:open"),
    staff("tracebacks:withdraw", "traceback:open"),
    staff("tracebacks:reveal", "traceback:open", proof=True),
    staff("tracebacks:file", "traceback:file", proof=True),
    # Tracebacks: providers
    page("tracebacks:inbox", GET, PROVIDERS),
    page("tracebacks:history", GET, PROVIDERS),
    page("tracebacks:history_csv", GET, PROVIDERS),
    page("tracebacks:answers_csv", GET, PROVIDERS),
    page("tracebacks:upload", BOTH, PROVIDERS),
    page("tracebacks:answer", BOTH, PROVIDERS, *HOPS),
    page("tracebacks:answered", GET, PROVIDERS, *HOPS),
    page("tracebacks:correct", BOTH, PROVIDERS, *HOPS),
    # Tracebacks: whoever got the mail, and everybody
    anybody("tracebacks:link", BOTH, "token:waiting"),
    Row("tracebacks:link_answer", BOTH, Door.LINK, frozenset({Who.LINK}), ("hop:waiting", "hop:answered")),
    Row("tracebacks:link_answered", GET, Door.LINK, frozenset({Who.LINK}), ("hop:waiting", "hop:answered")),
    anybody("tracebacks:check", BOTH),
    # Candidates, sources, campaigns
    page("sourcing:candidates", GET, STAFF_OR_SOURCE),
    page("sourcing:new", BOTH, STAFF_OR_SOURCE),
    page("sourcing:import", BOTH, STAFF_OR_SOURCE),
    page("sourcing:candidate", GET, STAFF_OR_SOURCE, *CANDIDATES),
    staff("sourcing:decide", "candidate:undecided", methods=POST),
    staff("sourcing:place", "candidate:undecided"),
    staff("sourcing:reveal", "candidate:undecided", proof=True),
    staff("sourcing:file", "candidate:file", proof=True),
    staff("sourcing:sources", methods=GET),
    staff("sourcing:new_source"),
    staff("sourcing:verify_source", "source:ftc"),
    staff("sourcing:campaigns", methods=GET),
    staff("sourcing:new_campaign"),
    # Providers
    staff("providers:list", methods=GET),
    staff("providers:new"),
    page("providers:one", GET, STAFF | PROVIDERS, "provider:meridian", "provider:blue_ridge", "provider:pale"),
    staff("providers:details", "provider:meridian"),
    staff("providers:contact", "provider:contact"),
    staff("providers:foreign", "provider:meridian"),
    staff("providers:non_cooperative", "provider:meridian"),
    staff("providers:lift", "provider:pale"),
    staff("providers:control", "provider:meridian"),
    staff("providers:end_control", "provider:control"),
    page("providers:mine", GET, PROVIDERS),
    page("providers:my_contact", BOTH, PROVIDER_ADMINS, "contact:mine"),
    # People and keys
    page("accounts:people", GET, PEOPLE),
    page("accounts:invite", BOTH, ADMINISTRATORS),
    page("accounts:withdraw_invitation", BOTH, ADMINISTRATORS, "invitation:meridian"),
    page("accounts:person", BOTH, ADMINISTRATORS, "user:jules", "user:theo"),
    page("accounts:deactivate", BOTH, ADMINISTRATORS, "user:jules", "user:theo"),
    page("accounts:reactivate", BOTH, ADMINISTRATORS, "user:pat"),
    anybody("accounts:invited", BOTH, "token:invitation"),
    page("accounts:keys", GET, ADMINISTRATORS),
    page("accounts:make_key", BOTH, ADMINISTRATORS, proof=True),
    page("accounts:revoke_key", BOTH, ADMINISTRATORS, "key:meridian"),
    page("accounts:me", BOTH, PEOPLE),
    # Webhooks: of a provider's administrators; staff see that there are some
    page("webhooks:list", GET, STAFF | PROVIDER_ADMINS),
    page("webhooks:add", BOTH, PROVIDER_ADMINS, proof=True),
    page("webhooks:one", GET, PROVIDER_ADMINS, "webhook:meridian", "webhook:disabled"),
    page("webhooks:test", POST, PROVIDER_ADMINS, "webhook:meridian"),
    page("webhooks:rotate", BOTH, PROVIDER_ADMINS, "webhook:meridian", proof=True),
    page("webhooks:disable", BOTH, PROVIDER_ADMINS, "webhook:meridian"),
    page("webhooks:enable", POST, PROVIDER_ADMINS, "webhook:disabled"),
    page("webhooks:remove", BOTH, PROVIDER_ADMINS, "webhook:meridian"),
    anybody("signing_keys", GET),
    # The log
    staff("logbook:log"),
    # Signing in, and how one does it
    anybody("account_login", FORM),
    anybody("account_logout", BOTH),
    anybody("account_inactive", GET),
    page("account_reauthenticate", FORM, SIGNED_IN),
    page("account_change_password", FORM, PEOPLE),
    anybody("account_reset_password", FORM),
    anybody("account_reset_password_done", GET),
    anybody("account_reset_password_from_key", ANY, "password:forged"),
    anybody("account_reset_password_from_key_done", GET),
    anybody("mfa_login_webauthn", FORM),  # a script asks it; a person is sent to the page
    anybody("mfa_authenticate", FORM),  # the second step of signing in; without the first it leads back
    page("mfa_index", GET, SIGNED_IN),
    page("mfa_reauthenticate", FORM, STAFF, but=dict.fromkeys(PEOPLE - STAFF, Outcome.CONFIRM)),
    page("mfa_reauthenticate_webauthn", FORM, PEOPLE, but=dict.fromkeys(PEOPLE - {Who.WAITING_ADMIN}, Outcome.CONFIRM)),
    page("mfa_activate_totp", FORM, SIGNED_IN, proof=True),
    page("mfa_deactivate_totp", FORM, STAFF, proof=True),
    page("mfa_view_recovery_codes", GET, frozenset({Who.ADMIN})),
    page("mfa_generate_recovery_codes", FORM, PEOPLE, proof=True),
    page("mfa_download_recovery_codes", GET, frozenset({Who.ADMIN})),
    page("mfa_list_webauthn", GET, SIGNED_IN),
    page("mfa_add_webauthn", FORM, SIGNED_IN, proof=True),
    page("mfa_edit_webauthn", FORM, PEOPLE, "passkey:dana", proof=True),
    page("mfa_remove_webauthn", FORM, PEOPLE, "passkey:dana", proof=True),
    # The API
    api("v1:look_up", "GET", LOOKING_UP),
    api("v1:submit", "POST", SOURCE_KEYS),
    api("v1:hops", "GET", KEY_OF_PROVIDER),
    api("v1:one_hop", "GET", KEY_OF_PROVIDER, *HOPS),
    api("v1:acknowledge", "POST", KEY_OF_PROVIDER, "hop:waiting", "hop:answered"),
    api("v1:answer", "POST", KEY_OF_PROVIDER, "hop:waiting", "hop:answered"),
    api("v1:correct", "POST", KEY_OF_PROVIDER, "hop:end", "hop:closed"),
    api("v1:answers", "POST", KEY_OF_PROVIDER),
    api("v1:open_traceback", "POST", STAFF_KEY),
    api("v1:one_traceback", "GET", STAFF_KEY, "traceback:open", "traceback:closed"),
    api("v1:path", "GET", STAFF_KEY, "traceback:open", "traceback:closed"),
    Row("v1:webhooks", ("GET", "POST"), Door.API, WEBHOOK_KEYS),
    Row("v1:add_webhook", ("GET", "POST"), Door.API, WEBHOOK_KEYS),
    Row("v1:one_webhook", ("GET", "DELETE"), Door.API, WEBHOOK_KEYS, ("webhook:meridian", "webhook:disabled")),
    Row("v1:remove_webhook", ("GET", "DELETE"), Door.API, WEBHOOK_KEYS, ("webhook:meridian", "webhook:disabled")),
    api("v1:test_webhook", "POST", WEBHOOK_KEYS, "webhook:meridian"),
    api("v1:new_secret", "POST", WEBHOOK_KEYS, "webhook:meridian"),
    Row("v1:openapi-json", GET, Door.OPEN, EVERYBODY),
    shut("v1:api-root", GET),
    # Outside a demonstration there is nothing here
    shut("caught_mails", GET),
    shut("caught_mail", GET, "mail:caught"),
    shut("caught_html", GET, "mail:caught"),
    shut("demonstration:overview", GET),
    shut("demonstration:clock", BOTH),
)
