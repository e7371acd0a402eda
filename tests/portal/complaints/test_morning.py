"""Rosa Ortega's morning: a file of complaints comes in, and the portal says what it touches (A1.6, A1.7, A1.10, A4.4).

315-232-8257 is spoken in the calls of a campaign, and is the number with the most complaints of its day.
"""

import html
import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from hopback.portal.accounts.viewer import Viewer, of_user
from hopback.portal.campaigns import actions as campaigns
from hopback.portal.complaints import actions
from hopback.portal.complaints.models import File
from hopback.portal.complaints.queries import complained
from hopback.portal.complaints.queries.campaigns import touched
from hopback.portal.complaints.queries.since import since
from hopback.portal.complaints.queries.spoken import spoken
from hopback.portal.demonstration.complaints_scene import HEARD, morning_file
from hopback.portal.sourcing import actions as sourcing
from hopback.portal.sourcing.models import Campaign, Candidate, Complaint
from hopback.portal.sourcing.queries.begun import begun
from hopback.portal.tracebacks.models import Traceback
from tests.portal.factories import NOW, make_provider, make_source, make_staff, sign_in
from tests.portal.sourcing.calls import TESTS, kept, page

pytestmark = pytest.mark.django_db
APPLE = "+13152328257"
BUSY = "+18339154027"  # fourteen complaints
ZONE = "America/New_York"


@pytest.fixture(autouse=True)
def _now() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def by() -> Viewer:
    return of_user(make_staff())


@pytest.fixture
def apple(by: Viewer) -> Campaign:
    campaign = sourcing.open_campaign(name="Apple-iCloudBreach-P1", message="", by=by, now=NOW)
    for text in HEARD:
        campaigns.add_text(
            campaign=campaign, kind="transcript", language="en", text=text, told_by="The FTC", by=by, now=NOW
        )
    return campaign


def came_in(by: Viewer, now: object = NOW) -> File:
    name, text = morning_file(NOW)
    return actions.import_file(name=name, text=text, by=by, now=now)


def test_a_spoken_number_a_spike_and_a_campaign_stand_together(by: Viewer, apple: Campaign) -> None:
    file = came_in(by)
    assert (file.authority, file.rows, file.kept, file.left_out) == ("FTC", 193, 189, 4)
    assert came_in(by).kept == 0, "the same file twice adds nothing"
    when, heard = since(ZONE, NOW), spoken()
    assert when
    first = complained.known(complained.new_numbers(when, "", heard)[:5], when, heard)[0]
    assert (first.number, first.new, first.spike.is_one, first.is_spoken) == (APPLE, 42, True, True)
    assert first.campaigns == [(apple, "spoken in 3 texts")]
    (one,) = touched(when, heard)
    assert (one.campaign, one.numbers, one.spike.new) == (apple, 1, 42)
    assert [row["calling"] for row in complained.new_numbers(when, "known", heard)] == [APPLE]


def test_what_came_yesterday_is_not_new_today(by: Viewer) -> None:
    """And where nothing came today, the page says so and shows the newest file."""
    came_in(by, NOW - timedelta(days=1))
    when = since(ZONE, NOW)
    assert when
    assert (when.is_today, Complaint.objects.filter(imported_at__gte=when.at).count()) == (False, 189)
    text = "\n".join(line.replace("Other", "Others") for line in morning_file(NOW)[1].splitlines() if "Other," in line)
    header = morning_file(NOW)[1].splitlines()[0]
    actions.import_file(name="more.csv", text=f"{header}\n{text}\n", by=by, now=NOW)
    when = since(ZONE, NOW)
    assert when
    assert (when.is_today, when.before) == (True, 1.0)
    (again,) = complained.known(complained.new_numbers(when, "", {})[:1], when, {})
    assert again.spike.usual > 0


def test_from_the_file_to_a_trace_forward(by: Viewer, apple: Campaign, client: Client) -> None:
    """The whole road by pages: the file, the number, its campaign, the candidate, the decision, the trace (A1.10)."""
    lantern = make_provider("Lantern SIP")
    staff = sign_in(client, make_staff("Theo Lindqvist"))
    name, text = morning_file(NOW)
    sent = staff.post(reverse("complaints:import"), {"file": SimpleUploadedFile(name, text.encode(), "text/csv")})
    assert "4 left out" in page(staff.get(sent.url))
    morning = page(staff.get(reverse("complaints:morning")))
    assert "+1 315 232 8257" in morning
    assert apple.name in morning
    forward = re.search(r'href="([^"]*purpose=trace_forward[^"]*)"', staff.get(reverse("complaints:morning")).text)
    assert forward
    form = staff.get(forward[1].replace("&amp;", "&")).context["form"]
    kept = ("purpose", "called", "called_at", "source", "campaign", "evidence")
    filled = {field: form[field].value() for field in kept}
    assert "42 complaints about it (FTC Do Not Call complaints; 19 Oct to 20 Oct 2026)" in filled["evidence"]
    assert not any(form[judged].value() for judged in ("nature", "basis")), "a person judges"
    made = staff.post(
        reverse("sourcing:new"),
        {**filled, "terminating_provider": lantern.name, "nature": "fraudulent", "basis": "protection_222d2"},
    )
    candidate = Candidate.objects.get(purpose=Candidate.Purpose.TRACE_FORWARD)
    assert made.url == reverse("sourcing:candidate", args=[candidate.public_id])
    assert (candidate.incident.called, candidate.campaign) == (APPLE, apple)
    how = "Fetched from ftc.gov by ourselves."
    sourcing.verify_source(source=candidate.source, verified_how=how, by=by, now=NOW)
    tests = ("credible_source", "nature", "warrants_resources")
    said = dict.fromkeys(tests, "yes") | {f"{test}_why": "Heard in three recordings." for test in tests}
    staff.post(reverse("sourcing:decide", args=[candidate.public_id]), said)
    staff.post(reverse("tracebacks:open", args=[candidate.public_id]))
    traceback = Traceback.objects.get()
    assert traceback.candidate == candidate
    after = page(staff.get(reverse("complaints:morning") + "?show=known"))
    assert "Followed:" in after
    assert traceback.number in after


