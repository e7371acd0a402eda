"""How people sign in: allauth's settings, imported whole by `hopback.portal.settings`. Each says why it differs."""

import os

from hopback.portal.ground.environment import flag

# E-mail and password; there are no user names, and nobody signs up: an invitation is the only way in.
ACCOUNT_ADAPTER = "hopback.portal.accounts.adapter.PeopleAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # an invitation accepted has proved the address
ACCOUNT_UNIQUE_EMAIL = True
ACCOUNT_SESSION_REMEMBER = True  # always as long as SESSION_COOKIE_AGE: one working day
ACCOUNT_FORMS = {
    "login": "hopback.portal.accounts.forms.SignInForm",
    "reset_password_from_key": "hopback.portal.accounts.forms.NewPasswordForm",
    "change_password": "hopback.portal.accounts.forms.ChangePasswordForm",
}
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_NOTIFICATIONS = True  # a changed password or second factor is told to its owner
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # no mail to strangers; the page says the same either way
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60  # a CPNI reveal wants proof not older than this
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "10/m/ip,5/300s/key",
    "reauthenticate": "10/m/user",
    "change_password": "5/m/user",
    "reset_password": "20/m/ip,5/m/key",
    "reset_password_from_key": "20/m/ip",
}
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if flag("HOPBACK_BEHIND_PROXY") else 0

MFA_ADAPTER = "hopback.portal.accounts.adapter.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_TOLERANCE = 1  # a phone's clock may be half a minute off
MFA_ALLOW_UNVERIFIED_EMAIL = True  # see ACCOUNT_EMAIL_VERIFICATION
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not os.environ.get("HOPBACK_BASE_URL", "").startswith("https://")
MFA_FORMS = {
    "authenticate": "hopback.portal.accounts.forms.SecondFactorForm",
    "reauthenticate": "hopback.portal.accounts.forms.SecondFactorAgainForm",
    "activate_totp": "hopback.portal.accounts.forms.ActivateAppForm",
    "add_webauthn": "hopback.portal.accounts.forms.AddPasskeyForm",
}

MAILERS = {"default": {"BACKEND": "hopback.portal.accounts.mailer.Mailer"}}

# Addresses are unique regardless of case, by a constraint on Lower("email") that this check does not see.
SILENCED_SYSTEM_CHECKS = ["auth.W004"]
