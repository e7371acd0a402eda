"""From a request to the list and off it again: who decides what, and what is refused (XB.1-XB.5)."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.http import Http404

from hopback.policy.appendix_b_do_not_originate import (
    DoesNotQualify,
    EventMissing,
    LetterMissing,
    NotInboundOnly,
    NotVetted,
    NotYetOver,
    ProtectionsMissing,
)
from hopback.portal.accounts.viewer import SYSTEM, of_user
from hopback.portal.do_not_originate import actions
from hopback.portal.do_not_originate.models import Number, Version
from hopback.portal.do_not_originate.queries import judged, registry
from hopback.portal.do_not_originate.refusals import ListedAlready, NotInThatState, RequestWrong
from hopback.portal.ground import actions as ground
from hopback.portal.logbook.models import Entry
from hopback.portal.notices.models import Notice
from hopback.portal.organizations.models import Invoice
from hopback.portal.sourcing.models import Source
from tests.portal.do_not_originate import staged
from tests.portal.do_not_originate.staged import DAY, findings
from tests.portal.factories import NOW, make_provider_person, make_staff, make_team

pytestmark = pytest.mark.django_db


def test_nothing_is_listed_before_every_test_is_answered_XB_2() -> None:
    by = make_team()
    listing = staged.requested(by)
    assert judged.open_points(listing) == ["The tests are not answered yet."]
    with pytest.raises(DoesNotQualify):
        actions.approve(listing=listing, by=by, now=NOW)
    actions.answer_tests(listing=listing, findings=findings(inbound_only="Callers are called back."), by=by, now=NOW)
    with pytest.raises(NotInboundOnly):
        actions.approve(listing=listing, by=by, now=NOW)
    actions.answer_tests(listing=listing, findings=findings(substantial="Forty a day."), by=by, now=NOW)
    assert judged.open_points(listing) == []
    version = actions.approve(listing=listing, by=by, now=NOW)
    listing.refresh_from_db()
    assert (version.number, version.what, listing.priority) == (1, "listed", 1)
    said = Entry.objects.get(verb="do_not_originate.approved")
    assert said.about == listing.public_id
    with pytest.raises(NotInThatState):
        actions.approve(listing=listing, by=by, now=NOW)


def test_a_private_organisation_is_vetted_by_the_member_that_serves_it_XB_3() -> None:
    by, harbor, lantern = make_team(), staged.member(), staged.member("Lantern SIP Inc.")
    listing = staged.bank(by, served_by=harbor)
    actions.answer_tests(listing=listing, findings=findings(), by=by, now=NOW)
    dana, lee = make_provider_person(harbor), make_provider_person(lantern, "Lee Ward")
    told = {"listing": listing, "assigned": True, "how": "It is our customer; the numbers are on its bill."}
    for stranger in (by, of_user(lee), SYSTEM):
        with pytest.raises(Http404):
            actions.vet(**told, legitimate=True, by=stranger, now=NOW)
    actions.vet(**told, legitimate=False, by=of_user(dana), now=NOW)
    with pytest.raises(NotVetted):
        actions.approve(listing=listing, by=by, now=NOW)
    actions.vet(**told, legitimate=True, by=of_user(dana), now=NOW)
    actions.approve(listing=listing, by=by, now=NOW)
    assert [row.member for row in listing.vettings.order_by("pk")] == [harbor, harbor]


def test_a_request_that_lacks_something_is_refused_and_nothing_is_kept_XB_3_XB_5() -> None:
    by, affiliate = make_team(), staged.member("Quill Telephony", "affiliate")
    wrong: tuple[tuple[type[Exception], dict[str, object]], ...] = (
        (LetterMissing, {"letter_on": None}),
        (LetterMissing, {"letter_on": (NOW + 2 * DAY).date()}),
        (EventMissing, {"event_kind": ""}),
        (EventMissing, {"calls_a_day": 5}),
        (EventMissing, {"event_kind": "exigent"}),
        (ProtectionsMissing, {"vendor": "Numberguard Inc."}),
        (RequestWrong, {"served_by": affiliate}),
        (RequestWrong, {"contact_email": "maria at bank"}),
        (RequestWrong, {"numbers": ""}),
    )
    for refused, more in wrong:
        with pytest.raises(refused), transaction.atomic():
            staged.bank(by, **more)
    assert not Number.objects.exists()
    by_vendor = staged.bank(by, vendor="Numberguard Inc.", protections="Contract of 3 May; each number called back.")
    assert by_vendor.recipient.vendor == "Numberguard Inc."
    with pytest.raises(Http404):
        staged.bank(of_user(make_provider_person(affiliate)))


def test_a_number_is_listed_once_by_rule_and_by_the_database_XB_5() -> None:
    by = make_team()
    first, second = staged.requested(by), staged.bank(by, numbers=staged.HOTLINE)
    staged.listed(first, by)
    with pytest.raises(ListedAlready):
        staged.listed(second, by)
    with pytest.raises(ListedAlready):
        staged.bank(by, name="Third Bank", numbers=staged.HOTLINE)
    with pytest.raises(IntegrityError), transaction.atomic():
        Number.objects.filter(listing=second).update(listed_in=1)


def test_it_is_removed_for_want_of_confirmation_only_after_its_time_and_members_are_told_XB_4() -> None:
    by, harbor = make_team(), staged.member()
    listing, dana = staged.office(by), of_user(make_provider_person(harbor))
    actions.report_implementation(listing=listing, implemented_on=(NOW + DAY).date(), by=dana, now=NOW + DAY)
    told = {"listing": listing, "why": "unconfirmed", "because": "Nobody answers.", "by": by}
    with pytest.raises(NotYetOver, match="not asked"):
        actions.remove_listing(**told, now=NOW + DAY)
    asked_at = NOW + 183 * DAY
    confirmation = staged.asked(listing.recipient, asked_at)
    with pytest.raises(NotYetOver, match="more days"):
        actions.remove_listing(**told, now=asked_at + 20 * DAY)
    late = confirmation.asked_at + timedelta(days=31)
    row = registry.filtered(registry.listings(), registry.Wanted(state="unconfirmed"), late).get()
    assert registry.state_of(row, late) == ("Unconfirmed", "red")
    version = actions.remove_listing(**told, now=late)
    mail = Notice.objects.get(kind="dno_removed")
    assert (version.number, mail.party, "noc@harbor.example") == (2, harbor.public_id, mail.deliveries.get().address)
    assert [one.listing for one in registry.to_take_out(harbor.public_id)] == [listing]
    actions.report_taken_out(listing=listing, taken_out_on=late.date(), by=dana, now=late)
    assert registry.to_take_out(harbor.public_id) == []


def test_single_numbers_go_and_more_numbers_are_another_request_XB_2() -> None:
    by = make_team()
    listing = staged.listed(staged.requested(by, numbers="800-555-0141\n800-555-0142\n+1202555*"), by)
    told = {"listing": listing, "because": "It calls back now.", "by": by, "now": NOW + DAY}
    version = actions.drop_numbers(numbers=["+18005550142"], **told)
    assert (version.number, version.what, version.numbers) == (2, Version.What.DROPPED, 1)
    for wrong in (["+18005550142"], ["+18005550141", "+1202555"], []):
        with pytest.raises(RequestWrong), transaction.atomic():
            actions.drop_numbers(numbers=wrong, **told)
    more = staged.requested(by, numbers="800-555-0142")
    assert (more.recipient, more.approved_at) == (listing.recipient, None)


def test_a_charge_recurs_as_an_invoice_while_something_is_listed_XB_3() -> None:
    rosa = make_staff()
    by = of_user(rosa)
    source = Source.objects.create(name="First Lakes Bank", kind="organization", listed_at=NOW)
    listing = staged.listed(staged.bank(by, source=source), by)
    told = {"cents": 90_000, "every_months": 6, "agreed_with": "Maria Okafor", "from_on": NOW.date(), "by": by}
    actions.agree_charge(recipient=listing.recipient, **told, now=NOW)
    for months in (0, 3, 6, 11, 12):
        ground.sweep(by=SYSTEM, now=NOW + timedelta(days=31 * months))
    bills = list(Invoice.objects.order_by("pk"))
    assert [(one.cents, one.source) for one in bills] == [(90_000, source)] * 3
    assert bills[0].lines.get().words == "Do Not Originate, 6 months from 20 October 2026"
    actions.remove_listing(listing=listing, why="other", because="The bank was sold.", by=by, now=NOW + 400 * DAY)
    ground.sweep(by=SYSTEM, now=NOW + 600 * DAY)
    assert Invoice.objects.count() == 3
    with pytest.raises(Exception, match="government"):
        actions.agree_charge(recipient=staged.office(by).recipient, **told, now=NOW)
