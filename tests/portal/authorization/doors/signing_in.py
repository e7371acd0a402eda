"""Signing in, and how one does it."""

from typing import Any

from tests.portal.factories import PASSWORD

from ..people import PEOPLE, STAFF, Who
from ..row import ANY, BOTH, FORM, GET, SIGNED_IN, Outcome, anybody, page

ROWS = (
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
)

FORMS: dict[str, dict[str, Any] | None] = {
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
MESSAGES: dict[str, dict[str, Any]] = {}
