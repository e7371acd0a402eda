"""Links that are good for one purpose: the token is derived when the mail leaves, its digest is kept (ADR 0008)."""

from datetime import datetime, timedelta

from django.db import transaction

from hopback.portal.ground import capability

from ..models import MailedLink
from ..refusals import LinkOver
from ..viewer import Viewer


@transaction.atomic
def make_link(*, purpose: str, about: str, address: str, good_for: timedelta, by: Viewer, now: datetime) -> MailedLink:
    """A link that the next mail to `address` holds; its nonce goes into that mail."""
    nonce = capability.new_nonce()
    return MailedLink.objects.create(
        purpose=purpose,
        about=about,
        address=address.strip().lower(),
        nonce=nonce,
        token_hash=capability.digest(capability.token_for(nonce)),
        made_at=now,
        expires_at=now + good_for,
    )


@transaction.atomic
def spend_link(*, link: MailedLink, by: Viewer, now: datetime) -> None:
    """A single-use link has done its work. Raises LinkOver where it had already."""
    if not MailedLink.objects.filter(pk=link.pk, used_at=None).update(used_at=now):
        raise LinkOver("This link was used already.")
