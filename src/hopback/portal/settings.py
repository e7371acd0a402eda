"""Every setting of the portal, read once from the environment. `docs/operate/running.md` explains each."""

import os
from fractions import Fraction
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured
from django.utils.csp import CSP

from hopback.policy.article_4_sourcing.priority import weights
from hopback.policy.figures import RECORDS_KEPT, SMALLEST_PUBLISHED, VERIFICATION_HOLDS
from hopback.portal.ground.environment import database, days, flag, listed, networks, refuse_real_things, smtp

HERE = Path(__file__).resolve().parent
VAR = Path(os.environ.get("HOPBACK_VAR", "var")).resolve()

DEMONSTRATION = flag("HOPBACK_DEMONSTRATION")
DEBUG = False
SECRET_KEY = os.environ.get("HOPBACK_SECRET_KEY", "")
BASE_URL = os.environ.get("HOPBACK_BASE_URL", "http://127.0.0.1:8000").rstrip("/")
HOST = urlsplit(BASE_URL).hostname or "127.0.0.1"
ALLOWED_HOSTS = [HOST, "127.0.0.1", "localhost", "[::1]"]
CSRF_TRUSTED_ORIGINS = [BASE_URL]
SECURE = BASE_URL.startswith("https://")

SIGNING_KEY_FILE = Path(os.environ.get("HOPBACK_SIGNING_KEY_FILE") or VAR / "signing-key.pem").resolve()

STI_TRUST = os.environ.get("HOPBACK_STI_TRUST", "")  # files in PEM: roots of the administrator's list
STI_CERTIFICATES = os.environ.get("HOPBACK_STI_CERTIFICATES", "")  # more that are at hand
STI_REVOCATIONS = os.environ.get("HOPBACK_STI_REVOCATIONS", "")  # its list of revoked ones, PEM or DER
STI_REVOCATIONS_SIGNER = os.environ.get("HOPBACK_STI_REVOCATIONS_SIGNER", "")
STI_FETCH = not DEMONSTRATION and os.environ.get("HOPBACK_STI_FETCH", "on").lower() in {"1", "true", "yes", "on"}
if DEMONSTRATION:  # its own authority; nothing is fetched
    STI_TRUST = STI_TRUST or str(VAR / "sti" / "roots.pem")
    STI_CERTIFICATES = STI_CERTIFICATES or str(VAR / "sti" / "certificates.pem")
STI_CACHE = os.environ.get("HOPBACK_STI_CACHE") or str(VAR / "certificates")

SECOND_ENDS = os.environ.get("HOPBACK_SECOND_ENDS", "on").lower() in {"1", "true", "yes", "on"}

GROUP_NAME = os.environ.get("HOPBACK_GROUP_NAME", "Industry Traceback Group")
GROUP_SHORT_NAME = os.environ.get("HOPBACK_GROUP_SHORT_NAME", "ITG")
GROUP_PHONE = os.environ.get("HOPBACK_GROUP_PHONE", "+1 202 555 0199")
COUNTRY = "US"
POLICIES_VERSION = os.environ.get("HOPBACK_POLICIES_VERSION", "2021-01")  # the one that providers agree to
POLICIES_URL = os.environ.get("HOPBACK_POLICIES_URL", "")  # where it can be read
CONTACTS_CONFIRMED_EVERY_DAYS = int(os.environ.get("HOPBACK_CONTACTS_CONFIRMED_EVERY_DAYS") or 365)
CONTACTS_CHASED_AFTER_DAYS = days(os.environ.get("HOPBACK_CONTACTS_CHASED_AFTER_DAYS", "14, 28"))
MITIGATION_ASKED_AGAIN_AFTER_DAYS = days(os.environ.get("HOPBACK_MITIGATION_ASKED_AGAIN_AFTER_DAYS", "3, 7, 14, 30"))
JOINING_CHASED_AFTER_DAYS = days(os.environ.get("HOPBACK_JOINING_CHASED_AFTER_DAYS", "7, 14"))
CLOCK_PROFILE = os.environ.get("HOPBACK_CLOCK_PROFILE", "itg-2021")
MAIL_DOMAIN = os.environ.get("HOPBACK_MAIL_DOMAIN", "stp.example")
REPLY_DOMAIN = os.environ.get("HOPBACK_REPLY_DOMAIN", f"reply.{MAIL_DOMAIN}")
MAIL_FROM = os.environ.get("HOPBACK_MAIL_FROM", f"traceback@{MAIL_DOMAIN}")
LISTSERV_ADDRESS = os.environ.get("HOPBACK_LISTSERV_ADDRESS", f"listserv@{MAIL_DOMAIN}")
SMTP = smtp(os.environ.get("HOPBACK_SMTP_URL", "smtp://127.0.0.1:2525"))
INBOUND_MAIL = os.environ.get("HOPBACK_INBOUND_MAIL", "lmtp://127.0.0.1:2424")
WEBHOOK_NETWORKS = networks(os.environ.get("HOPBACK_WEBHOOK_NETWORKS", ""))
WEBHOOK_LOOPBACK = DEMONSTRATION or flag("HOPBACK_WEBHOOK_LOOPBACK")
LOG_HEAD_EVERY_MINUTES = int(os.environ.get("HOPBACK_LOG_HEAD_EVERY_MINUTES") or 60)
LOG_HEAD_MAILED_EVERY_HOURS = int(os.environ.get("HOPBACK_LOG_HEAD_MAILED_EVERY_HOURS") or 24)
SUPPORT_LEVELS = listed(os.environ.get("HOPBACK_SUPPORT_LEVELS") or "Executive, Supporting")
SEAT_LEVELS = listed(os.environ.get("HOPBACK_SEAT_LEVELS") or "Executive")
COMMITTEE_QUORUM = Fraction(os.environ.get("HOPBACK_COMMITTEE_QUORUM") or "1/2")
COMMITTEE_MAJORITY = Fraction(os.environ.get("HOPBACK_COMMITTEE_MAJORITY") or "1/2")
VOTE_DAYS = int(os.environ.get("HOPBACK_VOTE_DAYS") or 7)
OLDEST_CALL_DAYS = 730
VERIFICATION_DAYS = int(os.environ.get("HOPBACK_VERIFICATION_DAYS") or VERIFICATION_HOLDS.days)
RECORDS_KEPT_DAYS = int(os.environ.get("HOPBACK_RECORDS_KEPT_DAYS") or RECORDS_KEPT.days)
PRIORITY_WEIGHTS = weights(os.environ.get("HOPBACK_PRIORITY", ""))
SMALLEST_PUBLISHED = max(SMALLEST_PUBLISHED, int(os.environ.get("HOPBACK_SMALLEST_PUBLISHED") or 0))
MAX_UPLOAD_BYTES = 5 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = MAX_UPLOAD_BYTES

