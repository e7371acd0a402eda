"""Signing in: pages in a browser."""

from ..page import Page

PAGES = (
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
NO_PAGE: dict[str, str] = {
    "mfa_download_recovery_codes": "a file",
    "mfa_login_webauthn": "a script's; a person is sent on",
}
