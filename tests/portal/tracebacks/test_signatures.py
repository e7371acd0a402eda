"""A PASSporT that came with a call or an answer is looked at away from the page, and shown in plain words (A1.8, XC.2).

The call from 202-555-0142 was signed by Harbor Voice LLC (701J), as its own customer's.
"""

import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from hopback.evidence.shaken.fetching import FetchRefusedError
from hopback.portal.accounts.models import User
from hopback.portal.logbook.models import Entry
from hopback.portal.tracebacks import looking, spoofing, verifier
from hopback.portal.tracebacks.models import Signature, Traceback
from hopback.portal.tracebacks.queries import whole
from tests.evidence.shaken.evidence import CLAIMS, HEADER, NOW, URL, Pki
from tests.portal.factories import make_staff, sign_in
from tests.portal.tracebacks import staged
from tests.testbed import pki

pytestmark = pytest.mark.django_db
CALLING, CALLED = "+12025550142", "+15135550168"


@pytest.fixture(scope="session")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Pki:
    folder = tmp_path_factory.mktemp("sti")
    pki.make(folder, [("701J", "Harbor Voice LLC")])
    return Pki(folder)


@pytest.fixture(autouse=True)
def _now() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def rosa() -> User:
    return make_staff()


@pytest.fixture
def given(authority: Pki, monkeypatch: pytest.MonkeyPatch) -> looking.Lists:
    """What the operator's files hold, for whoever looks."""
    lists = looking.Lists([authority.root], authority.chain())
    monkeypatch.setattr(looking, "lists", lambda: lists)
    return lists


def path(rosa: User, *, hops: int = 4, **more: Any) -> Traceback:
    """Cardinal, Blue Ridge, Meridian and Harbor Voice, which signs as 701J."""
    five = staged.the_five()
    five[3].ocns = ["701J"]
    five[3].save()
    at = NOW - timedelta(hours=6)
    told = {"calling": CALLING, "calling_raw": CALLING, "called": CALLED, "called_raw": CALLED, "attestation": "A"}
    call = told | {"called_at": NOW - timedelta(minutes=5), "signer_ocn": "", "spoofing_evidence": ""} | more
    return staged.traced(five[:hops], rosa, opened_at=at, **call)


def ended(rosa: User, **more: Any) -> Traceback:
    traceback = path(rosa, **more)
    staged.answered(traceback, NOW, kind="originated", customer={"name": "Lark Dialing LLC"})
    return traceback


def kinds(traceback: Traceback) -> set[str]:
    return {one.kind.value for one in whole.read(Traceback.objects.get(pk=traceback.pk)).contradictions}


def shown(rosa: User, traceback: Traceback) -> str:
    staff = sign_in(Client(), rosa)
    hop = traceback.hops.get(position=1)
    return staff.get(reverse("tracebacks:detail", args=[traceback.public_id]) + f"?hop={hop.public_id}").text


def test_the_signature_is_looked_at_once_and_shown_without_the_called_number(
    rosa: User, authority: Pki, given: looking.Lists
) -> None:
    traceback = path(rosa, identity_header=authority.signed())
    assert "it is looked at within a minute" in shown(rosa, traceback), "a page waits for nobody"
    assert (verifier.look_once(), verifier.look_once()) == (1, 0)
    one = Signature.objects.get()
    assert (one.grade, one.holds, one.ocn, one.attestation) == ("ok", True, "701J", "A")
    html = shown(rosa, traceback)
    for said in ("Harbor Voice LLC (701J)", "A: its own customer", "is on the trust list", "It held from"):
        assert said in html
    assert not any("5550168" in found["sentence"] for found in one.findings)
    assert any(found["sentence"].endswith("1513555••••.") for found in one.findings)
    assert any("12025550142" in found["sentence"] for found in one.findings), "the calling number is no secret"
    assert Entry.objects.filter(verb="signature.looked_at", traceback=traceback.public_id).count() == 1


def test_a_verified_signer_goes_before_what_somebody_wrote(rosa: User, authority: Pki, given: looking.Lists) -> None:
    """Somebody wrote that 114C signed; the certificate says 701J, the origin: nothing is left to doubt."""
    traceback = ended(rosa, identity_header=authority.signed(), signer_ocn="114C")
    assert "signer_not_on_path" in kinds(traceback)
    verifier.look_once()
    assert kinds(traceback) == set()


