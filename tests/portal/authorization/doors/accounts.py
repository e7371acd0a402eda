"""People, invitations, keys."""

from typing import Any

from hopback.portal.accounts.models import Role
from tests.portal.factories import PASSWORD

from ..people import ADMINISTRATORS, PEOPLE
from ..row import BOTH, GET, anybody, page

ROWS = (
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
)

FORMS: dict[str, dict[str, Any] | None] = {
    "accounts:withdraw_invitation": {},
    "accounts:person": {"role": Role.ADMIN.value},
    "accounts:deactivate": {},
    "accounts:reactivate": {},
    "accounts:invited": {"name": "Lee Marsh", "zone": "UTC", "password": PASSWORD},
    "accounts:revoke_key": {},
    "accounts:me": {"name": "Somebody Else", "zone": "UTC"},
}
MESSAGES: dict[str, dict[str, Any]] = {}
