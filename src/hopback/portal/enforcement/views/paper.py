"""A referral as it is printed."""

from datetime import datetime
from pathlib import Path

from django.http import HttpResponse

from hopback.portal.layout import printing

from ..models import Referral
from ..queries import referrals as queries

SHEET = Path(__file__).parent.parent / "print" / "referral.typ"


def printed(referral: Referral, now: datetime) -> HttpResponse:
    """The same bytes for what was sent; a draft says that it is one."""
    at = referral.sent_at or now
    made = f"Sent {at:%d %B %Y, %H:%M} UTC" if referral.sent_at else "Draft, not sent"
    paper = printing.pdf(SHEET, queries.sheet(referral) | {"made": made}, at=at)
    response = HttpResponse(paper, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="referral-{referral.public_id}.pdf"'
    return response
