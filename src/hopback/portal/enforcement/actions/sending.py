"""A referral leaves: to verified officials only, scanned once more as it stands in the mail (A5.3, A5.7)."""

from datetime import datetime

from django.db import transaction

from hopback.policy.article_5_enforcement import NotVerified
from hopback.policy.article_5_enforcement.referring import NotPermitted
from hopback.policy.article_5_enforcement.scanning import may_leave
from hopback.portal.accounts.viewer import Viewer
from hopback.portal.disclosures import actions as disclosures
from hopback.portal.notices import actions as notices
from hopback.portal.notices.models import Notice
from hopback.portal.sourcing.models import Campaign
from hopback.portal.tracebacks.queries import disclosure

from ..models import Agency, Referral, ReferredTo
from ..queries import referrals as queries
from ..queries.agencies import reachable
from ..queries.known import known_in
from ..refusals import AgencyWrong
from ._common import only_people_of_staff
from .referrals import hold_ready


@transaction.atomic
def send_referral(*, referral: Referral, by: Viewer, now: datetime) -> None:
    """A person sends it: a mail to each agency, a row in the register of disclosures for each (A5.1, A5.2, A5.3)."""
    only_people_of_staff(by)
    held = hold_ready(referral)
    held.sent_at, held.sent_by = now, by.name
    held.save(update_fields=["sent_at", "sent_by"])
    for row in held.to.select_related("agency__source"):
        _tellable(held, row.agency, now)
        notice = _mail(held, row.agency, by=by, now=now)
        ReferredTo.objects.filter(pk=row.pk).update(notice=notice.public_id, sent_at=now)
        _register(held, row.agency, notice, by=by, now=now)


def _tellable(referral: Referral, agency: Agency, now: datetime) -> None:
    """A campaign that only a private organisation's traces tell of is named to whom that one allows (A3.14)."""
    if referral.campaign is None:
        return
    own = Campaign.objects.filter(pk=referral.campaign.pk)
    if not disclosure.campaigns_tellable(own, to=agency.public_id, now=now).exists():
        raise AgencyWrong(f"{agency} may not be told of this campaign: a private organisation has to authorize it.")


def _mail(referral: Referral, agency: Agency, *, by: Viewer, now: datetime) -> Notice:
    people = reachable(agency, now)
    if not people:
        raise NotVerified(f"Nobody at {agency} has a confirmed official address. Have one confirmed, then send it.")
    notice = notices.post(
        kind="referral",
        to=[(one.email, one.name, "primary") for one in people],
        context={
            "check_path": "/check/",
            "agency": agency.source.name,
            "provider": referral.provider.name,
            "lines": [(fact.label, fact.value) for fact in queries.lines(referral)],
            "summary": referral.summary,
            "reference": referral.public_id,
            "read_path": f"/referred/{referral.public_id}/",
        },
        party=agency.public_id,
        thread=referral.public_id,
        by=by,
        now=now,
    )
    text = f"{notice.subject}\n{notice.text}"
    if not may_leave(text, known_in(text, {*queries.names_permitted(referral.provider, now), agency.source.name})):
        raise NotPermitted(
            "Something of a customer, or a name that may not be named, stands in it by now. Read it again."
        )
    return notice


def _register(referral: Referral, agency: Agency, notice: Notice, *, by: Viewer, now: datetime) -> None:
    disclosures.disclosed(
        of=[referral.provider.public_id],
        to=agency.source.name,
        to_party=agency.public_id,
        told_as="An enforcement agency",
        what="Summary of traceback investigations, without customer information",
        basis="Referral to an enforcement authority",
        clause_id="A5.1" if referral.ground == "non-cooperative" else "A5.2",
        about=referral.public_id,
        verb="referral.sent",
        payload={"notice": notice.public_id, "provider": referral.provider.name},
        by=by,
        now=now,
    )