WEB_WORKERS = int(os.environ.get("HOPBACK_WEB_WORKERS") or 2)  # web processes, on PostgreSQL
WEB_THREADS = int(os.environ.get("HOPBACK_WEB_THREADS") or 64)  # of one web process
MOST_WAITING = max(1, WEB_THREADS - max(4, WEB_THREADS // 8))  # long polls; the others are for who does something

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "hopback.portal.accounts",  # before allauth, whose templates it replaces
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "ninja",
    "django_htmx",
    "hopback.portal.ground",
    "hopback.portal.layout",  # before django.forms, whose select it replaces
    "django.forms",
    "hopback.portal.logbook",
    "hopback.portal.disclosures",
    "hopback.portal.notices",
    "hopback.portal.witnesses",
    "hopback.portal.webhooks",
    "hopback.portal.providers",
    "hopback.portal.sourcing",
    "hopback.portal.tracebacks",
    "hopback.portal.campaigns",
    "hopback.portal.complaints",
    "hopback.portal.membership",
    "hopback.portal.customers",
    "hopback.portal.organizations",
    "hopback.portal.do_not_originate",
    "hopback.portal.conduct",
    "hopback.portal.enforcement",
    "hopback.portal.publication",
    "hopback.portal.lawful_requests",
    "hopback.portal.retention",
    "hopback.portal.privacy",
    "hopback.portal.demonstration",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "hopback.portal.accounts.middleware.ViewerMiddleware",
    "hopback.portal.layout.middleware.RefusedMiddleware",
]

ROOT_URLCONF = "hopback.portal.urls"
WSGI_APPLICATION = "hopback.portal.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "hopback.portal.layout.context.page",
            ],
            "builtins": ["hopback.portal.layout.templatetags.layout"],
        },
    }
]

FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

DATABASES = {"default": database(os.environ.get("DATABASE_URL") or f"sqlite:///{VAR / 'hopback.sqlite3'}", unquote)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"

LANGUAGE_CODE = "en-us"
USE_TZ = True
TIME_ZONE = "UTC"
STATIC_URL = "/static/"
STATIC_ROOT = None  # served straight from the rooms: there is nothing to collect
WHITENOISE_USE_FINDERS = True

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SESSION_COOKIE_AGE = 12 * 3600
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if flag("HOPBACK_BEHIND_PROXY") else None
SECURE_HSTS_SECONDS = 31_536_000 if SECURE else 0
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "font-src": [CSP.SELF],
    "img-src": [CSP.SELF],
    "media-src": [CSP.SELF],  # recordings, which staff hear after a reveal
    "connect-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
    "base-uri": [CSP.NONE],
}

if DEMONSTRATION:
    refuse_real_things(SECRET_KEY, HOST, SMTP.host)
if not SECRET_KEY:
    if not (DEMONSTRATION or "PYTEST_VERSION" in os.environ):
        raise ImproperlyConfigured("Set HOPBACK_SECRET_KEY to at least 50 random characters.")
    SECRET_KEY = "demonstration only: everybody can read this key in the source"  # noqa: S105 - it says so

from hopback.portal.accounts.allauth_settings import *  # noqa: E402, F403