def test_from_a_spike_to_a_traceback(by: Viewer, client: Client) -> None:
    """A call that somebody told of waits; the morning's complaints say that it is worth the trace (A4.3, A4.4)."""
    told = kept(make_source(), calling=BUSY)
    came_in(by)
    staff = sign_in(client, make_staff("Theo Lindqvist"))
    waiting = re.search(r'href="([^"]*)">1 candidate waiting', page(staff.get(reverse("complaints:morning"))))
    assert waiting
    there = reverse("sourcing:candidate", args=[told.public_id])
    assert there in page(staff.get(html.unescape(waiting[1])))
    staff.post(reverse("sourcing:decide", args=[told.public_id]), TESTS)
    lantern = make_provider("Lantern SIP")
    staff.post(reverse("sourcing:place", args=[told.public_id]), {"terminating_provider": lantern.public_id})
    staff.post(reverse("tracebacks:open", args=[told.public_id]))
    traceback = Traceback.objects.get(candidate=told)
    assert f'Traced: <a href="{reverse("tracebacks:detail", args=[traceback.public_id])}"' in page(
        staff.get(reverse("complaints:morning"))
    )


def test_the_list_can_be_taken_along_and_an_empty_portal_says_what_to_do(by: Viewer, client: Client) -> None:
    staff = sign_in(client, make_staff("Theo Lindqvist"))
    assert "No complaint yet" in page(staff.get(reverse("complaints:morning")))
    came_in(by)
    make_source()
    rows = staff.get(reverse("complaints:morning") + "?format=json").json()["complaints"]
    assert (rows[0]["number"], rows[0]["complaints"], rows[0]["spike"]) == (APPLE, 42, "yes")
    assert staff.get(reverse("complaints:morning") + "?format=csv").text.startswith("\ufeffnumber,complaints,usual")
    wrong = SimpleUploadedFile("x.csv", b"Phone,Date\n1,2\n", "text/csv")
    assert "other columns" in page(staff.post(reverse("complaints:import"), {"file": wrong}), 422)


def test_a_number_that_consumers_were_to_call_back_can_be_followed(by: Viewer) -> None:
    """The FCC's export says which."""
    header = "Ticket ID,Date of Issue,Time of Issue,Issue,Caller ID Number,Advertiser Business Number\n"
    rows = "1,10/19/2026,9:00 AM,Unwanted Calls,202-555-0142,315-232-8257\n2,10/19/2026,,Unwanted Calls,315-232-8257,\n"
    assert actions.import_file(name="fcc.csv", text=header + rows, by=by, now=NOW).authority == "FCC"
    when = since(ZONE, NOW)
    assert when
    found = {one.number: one for one in complained.known(complained.new_numbers(when, "", {}), when, {})}
    assert (found[APPLE].call_backs, found[APPLE].is_spoken) == (1, True)


def test_what_was_told_over_years_says_both_years(by: Viewer) -> None:
    header, row, *_ = (line for line in morning_file(NOW)[1].splitlines() if "Company" in line or "3152328257" in line)
    old = row.replace("2026-", "2021-")
    actions.import_file(name="two.csv", text=f"{header}\n{row}\n{old}\n", by=by, now=NOW)
    assert re.search(r"; \d+ Oct 2021 to \d+ Oct 2026\)", begun({"purpose": "traceback", "number": APPLE})["evidence"])


def test_as_many_questions_for_one_row_as_for_many(
    by: Viewer, apple: Campaign, django_assert_max_num_queries: object
) -> None:
    came_in(by)
    when, heard = since(ZONE, NOW), spoken()
    assert when
    with django_assert_max_num_queries(8):  # type: ignore[operator]
        assert len(complained.known(complained.new_numbers(when, "", heard), when, heard)) > 90


def test_a_number_that_is_said_digit_by_digit_is_heard(by: Viewer) -> None:
    """Whoever transcribes does not always write figures (A1.10)."""
    said = "Call us back at three one five, two three two, eight two five seven."
    campaign = sourcing.open_campaign(name="Apple-Spoken", message=said, by=by, now=NOW)
    assert spoken()[APPLE] == {campaign.pk: 1}
