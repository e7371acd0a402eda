"""A provider agrees to the policies (A1.2): rows are only added, and the last one holds."""

from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.http import Http404

from hopback.portal.accounts.models import Kind
from hopback.portal.accounts.viewer import Viewer

from ..models import Agreement, Provider
from ..refusals import NotSigned
from ._common import enter, hold


@transaction.atomic
def agree(
    *,
    provider: Provider,
    signed_by: str,
    title: str = "",
    version: str = "",
    agreed_on: date | None = None,
    by: Viewer,
    now: datetime,
) -> Agreement:
    """Its administrator signs the version in force, today; staff record what was signed on paper, and when."""
    if by.is_staff or by.kind == "system":
        how = Agreement.How.STAFF
    elif by.kind == Kind.PROVIDER and by.is_admin and by.party == provider.public_id:
        how, version, agreed_on = Agreement.How.PAGE, "", None
    else:
        raise Http404
    return sign_for(provider, how, signed_by, title, version=version, agreed_on=agreed_on, by=by, now=now)


def sign_for(
    provider: Provider,
    how: str,
    signed_by: str,
    title: str,
    *,
    version: str = "",
    agreed_on: date | None = None,
    by: Viewer,
    now: datetime,
) -> Agreement:
    """Add the agreement, and copy it to the provider as the one that holds unless a later one was recorded."""
    provider = hold(provider)
    agreement = Agreement(
        provider=provider,
        version=(version or settings.POLICIES_VERSION).strip(),
        agreed_on=agreed_on or now.date(),
        signed_by=signed_by.strip(),
        title=title.strip(),
        how=how,
        recorded_by=by.name,
        recorded_at=now,
    )
    _refuse_if_it_cannot_be(agreement, now)
    agreement.save(force_insert=True)
    last = provider.agreements.order_by("-agreed_on", "-pk").first()
    assert last is not None
    provider.agreed_version, provider.agreed_on, provider.agreed_by = last.version, last.agreed_on, last.signed_by
    provider.save(update_fields=["agreed_version", "agreed_on", "agreed_by"])
    told = {"version": agreement.version, "agreed_on": str(agreement.agreed_on), "signed_by": agreement.signed_by}
    enter(provider, "provider.agreed", by=by, now=now, how=str(how), title=agreement.title, **told)
    return agreement


def _refuse_if_it_cannot_be(agreement: Agreement, now: datetime) -> None:
    if not agreement.signed_by:
        raise NotSigned("An agreement is signed: by whom?")
    if agreement.agreed_on > now.date():
        refused = NotSigned("An agreement is recorded once it is signed, not before.")
        refused.field = "agreed_on"
        raise refused
