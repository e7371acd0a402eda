"""A point of contact as a row: number read, address checked (XA.1)."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from hopback.portal.accounts.viewer import Viewer
from hopback.portal.ground import phone as phones

from ..models import PointOfContact, Provider
from ..refusals import ContactIncomplete


def point_of_contact(
    provider: Provider, kind: str, *, email: str, phone: str, by: Viewer, now: datetime, **more: Any
) -> PointOfContact:
    """Not saved yet. Raises ContactIncomplete for an address that is none."""
    email = email.strip()
    try:
        validate_email(email)
    except ValidationError:
        refused = ContactIncomplete(f"“{email}” is not an e-mail address.")
        refused.field = "email"
        raise refused from None
    return PointOfContact(
        provider=provider,
        kind=kind,
        email=email,
        phone=phone.strip(),
        phone_e164=phones.read(phone).e164,
        given_by=by.name,
        given_at=now,
        **more,
    )
