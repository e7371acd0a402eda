"""Public files of providers: recognised, looked at, imported, and the same file twice changes nothing (A1.1)."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import Http404
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hopback.portal.accounts.viewer import Viewer
from hopback.portal.providers import actions, importing, queries
from hopback.portal.providers.models import FactSource, PointOfContact, ProposedContact, Provider, ProviderFile
from hopback.portal.providers.queries import Plan
from hopback.portal.providers.refusals import FileRefused
from tests.portal.factories import NOW, make_provider, make_staff, sign_in

pytestmark = pytest.mark.django_db
SAMPLES = Path(__file__).parent / "samples"
TOLD = {"by": Viewer(kind="staff", name="Lee Ando"), "now": NOW}


@pytest.fixture
def staff(client: Client) -> Client:
    return sign_in(client, make_staff())


def sample(name: str) -> bytes:
    return (SAMPLES / name).read_bytes()


def bring(content: bytes, name: str = "file.csv") -> Plan:
    return actions.import_file(file=actions.keep_file(name=name, content=content, **TOLD), **TOLD)


def odd(plan: Plan) -> dict[int, str]:
    return {one.line: one.reason for one in plan.odd}


def test_real_ocns_come_in_and_every_odd_row_is_told() -> None:
    plan = bring(sample("ocns.csv"), "ocns.csv")
    assert plan.outcome == {"rows": 33, "new": 15, "changed": 0, "same": 0, "odd": 3}
    assert list(odd(plan)) == [27, 30, 34]
    assert "“58J” is not an operating company number" in odd(plan)[27]
    sdn = Provider.objects.get(name="SDN")
    assert len(sdn.ocns) == 9, "one name is one provider with all its numbers"
    telnyx = Provider.objects.get(name="Telnyx LCC")
    assert list(telnyx.particulars.values_list("kind", "value")) == [("name", "Telnyx LLC")]
    assert Provider.objects.get(name="COMMTRUNK LLC").ocns == ["622K"]
    source = FactSource.objects.get(provider=telnyx, field="ocns")
    assert source.source == "List of operating company numbers, ocns.csv, line 14"


@pytest.mark.parametrize("name", ["ocns.csv", "rmd.csv", "form-499.csv"])
def test_the_same_file_twice_changes_nothing(name: str) -> None:
    before = bring(sample(name))
    kept = list(Provider.objects.values_list()), FactSource.objects.count(), ProposedContact.objects.count()
    again = bring(sample(name))
    assert (again.new, again.changed) == ([], [])
    assert len(again.same) == len(before.new)
    assert odd(again) == odd(before)
    assert (list(Provider.objects.values_list()), FactSource.objects.count(), ProposedContact.objects.count()) == kept


def test_many_rows_are_few_questions() -> None:
    head, row = "ocn,name\n", "{:04d},Valley {} Telephone\n"
    content = (head + "".join(row.format(number, number) for number in range(898))).encode()
    with CaptureQueriesContext(connection) as asked:
        plan = bring(content)
    assert plan.outcome["new"] == 898
    assert len(asked) <= 60, len(asked)


def test_a_listed_provider_is_recognised_and_changed_field_by_field() -> None:
    listed = make_provider("Harbor Voice L.L.C.", frn="0021876543", city="Miami, FL", ocns=["7421"])
    plan = queries.plan_of(importing.read(sample("rmd.csv")))
    change = plan.changed[0]
    assert (change.provider, change.known_by) == (listed, "FRN 0021876543")
    assert [(one.label, one.before, one.after) for one in change.differences] == [
        ("mitigation database number", "", "RMD0001234"),
        ("another name", "", "Harbor Voice LLC"),
        ("another name", "", "Harbor Wholesale"),
        ("another name", "", "HV Telecom"),
        ("address", "", "401 Brickell Ave, Miami, FL 33131, United States"),
        ("what it filed", "", "voice service provider, gateway provider; Complete STIR/SHAKEN Implementation"),
    ]
    assert ProviderFile.objects.count() == 0, "looking changes nothing"
    bring(sample("rmd.csv"))
    listed.refresh_from_db()
    assert (listed.name, listed.city, listed.rmd_number) == ("Harbor Voice L.L.C.", "Miami, FL", "RMD0001234")


def test_odd_rows_of_the_mitigation_database_say_why() -> None:
    plan = bring(sample("rmd.csv"))
    assert odd(plan) == {
        5: "It says that it is foreign, and its address names no country.",
        6: "It has no FCC registration number.",
        7: "“RMD-7004” is not a number of the Robocall Mitigation Database.",
        8: "It has 18 cells, the header 16: is a comma unquoted?",
    }
    assert Provider.objects.get(name="Sable Route Ltd.").country == "BZ"
    assert Provider.objects.get(frn="0030112233").name == "Coral Gate Communications, Inc."


def test_filers_of_form_499_meet_what_the_mitigation_database_said() -> None:
    """A1.5: that it files is a factor from now on."""
    bring(sample("rmd.csv"))
    plan = bring(sample("form-499.csv"))
    assert plan.outcome == {"rows": 4, "new": 0, "changed": 2, "same": 0, "odd": 2}
    harbor = Provider.objects.get(frn="0021876543")
    assert (harbor.form_499_id, harbor.city) == ("829001", "Miami, FL")
    assert harbor.particulars.filter(kind="holding", value="Gulf Holding Ltd.").exists()
    assert queries.proposed_factors(harbor, NOW.date())["files_form_499"][0] is True
    assert not Provider.objects.get(form_499_id="829002").particulars.filter(kind="holding").exists()


def test_a_newer_filing_takes_the_place_of_the_older_one() -> None:
    bring(sample("rmd.csv"))
    bring(sample("rmd.csv").replace(b"No STIR/SHAKEN Implementation", b"Complete STIR/SHAKEN Implementation"))
    sable = Provider.objects.get(name="Sable Route Ltd.")
    assert [row.value for row in sable.particulars.filter(kind="filing", ended_at=None)] == [
        "intermediate provider; Complete STIR/SHAKEN Implementation"
    ]


def test_what_contradicts_is_told_and_changes_nothing() -> None:
    make_provider("Harbor Voice LLC", frn="0021876543", rmd_number="RMD0009999")
    make_provider("Coral Gate Communications, Inc.", frn="0099999999")
    for name, country in (("Sable Route Ltd.", "BZ"), ("Sable Route", "BZ")):
        make_provider(name, country=country)
    plan = bring(sample("rmd.csv"))
    told = odd(plan)
    assert "mitigation database number is RMD0009999 here and RMD0001234 in the file" in told[2]
    assert "and another FRN: 0099999999 there, 0030112233 here" in told[3]
    assert "Several listed providers are called Sable Route Ltd." in told[4]
    assert Provider.objects.get(frn="0021876543").rmd_number == "RMD0009999"


def test_numbers_that_stand_with_two_providers_ask_whether_they_are_one() -> None:
    make_provider("Harbor Voice LLC", frn="0021876543")
    make_provider("Harbor Telecom", rmd_number="RMD0001234")
    assert "Are they one provider?" in odd(bring(sample("rmd.csv")))[2]


def test_two_rows_of_one_file_about_one_provider_lose_nothing() -> None:
    listed = make_provider("Harbor Voice LLC", ocns=["7421", "7422"])
    bring(b"ocn,name\n7421,Harbor East|X1\n7422,Harbor West|X2\n7423,Harbor Voice LLC\n")
    listed.refresh_from_db()
    assert listed.ocns == ["7421", "7422", "7423"]
    names = set(listed.particulars.values_list("value", flat=True))
    assert names == {"Harbor East", "X1", "Harbor West", "X2"}


def test_what_staff_ended_is_not_brought_back_by_the_file() -> None:
    bring(sample("ocns.csv"))
    held = Provider.objects.get(name="Telnyx LCC").particulars.get()
    actions.end_particular(particular=held, **TOLD)
    assert bring(sample("ocns.csv")).changed == []


def test_a_contact_in_a_public_file_is_proposed_and_asked_of_nobody(staff: Client) -> None:
    """XA.1: never trusted blindly. Staff take it over, or put it aside for good."""
    bring(sample("rmd.csv"), "rmd.csv")
    harbor = Provider.objects.get(frn="0021876543")
    assert PointOfContact.objects.count() == 0
    page = staff.get(reverse("providers:one", args=[harbor.public_id])).content.decode()
    assert "Not in force" in page
    assert "Dana Whitfield" in page
    proposed = harbor.proposed_contacts.get()
    url = reverse("providers:contact", args=[harbor.public_id, "primary"]) + f"?proposed={proposed.pk}"
    assert 'value="Dana Whitfield"' in staff.get(url).content.decode()
    said = {"full_name": "Dana Whitfield", "email": "dana@harborvoice.example", "phone": "305-555-0117"}
    assert staff.post(url, said).status_code == 302
    proposed.refresh_from_db()
    assert (proposed.taken_as, proposed.decided_by) == ("primary", "Rosa Ortega")
    assert queries.waiting_contacts(harbor) == []
    assert staff.get(url).status_code == 404, "it is decided"
    assert bring(sample("rmd.csv")).changed == []


def test_a_contact_that_was_put_aside_is_not_proposed_again(staff: Client) -> None:
    bring(sample("rmd.csv"))
    harbor = Provider.objects.get(frn="0021876543")
    url = reverse("providers:put_aside", args=[harbor.public_id, harbor.proposed_contacts.get().pk])
    assert staff.post(url).status_code == 302
    assert bring(sample("rmd.csv")).changed == []
    assert queries.waiting_contacts(harbor) == []


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "The file is empty"),
        (b"ocn,name\n", "no row below it"),
        (b"Company_Phone_Number,Created_Date\n1,2\n", "none of the files that are read here"),
        (b"PK\x03\x04\x00\x00", "This is no text"),
        (b'ocn,name\n7421,"Harbor\n', "not well-formed CSV"),
    ],
)
def test_what_is_no_such_file_is_refused_with_the_reason(content: bytes, said: str) -> None:
    with pytest.raises(FileRefused, match=said):
        importing.read(content)


def test_a_file_that_is_not_what_it_is_said_to_be_is_refused() -> None:
    with pytest.raises(FileRefused, match="This is not “Robocall Mitigation Database”: it looks like “List of"):
        importing.read(sample("ocns.csv"), expected="rmd")


def test_labels_other_commas_and_other_letters_are_understood() -> None:
    labels = "FCC Registration Number (FRN);Business Name;Implementation;Business Address\n"
    read = importing.read((labels + "0021876543;Télé Québec;Partial;1 Rue, Montréal, Canada\n").encode("cp1252"))
    assert (read.kind.value, read.told[0].name, read.told[0].country) == ("rmd", "Télé Québec", "CA")
    georgia = importing.read((labels + "0021876543;Peach Voice;Partial;1 Peachtree St, Atlanta, Georgia\n").encode())
    assert georgia.told[0].country == "US"


def test_staff_see_what_would_change_and_then_import_it(staff: Client) -> None:
    form = {"file": SimpleUploadedFile("ocns.csv", sample("ocns.csv")), "kind": ""}
    went = staff.post(reverse("providers:imports"), form)
    url = went["Location"]
    page = staff.get(url).content.decode()
    for shown in ("List of operating company numbers", "Import 15 new and 0 changed", "“LUP01” is not", "Telnyx LCC"):
        assert shown in page, shown
    assert Provider.objects.count() == 0
    told = staff.get(url + "?format=json").json()["import"]
    assert {row["what"] for row in told} == {"odd", "new"}
    looked_at = page.split('name="looked_at" value="')[1].split('"')[0]
    make_provider("SDN")
    refused = staff.post(url, {"looked_at": looked_at}, follow=True).content.decode()
    assert "The directory has changed since you looked" in refused
    looked_at = refused.split('name="looked_at" value="')[1].split('"')[0]
    done = staff.post(url, {"looked_at": looked_at}, follow=True).content.decode()
    assert "Imported: 14 new, 1 changed, 3 left out." in done
    assert "Nothing is left to import" in done


def test_a_refused_file_is_told_beside_its_field(staff: Client) -> None:
    form = {"file": SimpleUploadedFile("x.csv", b"a,b\n1,2\n"), "kind": "form_499"}
    said = staff.post(reverse("providers:imports"), form)
    assert said.status_code == 422
    assert "This is not “Form 499 filers”" in said.content.decode()


def test_only_staff_bring_files() -> None:
    kept = actions.keep_file(name="ocns.csv", content=sample("ocns.csv"), **TOLD)
    by: Any = {"by": Viewer(kind="provider", name="Dana Whitfield", party="prv_x", role="admin"), "now": NOW}
    with pytest.raises(Http404):
        actions.keep_file(name="ocns.csv", content=sample("ocns.csv"), **by)
    with pytest.raises(Http404):
        actions.import_file(file=kept, **by)
