"""Every standard mail as its receiver reads it, kept under `mails/` and compared word for word (A3.8).

`HOPBACK_WRITE_MAILS=1 pytest …` writes them anew; read the difference before you commit it."""

import os
import re
from html import unescape
from pathlib import Path

import pytest
from django.utils.html import strip_tags

from hopback.policy.article_3_traceback.communications import NoticeKind
from hopback.portal.notices import texts
from tests.portal.notices.post_office import CALL

MAILS = Path(__file__).parent / "mails"
UNLISTED = {"provider_name": "Sable Route Ltd.", "sent_to": "Harbor Voice LLC", "foreign": True, "first_contact": True}
FORWARD = {"is_forward": True, "number": "+1 888 555 0123", "campaign": "Tech support refund", "secrets": []}
ENDED = {"end": "Sable Route Ltd. did not answer. It is the Foreign Point of Departure.", "due_local": ""}
WAITING = {"due_local": "", "due_utc": "", "closes_local": ""}  # the clock starts when a server takes the mail

WELCOME = {
    "provider_name": "Sable Route Ltd.",
    "traceback_number": "",
    "contacts_path": "",
    "version": "2021-01",
    "expires_on": "19 November 2026",
}
TOLD = {"contacts_path": "", "expires_on": "19 December 2026", "link_path": "/mitigation/"}
CONTACTS = {
    "primary": "Idris Kemp, Head of network, +501 223 1234, noc@sableroute.example, Mon to Fri, 8 to 17",
    "back_up": "nobody is named",
    "again": True,
}
APPLICANT = WELCOME | {"provider_name": "", "firm": "Sable Route Ltd."}

# file name: (kind, what differs from the usual call, whether it carries a link)
CASES = {
    "request": ("request", {"more_waiting": 0} | WAITING, True),
    "request_member_many_calls": ("request", {"member": True}, True),
    "request_first_contact_foreign": ("request", UNLISTED | {"more_waiting": 1}, True),
    "request_non_cooperative_back_up": ("request", {"non_cooperative": True, "backup": True}, True),
    "trace_forward_request": ("trace_forward_request", FORWARD | {"more_waiting": 0}, True),
    "reminder": ("reminder", {"hours_left": 4}, True),
    "reminder_trace_forward": ("reminder", FORWARD | {"hours_left": 1}, True),
    "reopened": ("reopened", {"reason": "An answer came late.", "due_local": ""}, False),
    "onboarding": ("onboarding", WELCOME | {"link_path": "/join/", "named": True}, True),
    "onboarding_again": ("onboarding", WELCOME | {"link_path": "/join/", "again": True}, True),
    "application": ("application", APPLICANT | {"link_path": "/join/"}, True),
    "application_declined": ("application_declined", APPLICANT | {"reason": "The domain is two days old."}, False),
    "domain": ("domain", APPLICANT | {"link_path": "/domain/", "domain": "sableroute.example"}, True),
    "confirm_contacts": ("confirm_contacts", WELCOME | CONTACTS | {"link_path": "/contacts/"}, True),
    "mitigation": ("mitigation", TOLD | {"named_as": "origin"}, True),
    "mitigation_again": ("mitigation", TOLD | {"named_as": "point_of_entry", "again": True}, True),
    "overdue": ("overdue", {"hours_left": 0}, True),
    "closed_no_response": ("closed_no_response", {}, True),
    "answer_receipt": ("answer_receipt", {"answer_summary": "received from Harbor Voice LLC", "hours_left": 0}, False),
    "answer_returned": ("answer_returned", {"reason": "The trunk is missing.\n\nPlease name it."}, True),
    "extension_granted": ("extension_granted", {"reason": "Your archive is being restored."}, True),
    "no_longer_asked": ("no_longer_asked", {}, False),
    "ended": ("ended", ENDED, False),
}


def written(name: str) -> dict[str, str]:
    kind, differs, personal = CASES[name]
    mail = texts.render(kind, {**CALL, **differs}, personal=personal)
    return {f"{name}.txt": f"Subject: {mail.subject}\n\n{mail.text}", f"{name}.html": mail.html}


@pytest.mark.parametrize("name", CASES)
def test_the_mail_reads_as_it_was_agreed(name: str) -> None:
    for file, words in written(name).items():
        if os.environ.get("HOPBACK_WRITE_MAILS"):
            (MAILS / file).write_text(words, encoding="utf-8")
        assert words == (MAILS / file).read_text(encoding="utf-8"), f"{file} reads differently"


def test_every_kind_of_the_document_is_shown_here() -> None:
    assert {kind for kind, _, _ in CASES.values()} >= {kind.value for kind in NoticeKind}


def test_no_file_is_left_over() -> None:
    assert {p.stem for p in MAILS.iterdir()} == set(CASES)


@pytest.mark.parametrize("name", CASES)
def test_both_forms_say_the_same(name: str) -> None:
    """Whoever reads the HTML misses no sentence of the plain text, nor the other way round."""
    kind, differs, personal = CASES[name]
    mail = texts.render(kind, {**CALL, **differs}, personal=personal)
    bare = squeezed(unescape(strip_tags(mail.html)))
    for sentence in re.split(r"\. |\n", mail.text.partition("You receive this")[0]):
        if "http" not in sentence:
            assert squeezed(sentence) in bare


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


@pytest.mark.parametrize("name", CASES)
def test_a_mail_has_one_way_to_answer_and_one_to_check_it(name: str) -> None:
    plain = written(name)[f"{name}.txt"]
    told, personal = {**CALL, **CASES[name][1]}, CASES[name][2]
    assert plain.count(f"{told['link_path']}[personal link]") == personal
    assert plain.count("http://") == personal + 1 + bool(told["contacts_path"]), "to answer, check, change the contacts"
    assert "Is this real? Go to http://127.0.0.1:8000/check/" in plain
    assert max(len(p.split()) for p in plain.split("\n\n")) < 70, "terse"
