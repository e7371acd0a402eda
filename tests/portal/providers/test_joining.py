"""A provider comes in: it applies or is invited, verifies its domain, names its contacts, signs (A1.2, XA.1)."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.http import Http404

from hopback.policy.article_1_definitions import Standing
from hopback.portal.accounts.models import Invitation, MailedLink
from hopback.portal.accounts.viewer import SYSTEM, Viewer, of_mailed_link
from hopback.portal.ground import actions as ground
from hopback.portal.logbook.models import Entry
from hopback.portal.notices.models import Notice
from hopback.portal.providers import actions, queries
from hopback.portal.providers.models import Agreement, Joining, Provider
from hopback.portal.providers.refusals import CannotApply, CannotTakeIn, ContactIncomplete, DomainNotTheirs, NotSigned
from tests.portal.factories import NOW, make_provider, make_provider_person, make_team
from tests.portal.tracebacks import staged

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
GUEST = Viewer(kind="guest", name="Idris Kemp")
SABLE = {
    "name": "Sable Route Ltd.",
    "country": "BZ",
    "domain": "sableroute.example",
    "full_name": "Idris Kemp",
    "email": "idris@sableroute.example",
}
IDRIS = {
    "full_name": "Idris Kemp",
    "title": "Head of network",
    "phone": "+501 223 1234",
    "email": "noc@sableroute.example",
    "hours": "Monday to Friday, 8 to 17",
    "zone": "America/Belize",
}
MARTA = {**IDRIS, "full_name": "Marta Lowe", "email": "marta@sableroute.example"}


def applied(**more: str) -> Joining:
    return actions.apply(details={**SABLE, **more}, by=GUEST, now=NOW)


def last_link(joining: Joining) -> MailedLink:
    return MailedLink.objects.filter(about=joining.public_id).latest("pk")


def holder(joining: Joining) -> Viewer:
    return of_mailed_link(last_link(joining), party=joining.provider.public_id if joining.provider else "")


def opened(joining: Joining) -> Joining:
    return actions.open_joining(joining=joining, link=last_link(joining), by=holder(joining), now=NOW)


def finished(joining: Joining) -> Joining:
    """Everything that is asked has been given."""
    opened(joining)
    by = holder(joining)
    for kind, contact in (("primary", IDRIS), ("back-up", MARTA)):
        actions.name_contact(joining=joining, kind=kind, contact=contact, by=by, now=NOW)
    actions.sign_joining(joining=joining, signed_by="Idris Kemp", title="Director", by=by, now=NOW)
    return Joining.objects.select_related("provider").get(pk=joining.pk)


def state(joining: Joining) -> str:
    (way,) = queries.on_the_way(Joining.objects.filter(pk=joining.pk))
    return way.state


def test_from_the_application_to_the_invitation_of_its_administrator() -> None:
    """A1.2, XA.1: the whole way."""
    joining, team = applied(), make_team()
    assert state(joining) == "unopened"
    opened(joining)
    assert state(joining) == "under way"
    assert state(finished(joining)) == "ready"
    provider = actions.take_in(joining=joining, by=team, now=NOW)
    assert (provider.name, provider.domain, provider.country) == ("Sable Route Ltd.", "sableroute.example", "BZ")
    assert queries.standing(provider) is Standing.COOPERATIVE
    assert {kind: one.email for kind, one in queries.contacts(provider).items()} == {
        "primary": "noc@sableroute.example",
        "back-up": "marta@sableroute.example",
    }
    assert all(step.done for step in queries.steps_of_providers([provider])[provider.pk])
    invited = Invitation.objects.get()
    assert (invited.email, invited.role, invited.party) == ("noc@sableroute.example", "admin", provider.public_id)
    assert state(joining) == "taken in"


def test_an_agreement_has_version_day_and_signer_and_is_never_altered() -> None:
    """A1.2: rows are only added."""
    actions.take_in(joining=finished(applied()), by=make_team(), now=NOW)
    signed = Agreement.objects.get()
    assert (signed.version, signed.agreed_on, signed.signed_by, signed.title, signed.how) == (
        "2021-01", NOW.date(), "Idris Kemp", "Director", "link",
    )  # fmt: skip
    for sql in ("UPDATE providers_agreement SET signed_by = 'x'", "DELETE FROM providers_agreement"):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)


def test_an_application_comes_from_an_address_at_the_domain() -> None:
    for wrong, field in (
        ({"email": "idris@gmail.com"}, "email"),
        ({"email": "idris@other.example"}, "email"),
        ({"domain": "gmail.com", "email": "idris@gmail.com"}, "domain"),
        ({"domain": "nothing", "email": "idris@nothing.example"}, "domain"),
    ):
        with pytest.raises(CannotApply) as refused:
            applied(**wrong)
        assert (refused.value.field, refused.value.clause.id) == (field, "A1.2")
    assert not Notice.objects.exists()


def test_whether_it_is_listed_is_said_to_staff_and_not_to_who_applies() -> None:
    listed = make_provider("Sable Route Limited", country="BZ", domain="sableroute.example")
    joining = applied()
    mail = Notice.objects.get()
    assert (mail.kind, mail.party) == ("application", "")
    assert "Limited" not in mail.text
    assert [like.provider for like in queries.listed_like(joining)] == [listed]


def test_staff_say_that_an_applicant_is_the_listed_provider() -> None:
    listed = make_provider("Sable Route Limited", country="BZ")
    taken = actions.take_in(joining=finished(applied()), provider=listed, by=make_team(), now=NOW)
    assert taken == listed
    assert Provider.objects.count() == 1
    assert (taken.domain, taken.agreed_by) == ("sableroute.example", "Idris Kemp")


def test_applying_twice_is_one_application_and_no_flood_of_mail() -> None:
    first = applied()
    assert applied() == first
    assert Notice.objects.count() == 1
    actions.apply(details=SABLE, by=GUEST, now=NOW + timedelta(minutes=11))
    assert (Joining.objects.count(), Notice.objects.count()) == (1, 2)


def test_nobody_is_taken_in_whose_link_was_never_opened() -> None:
    with pytest.raises(CannotTakeIn, match="Nobody has opened the link"):
        actions.take_in(joining=applied(), by=make_team(), now=NOW)
    assert not Provider.objects.exists()


def test_a_link_is_kept_as_a_digest_and_expires() -> None:
    joining = applied()
    link = last_link(joining)
    assert Notice.objects.get().link_nonce == link.nonce
    assert link.token_hash not in Notice.objects.get().text
    assert link.expires_at == NOW + 30 * DAY


def test_declining_needs_a_reason_which_is_mailed() -> None:
    joining, team = applied(), make_team()
    with pytest.raises(CannotTakeIn):
        actions.decline_joining(joining=joining, reason=" ", by=team, now=NOW)
    actions.decline_joining(joining=joining, reason="The domain is two days old.", by=team, now=NOW)
    mail = Notice.objects.latest("pk")
    assert (mail.kind, mail.deliveries.get().address) == ("application_declined", "idris@sableroute.example")
    assert "The domain is two days old." in mail.text
    with pytest.raises(CannotTakeIn, match="decided already"):
        actions.take_in(joining=joining, by=team, now=NOW)
    assert applied().pk != joining.pk


def test_a_provider_that_a_path_names_first_is_invited() -> None:
    """XA.1: the mail asks for both contacts; what they name is in force at once."""
    harbor = make_provider()
    contact = {"name": SABLE["name"], "email": "noc@sableroute.example", "phone": "+501 223 1234", "country": "BZ"}
    desk = Viewer(kind="provider", name="Dana Whitfield", party=harbor.public_id)
    sable = actions.take_in_unlisted(contact=contact, named_by=harbor, by=desk, now=NOW)
    joining, mail = Joining.objects.get(), Notice.objects.get()
    assert (joining.how, joining.provider, mail.kind, mail.party) == ("invited", sable, "onboarding", sable.public_id)
    assert "Harbor" not in mail.text
    finished(joining)
    assert queries.contacts(sable)["primary"].title == "Head of network"
    assert queries.contacts(sable)["back-up"].confirmed_at == NOW
    sable.refresh_from_db()
    assert (sable.domain_proved_at, sable.agreed_on) == (NOW, None)
    actions.take_in(joining=joining, by=make_team(), now=NOW)
    assert queries.standing(Provider.objects.get(pk=sable.pk)) is Standing.COOPERATIVE


def test_being_welcomed_does_not_make_the_first_request_a_later_one() -> None:
    from hopback.portal.tracebacks.queries.mail_context import variant_for

    sable = staged.listed("Sable Route Ltd.")
    actions.invite_to_join(provider=sable, by=make_team(), now=NOW)
    assert variant_for(sable).first_contact


def test_who_was_invited_at_a_free_mailbox_proves_the_domain_by_another_address() -> None:
    sable = make_provider("Sable Route Ltd.", country="BZ")
    actions.change_contact(
        provider=sable, kind="primary", full_name="Idris", email="sable@gmail.com", phone="1", by=SYSTEM, now=NOW
    )
    joining = actions.invite_to_join(provider=sable, by=make_team(), now=NOW)
    assert joining is not None
    assert opened(joining).domain_proved_at is None
    with pytest.raises(DomainNotTheirs):
        actions.send_joining_link(joining=joining, address="other@yahoo.com", by=holder(joining), now=NOW)
    by = holder(joining)
    actions.send_joining_link(joining=joining, address="noc@sableroute.example", by=by, now=NOW)
    assert opened(joining).domain == "sableroute.example"
    sable.refresh_from_db()
    assert sable.domain_proved_at == NOW


def test_who_does_not_finish_is_asked_twice_more() -> None:
    joining = applied()
    for days in (6, 7, 8, 14, 40):
        ground.sweep(by=SYSTEM, now=NOW + days * DAY)
    assert Notice.objects.count() == 3
    assert Joining.objects.get(pk=joining.pk).chased == 2


def test_who_has_finished_is_not_asked_again() -> None:
    finished(applied())
    ground.sweep(by=SYSTEM, now=NOW + 20 * DAY)
    assert Notice.objects.count() == 1


def test_a_contact_is_named_whole_and_a_signature_has_name_and_title() -> None:
    joining = opened(applied())
    by = holder(joining)
    with pytest.raises(ContactIncomplete) as refused:
        actions.name_contact(joining=joining, kind="primary", contact={**IDRIS, "title": ""}, by=by, now=NOW)
    assert refused.value.field == "title"
    with pytest.raises(ContactIncomplete, match="not an e-mail address"):
        actions.name_contact(joining=joining, kind="primary", contact={**IDRIS, "email": "noc@"}, by=by, now=NOW)
    with pytest.raises(NotSigned):
        actions.sign_joining(joining=joining, signed_by="Idris Kemp", title="", by=by, now=NOW)


def test_a_link_opens_one_way_in_and_no_other() -> None:
    joining, other = applied(), applied(email="marta@sableroute.example")
    with pytest.raises(Http404):
        actions.name_contact(joining=joining, kind="primary", contact=IDRIS, by=holder(other), now=NOW)
    assert list(queries.joinings(holder(other))) == [other]
    assert not queries.joinings(Viewer(kind="provider", name="Dana", party="prv_x")).exists()


def test_a_listed_providers_administrator_signs_and_staff_record_paper() -> None:
    """A1.2: the last one holds; an older paper found later does not."""
    harbor, team = make_provider(), make_team()
    dana = Viewer(kind="provider", name="Dana Whitfield", party=harbor.public_id, role="admin", user_id=1)
    actions.agree(provider=harbor, signed_by="Dana Whitfield", title="Counsel", by=dana, now=NOW)
    old = {"version": "2020-07", "agreed_on": NOW.date() - 90 * DAY, "signed_by": "Ruth Halvorsen"}
    actions.agree(provider=harbor, **old, by=team, now=NOW)
    harbor.refresh_from_db()
    assert (harbor.agreed_version, harbor.agreed_by) == ("2021-01", "Dana Whitfield")
    assert [one.how for one in harbor.agreements.order_by("pk")] == ["page", "staff"]
    with pytest.raises(NotSigned):
        actions.agree(provider=harbor, **{**old, "agreed_on": NOW.date() + DAY}, by=team, now=NOW)
    member = Viewer(kind="provider", name="Jules", party=harbor.public_id)
    for stranger in (member, Viewer(kind="provider", name="Odile", party="prv_other", role="admin")):
        with pytest.raises(Http404):
            actions.agree(provider=harbor, signed_by="Jules", title="x", by=stranger, now=NOW)


def test_another_domain_has_to_be_verified_again() -> None:
    harbor = make_provider(domain="harborvoice.example", domain_proved_at=NOW)
    actions.set_details(provider=harbor, details={"city": "Tampa, FL"}, by=make_team(), now=NOW)
    assert Provider.objects.get().domain_proved_at == NOW
    actions.set_details(provider=harbor, details={"domain": "harbor.example"}, by=SYSTEM, now=NOW)
    assert Provider.objects.get().domain_proved_at is None


def test_staff_see_who_lacks_what() -> None:
    harbor = make_provider()
    (found,) = queries.lacking(make_team())
    assert (found.provider, [step.need for step in found.missing]) == (
        harbor, ["domain", "primary", "back-up", "agreement"],
    )  # fmt: skip
    assert queries.lacking(Viewer(kind="provider", name="Dana", party=harbor.public_id)) == []


def test_who_signs_in_already_is_not_invited_again() -> None:
    sable = staged.listed("Sable Route Ltd.")
    make_provider_person(sable, "Idris Kemp", email="noc@sableroute.example")
    joining = actions.invite_to_join(provider=sable, by=make_team(), now=NOW)
    assert joining is not None
    actions.take_in(joining=finished(joining), by=SYSTEM, now=NOW)
    assert not Invitation.objects.exists()


def test_every_step_enters_the_log() -> None:
    actions.take_in(joining=finished(applied()), by=make_team(), now=NOW)
    verbs = list(Entry.objects.order_by("seq").values_list("verb", flat=True))
    wanted = ["joining.applied", "joining.domain_proved", "joining.contact_named", "joining.signed", "joining.taken_in"]
    assert [verb for verb in dict.fromkeys(verbs) if verb.startswith("joining.")] == wanted
    assert "provider.agreed" in verbs