def test_what_speaks_against_a_signature_stands_with_the_contradictions(
    rosa: User, authority: Pki, given: looking.Lists, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Signed downstream, revoked before it signed, an A for a number that was not the caller's."""
    traceback = ended(rosa, identity_header=authority.signed())
    verifier.look_once()
    harbor, cardinal = traceback.hops.get(position=4).provider, traceback.hops.get(position=1).provider
    harbor.ocns, cardinal.ocns = [], ["701J"]
    harbor.save()
    cardinal.save()
    assert "signed_downstream" in kinds(traceback)
    Signature.objects.update(revoked_at=NOW - timedelta(days=1))
    assert "signer_revoked" in kinds(traceback)
    Signature.objects.update(revoked_at=None)
    monkeypatch.setattr(
        spoofing, "_knows", [lambda some: {row.pk: "the number is on the Do Not Originate list" for row in some}]
    )
    found = {one.kind: one.sentence for one in whole.read(Traceback.objects.get()).contradictions}
    assert found["attested_in_vain"] == (
        "701J signed that its customer may use the number (A), but the number is on the Do Not Originate list."
    )
    cardinal.ocns = []
    cardinal.save()
    assert "signer_not_on_path" in kinds(traceback)


@pytest.mark.parametrize("text", ["", "nonsense", "eyJ.e.", "a" * 200_000, "Identity: ..x", "\x00\ud800\n{}"])
def test_whatever_somebody_gave_is_a_finding(text: str, given: looking.Lists) -> None:
    seen = looking.look(text.encode("utf-8", "replace").decode(), looking.Call(CALLING, CALLED, NOW), given, NOW)
    assert (seen.holds, seen.ocn, bool(seen.findings)) == (False, "", True)


def test_an_address_that_does_not_answer_is_asked_again_and_then_no_more(
    rosa: User, authority: Pki, given: looking.Lists
) -> None:
    """The certificate is fetched where the x5u leads; the answer is kept by the fetcher's own folder."""
    asked: list[str] = []

    def nobody(url: str) -> bytes:
        asked.append(url)
        raise FetchRefusedError("it did not answer in time.")

    given.certificates, given.fetch = [], nobody
    path(rosa, identity_header=authority.signed())
    for hours in (0, 0, 1, 4, 20, 72, 200):
        with time_machine.travel(NOW + timedelta(hours=hours), tick=False):
            verifier.look_once()
    one = Signature.objects.get()
    assert (asked, one.tries, one.again_at, one.holds) == ([URL] * 5, 5, None, False)
    Signature.objects.update(again_at=NOW)
    given.fetch = lambda _: (authority.folder / "701J.pem").read_bytes()
    assert verifier.look_once() == 1
    assert Signature.objects.get().holds


def test_a_record_of_a_hop_is_looked_at_beside_the_call(rosa: User, authority: Pki, given: looking.Lists) -> None:
    """An answer whose PASSporT was signed for another called number: another call, perhaps."""
    traceback = path(rosa, hops=2)
    wrong = authority.signed(CLAIMS | {"dest": {"tn": ["16145550123"]}}, HEADER)
    staged.answered(traceback, NOW, kind="not_found", searched="90 days", passport=wrong)
    answered = traceback.hops.get(position=2).answers.first()
    verifier.look_once()
    one = Signature.objects.get()
    assert (one.answer, one.grade) == (answered, "wrong")
    assert [found["code"] for found in one.findings if found["grade"] == "wrong"] == ["dest-differs"]


def test_the_operators_files_are_read_anew_and_a_broken_one_stops_nothing(
    rosa: User, authority: Pki, settings: Any, tmp_path: Path
) -> None:
    settings.STI_TRUST, settings.STI_CERTIFICATES = str(authority.folder / "root.pem"), str(tmp_path / "none.pem")
    settings.STI_REVOCATIONS, settings.STI_FETCH = str(authority.folder / "root.pem"), False
    found = looking.lists()
    assert ([one.sha256 for one in found.trusted], found.certificates) == ([authority.root.sha256], [])
    assert (found.revoked, found.fetch) == (None, None)
    path(rosa, identity_header=authority.signed())
    stop = threading.Event()
    stop.set()
    assert verifier.look_once(stop=stop) == 0, "told to stop, it begins nothing"
