"""Every page of the portal: its route, who looks at it, what it is about, and in which state.

A route that is neither here nor among those that are no page fails `test_every_page`."""

from dataclasses import dataclass

from django.urls import reverse

from tests.browser.serving import Portal


@dataclass(frozen=True)
class Page:
    """`about`: a thing of the world, for the address. `press`: the button that is pressed before one looks, on
    forms left as they are, or filled with `fill`. `status`: what the page that is looked at answers with."""

    route: str
    who: str
    about: str = ""
    query: str = ""
    press: str = ""
    fill: tuple[tuple[str, str], ...] = ()
    status: int = 200
    lands: str = ""  # the route that one ends on, where it is another

    def __str__(self) -> str:
        told = (self.about, self.query, self.press, self.who or "nobody")
        return " ".join(("/" if self.route == "tracebacks:dashboard" else self.route, *filter(None, told)))

    def path(self, portal: Portal) -> str:
        return reverse(self.route, kwargs=portal.things[self.about] if self.about else {}) + self.query


def wrong(route: str, who: str, press: str, about: str = "", **more: object) -> Page:
    """The form of a page, sent as it came, with what is wrong in it."""
    return Page(route, who, about, press=press, status=422, **more)  # type: ignore[arg-type]


STATES = (
    *("open", "overdue", "no_contact", "identifying", "contradicted", "reopened"),
    *("silent", "found", "withdrawn", "forward", "shunned"),
)

