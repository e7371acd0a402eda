"""People and keys: pages in a browser."""

from ..page import Page

PAGES = (
    Page("accounts:people", "rosa"),
    Page("accounts:person", "rosa", "theo"),
    Page("accounts:keys", "rosa"),
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
    Page("accounts:invited", "", "token:invited"),
    Page("accounts:invited", "", "no_token", status=404),
)
NO_PAGE: dict[str, str] = {}
