"""The mailed links of this room: who gets them, what they are good for, and the mail around them."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings

from hopback.portal.accounts import actions as accounts
from hopback.portal.accounts.viewer import Viewer
from hopback.portal.notices import actions as notices

JOINING, DOMAIN, CONFIRM = "joining", "domain", "confirm"
GOOD_FOR = timedelta(days=30)
PATHS = {JOINING: "/join/", DOMAIN: "/domain/", CONFIRM: "/contacts/"}


def mail_link(
    purpose: str,
    about: str,
    *,
    kind: str,
    address: str,
    name: str = "",
    party: str = "",
    by: Viewer,
    now: datetime,
    copied: tuple[tuple[str, str], ...] = (),
    **context: Any,
) -> None:
    """One mail with a link of its own; `copied`: who gets the same mail as (address, name)."""
    link = accounts.make_link(purpose=purpose, about=about, address=address, good_for=GOOD_FOR, by=by, now=now)
    until = f"{link.expires_at:%d %B %Y}"
    notices.post(
        kind=kind,
        to=[(address, name, "primary"), *((one, called, "back-up") for one, called in copied)],
        context={
            "link_path": PATHS[purpose],
            "check_path": "/check/",
            "expires_on": until,
            "version": settings.POLICIES_VERSION,
            **context,
        },
        party=party,
        link_nonce=link.nonce,
        by=by,
        now=now,
    )