STAFF = (
    Page("tracebacks:dashboard", "rosa"),
    Page("tracebacks:list", "rosa"),
    Page("tracebacks:list", "theo", query="?q=nothing+like+it"),
    *(Page("tracebacks:detail", "rosa", state) for state in STATES),
    Page("tracebacks:detail", "rosa", "open", query="?view=table"),
    Page("tracebacks:remind", "rosa", "hop:open"),
    Page("tracebacks:extend", "rosa", "hop:open"),
    Page("tracebacks:return_answer", "rosa", "hop:found"),
    Page("tracebacks:ask_on", "rosa", "hop:shunned"),
    Page("tracebacks:identify", "rosa", "hop:identifying"),
    Page("tracebacks:note", "rosa", "open"),
    Page("tracebacks:assign", "rosa", "open"),
    Page("tracebacks:withdraw", "rosa", "open"),
    Page("tracebacks:reveal", "rosa", "open"),
    Page("tracebacks:file", "rosa", "file"),
    Page("sourcing:candidates", "rosa"),
    Page("sourcing:candidates", "rosa", query="?q=nothing+like+it"),
    Page("sourcing:new", "rosa"),
    wrong("sourcing:new", "rosa", "main form .btn.p"),
    Page("sourcing:import", "rosa"),
    *(Page("sourcing:candidate", "rosa", one) for one in ("undecided", "declined", "accepted")),
    wrong("sourcing:candidate", "rosa", "text=Decide", "undecided", lands="sourcing:decide"),
    Page("sourcing:place", "rosa", "undecided"),
    Page("sourcing:reveal", "rosa", "undecided"),
    Page("sourcing:file", "rosa", "letter"),
    Page("sourcing:sources", "rosa"),
    Page("sourcing:new_source", "rosa"),
    Page("sourcing:verify_source", "rosa", "source"),
    Page("sourcing:campaigns", "rosa"),
    Page("sourcing:new_campaign", "rosa"),
    Page("providers:list", "rosa"),
    Page("providers:list", "rosa", query="?q=nothing+like+it"),
    Page("providers:new", "rosa"),
    Page("providers:new", "rosa", press="main form .btn.p"),
    *(Page("providers:one", "rosa", one) for one in ("meridian", "sable", "pale")),
    Page("providers:details", "rosa", "meridian"),
    Page("providers:contact", "rosa", "contact"),
    Page("providers:foreign", "rosa", "meridian"),
    Page("providers:non_cooperative", "rosa", "meridian"),
    Page("providers:lift", "rosa", "pale"),
    Page("providers:control", "rosa", "meridian"),
    Page("providers:end_control", "rosa", "control"),
    Page("accounts:people", "rosa"),
    Page("accounts:person", "rosa", "theo"),
    Page("accounts:keys", "rosa"),
    Page("webhooks:list", "rosa"),
    Page("logbook:log", "rosa"),
    Page("demonstration:overview", "rosa"),
    Page("demonstration:clock", "rosa"),
    Page("caught_mails", "rosa"),
    Page("caught_mail", "rosa", "mail"),
    Page("tracebacks:detail", "rosa", "no_traceback", status=404),
)
PROVIDERS = (
    Page("tracebacks:inbox", "dana"),
    Page("tracebacks:inbox", "odile"),
    Page("tracebacks:history", "dana"),
    Page("tracebacks:history", "odile"),
    Page("tracebacks:upload", "dana"),
    wrong("tracebacks:upload", "dana", "main form .btn.p"),
    Page("tracebacks:answer", "dana", "hop:open"),
    wrong("tracebacks:answer", "dana", ".send .btn.p", "hop:open"),
    wrong("tracebacks:answer", "dana", ".send .btn.p", "hop:open", fill=(("#kind-upstream", ""),)),
    Page("tracebacks:answer", "dana", "hop:forward"),
    Page("tracebacks:answer", "dana", "hop:silent"),
    Page("tracebacks:answered", "dana", "hop:found"),
    Page("tracebacks:correct", "dana", "hop:found"),
    Page("tracebacks:answer", "dana", "no_hop", status=404),
    Page("providers:mine", "dana"),
    Page("providers:my_contact", "dana", "own_contact"),
    Page("accounts:people", "dana"),
    Page("accounts:people", "jules"),
    Page("accounts:invite", "dana"),
    Page("accounts:invite", "dana", press="main form .btn.p"),
    Page("accounts:withdraw_invitation", "dana", "invitation"),
    Page("accounts:person", "dana", "jules"),
    Page("accounts:deactivate", "dana", "jules"),
    Page("accounts:reactivate", "dana", "pat"),
    Page("accounts:keys", "dana"),
    Page("accounts:make_key", "dana"),
    Page("accounts:revoke_key", "dana", "key"),
    Page("accounts:me", "dana"),
    Page("webhooks:list", "dana"),
    Page("webhooks:list", "odile"),
    Page("webhooks:add", "dana"),
    wrong("webhooks:add", "dana", "main form .btn.p"),
    wrong("webhooks:add", "dana", "main form .btn.p", fill=(("#id_url", "https://10.1.2.3/"),)),
    *(Page("webhooks:one", "dana", one) for one in ("webhook", "webhook:new", "webhook:gone")),
    Page("webhooks:rotate", "dana", "webhook"),
    Page("webhooks:rotate", "dana", "webhook", press="main form .btn.p"),
    Page("webhooks:disable", "dana", "webhook"),
    Page("webhooks:remove", "dana", "webhook"),
)
SOURCES = (
    Page("sourcing:candidates", "ines"),
    Page("sourcing:candidates", "sales"),
    Page("sourcing:new", "ines"),
    Page("sourcing:candidate", "ines", "undecided"),
)
ANYBODY = (
    Page("tracebacks:link", "", "token:open"),
    Page("tracebacks:link", "", "token:over", status=410),
    Page("tracebacks:link", "", "no_token", status=404),
    Page("tracebacks:link_answer", "", "no_hop", status=404),
    Page("tracebacks:check", ""),
    Page("tracebacks:check", "", press="text=Check", status=422),
    Page("tracebacks:check", "", press="text=Check", fill=(("#id_number", "TB-2026-999999"),)),
    Page("accounts:invited", "", "token:invited"),
    Page("accounts:invited", "", "no_token", status=404),
    Page("account_login", ""),
    Page("account_login", "", press="main form .btn.p"),
    Page("account_logout", "rosa"),
    Page("account_inactive", ""),
    Page("account_reauthenticate", "dana"),
    Page("account_change_password", "dana"),
    Page("account_reset_password", ""),
    Page("account_reset_password_done", ""),
    Page("account_reset_password_from_key", "", "forged"),
    Page("account_reset_password_from_key_done", ""),
    Page("mfa_index", "rosa"),
    Page("mfa_index", "mara"),
    Page("mfa_reauthenticate", "rosa"),
    Page("mfa_reauthenticate_webauthn", "dana"),
    Page("mfa_activate_totp", "mara"),
    Page("mfa_deactivate_totp", "theo"),
    Page("mfa_view_recovery_codes", "rosa"),
    Page("mfa_generate_recovery_codes", "rosa"),
    Page("mfa_list_webauthn", "dana"),
    Page("mfa_add_webauthn", "dana"),
    Page("mfa_edit_webauthn", "dana", "passkey"),
    Page("mfa_remove_webauthn", "dana", "passkey"),
)
PAGES = (*STAFF, *PROVIDERS, *SOURCES, *ANYBODY)

# Looked at on the way through their door, in test_every_page.
BEHIND_A_DOOR = {"tracebacks:link_answer", "tracebacks:link_answered", "mfa_authenticate"}
NO_PAGE = {
    "tracebacks:open": "a button's",
    "webhooks:test": "a button's",
    "webhooks:enable": "a button's",
    "sourcing:decide": "a button's; with errors it is looked at from its candidate",
    "tracebacks:history_csv": "a file",
    "tracebacks:answers_csv": "a file",
    "mfa_download_recovery_codes": "a file",
    "mfa_login_webauthn": "a script's; a person is sent on",
    "caught_html": "somebody's mail in a box without scripts: not ours to look at",
}
