"""This morning's file of complaints, and the campaign whose calls ask to call back the number that most are about.

The file and the transcripts are real (`data/PROVENANCE.md`); the file's days are moved, so that it is yesterday's.
"""

import csv
import io
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from hopback.portal.campaigns import actions as campaigns
from hopback.portal.complaints import actions
from hopback.portal.sourcing import actions as sourcing
from hopback.portal.sourcing.complaints import SOURCE
from hopback.portal.sourcing.models import Source

from .script import Scripted

FILE = Path(__file__).parent / "data" / "complaints.csv"
DATES = ("Created_Date", "Violation_Date")
CALL_BACK = "+13152328257"
CAMPAIGN = "Apple-iCloudBreach-P1"
BRANDS = ["Apple"]
HEARD = (
    "This is Olivia from Apple Support. We have found some suspicious activities in your iCloud account that your "
    "iCloud account has been breached. Before using any Apple advice, please contact the Apple Support advisor. Press "
    "1 to connect with Apple Support advisor. Press 2 to listen to this message again. Or if you wish to contact us "
    "later, please call us on our 12 number, 315-232-8257. Thank you.",
    "to connect with Apple Support Advisor. Press 2 to listen to this message again. Or if you wish to contact us "
    "later, please call us on our toll-free number, 315-232-8257. Thank you.",
    "Apple Support Advisor. Press 1 to connect with Apple Support Advisor. Press 2 to listen to this message again. "
    "Or if you wish to contact us later, please call us on our toll-free number 315-232-8257. Thank you.",
)
VERIFIED = "Fetched by ourselves from ftc.gov, over TLS."
TOLD_BY = "Recordings of the FTC’s Project Point of No Entry"


def set_up(play: Scripted, now: datetime) -> None:
    play.at(now - timedelta(hours=1.1), lambda then: _heard(play, then))
    play.at(now - timedelta(hours=1.0), lambda then: _came_in(play, then))


def _heard(play: Scripted, now: datetime) -> None:
    by = {"by": play.stage.staff, "now": now}
    campaign = sourcing.open_campaign(name=CAMPAIGN, message=HEARD[0], **by)
    told = {"name": CAMPAIGN, "message": HEARD[0], "pattern": "", "volume_a_month": None}
    campaigns.change_campaign(campaign=campaign, **told, brands=BRANDS, **by)
    for text in HEARD:
        campaigns.add_text(campaign=campaign, kind="transcript", language="en", text=text, told_by=TOLD_BY, **by)


def _came_in(play: Scripted, now: datetime) -> None:
    name, text = morning_file(now)
    by = {"by": play.stage.staff, "now": now}
    actions.import_file(name=name, text=text, **by)
    sourcing.verify_source(source=Source.objects.get(name=SOURCE), verified_how=VERIFIED, **by)


def morning_file(now: datetime, text: str = "") -> tuple[str, str]:
    """The file's name and its text, moved by whole days so that it tells of yesterday in the East."""
    today = now.astimezone(ZoneInfo("America/New_York")).date()
    rows = list(csv.reader(io.StringIO(text or FILE.read_text(encoding="utf-8"))))
    places = [rows[0].index(name) for name in DATES]
    newest = max(date.fromisoformat(row[places[0]][:10]) for row in rows[1:])
    by = today - timedelta(days=1) - newest
    for row in rows[1:]:
        for place in places:
            row[place] = (datetime.fromisoformat(row[place]) + by).isoformat(" ")
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return f"DNC_Complaint_Numbers_{today}.csv", out.getvalue()
