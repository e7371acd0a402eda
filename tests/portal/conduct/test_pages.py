"""The pages of conduct: the sheet in every form, the list, a finding from the propose page to the lifting."""

import json
from datetime import UTC

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from hopback.policy.article_1_conduct import fingerprint
from hopback.portal.accounts.models import MailedLink, User
from hopback.portal.conduct import queries
from hopback.portal.conduct.models import Finding, Lifting
from hopback.portal.ground import capability
from hopback.portal.logbook.models import Entry
from tests.portal.factories import make_provider_person, sign_in

from .acting import DAY, LATER, REASONS, Desk

pytestmark = [pytest.mark.django_db, pytest.mark.once]
SPAN = "?since=2026-10-01&until=2026-11-30"


@pytest.fixture
def desk() -> Desk:
    return Desk()


def client_of(name: str) -> Client:
    return sign_in(Client(), User.objects.get(name=name))


def test_the_sheet_is_the_same_as_page_json_csv_and_pdf(desk: Desk, tmp_path: object) -> None:
    """A1.3: same facts, same sheet, in the period that the address says; the provider reads the very same."""
    rosa, pat = client_of("Rosa Ortega"), client_of("Pat Winslow")
    url, seen = reverse("conduct:sheet", args=[desk.harbor.public_id]), fingerprint(desk.sheet)
    page = rosa.get(url + SPAN).content.decode()
    for shown in (seen, "2 of 2", "No response", "Upstream", 'role="img"'):
        assert shown in page, shown
    told = rosa.get(f"{url}{SPAN}&format=json").json()
    assert told == {"fingerprint": seen, "sheet": json.loads(json.dumps(desk.sheet))}
    assert pat.get(f"{reverse('conduct:own')}{SPAN}&format=json").json() == told
    lines = rosa.get(f"{url}{SPAN}&format=csv").content.decode().splitlines()
    assert (len(lines), lines[3].split(",")[:3]) == (11, ["none", "2", "2"])
    assert Entry.objects.filter(verb="list.downloaded").count() == 3
    printed = reverse("conduct:printed", args=[desk.harbor.public_id]) + SPAN
    paper = rosa.get(printed).content
    assert paper == rosa.get(printed).content
    file = tmp_path / "sheet.pdf"  # type: ignore[operator]
    file.write_bytes(paper)
    said = "".join(part.extract_text() for part in PdfReader(file).pages)
    assert "Conduct of Harbor Voice LLC" in said
    assert seen in said.replace("\n", "")


def test_a_provider_sees_its_own_sheet_and_nobody_elses(desk: Desk) -> None:
    pat = client_of("Pat Winslow")
    for name in ("sheet", "printed"):
        assert pat.get(reverse(f"conduct:{name}", args=[desk.harbor.public_id])).status_code == 200
        assert pat.get(reverse(f"conduct:{name}", args=[desk.path[0].public_id])).status_code == 404
    assert pat.get(reverse("conduct:groups")).status_code == 404


def test_who_is_an_outlier_is_an_address(desk: Desk) -> None:
    rosa, url = client_of("Rosa Ortega"), reverse("conduct:groups") + SPAN
    page = rosa.get(f"{url}&sort=none").content.decode()
    assert page.index("Harbor Voice LLC</a>") < page.index("Cardinal Wireless</a>")
    assert "Cardinal" not in rosa.get(f"{url}&q=harbor").content.decode()
    rows = rosa.get(f"{url}&role=terminating&format=json").json()["conduct"]
    assert [(row["providers"], row["requests"], row["none"], row["none_of"]) for row in rows] == [
        ("Cardinal Wireless", 2, 0, 2)
    ]
    wrong = rosa.get(reverse("conduct:groups") + "?since=2026-11-30&until=2026-10-01")
    assert (wrong.status_code, b"ends before it begins" in wrong.content) == (422, True)


def test_a_finding_from_page_to_page(desk: Desk) -> None:
    """A1.3, A3.10: proposed by one, answered by link, confirmed by another, lifted by two; one alone gets nowhere."""
    rosa, theo, pat = (client_of(name) for name in ("Rosa Ortega", "Theo Lindqvist", "Pat Winslow"))
    with time_machine.travel(LATER.astimezone(UTC), tick=False):
        url = reverse("conduct:propose", args=[desk.harbor.public_id]) + SPAN
        sent = {"factors": ["none"], "evidence": desk.hops, "reasons": REASONS, "seen": fingerprint(desk.sheet)}
        assert rosa.post(url, {**sent, "seen": "0" * 64}).status_code == 422
        assert f'name="seen" value="{fingerprint(desk.sheet)}"' in rosa.get(url).content.decode()
        assert rosa.post(url, sent).status_code == 302
        found = Finding.objects.get()
        at = [found.public_id]
        nonce = MailedLink.objects.get(about=found.public_id).nonce
        link = reverse("conduct:link", args=[capability.token_for(nonce)])
        assert REASONS in Client().get(link).content.decode()
        assert b"Thank you" in Client().post(link, {"words": "We moved offices."}).content
        mine = pat.get(reverse("conduct:finding", args=at)).content.decode()
        assert REASONS in mine
        assert "We moved offices." in mine
        assert "Rosa Ortega" not in mine
        refused = rosa.post(reverse("conduct:confirm", args=at))
        assert (refused.status_code, b"Somebody else has to confirm" in refused.content) == (422, True)
        assert theo.post(reverse("conduct:confirm", args=at)).status_code == 302
        page = rosa.get(reverse("conduct:findings")).content.decode()
        assert "Standing" in page
        assert rosa.post(reverse("conduct:lift", args=[desk.harbor.public_id]), {"reasons": "x"}).status_code == 302
        lifting = [Lifting.objects.get().public_id]
        assert rosa.post(reverse("conduct:confirm_lifting", args=lifting)).status_code == 422
        assert len(queries.non_cooperative(LATER)) == 1
        assert theo.post(reverse("conduct:confirm_lifting", args=lifting)).status_code == 302
        assert queries.non_cooperative(LATER) == []
        listed = rosa.get(reverse("conduct:findings")).content.decode()
        assert "Harbor Voice" not in listed
        assert "Harbor Voice" in rosa.get(reverse("conduct:findings") + "?state=lifted").content.decode()


def test_the_link_is_over_in_time_and_opens_nothing_else(desk: Desk) -> None:
    found = desk.proposed()
    link = reverse("conduct:link", args=[capability.token_for(MailedLink.objects.get(about=found.public_id).nonce)])
    with time_machine.travel(LATER + 61 * DAY, tick=False):
        assert Client().get(link).status_code == 410
    assert Client().get(reverse("conduct:link", args=["aaaa-bbbb-cccc-dddd"])).status_code == 404
    stranger = sign_in(Client(), make_provider_person(desk.path[0], "Ana Ruiz"))
    for name in ("finding", "answer", "contest"):
        assert stranger.get(reverse(f"conduct:{name}", args=[found.public_id])).status_code == 404
