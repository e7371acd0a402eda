"""Whatever is kept of a provider says what becomes of it when its entry is merged into another (A1.1)."""

from collections.abc import Iterator

import pytest
from django.apps import apps

from hopback.portal.accounts.viewer import of_user
from hopback.portal.customers.models import Mitigation
from hopback.portal.customers.queries import mitigations
from hopback.portal.providers import actions
from hopback.portal.providers.following import followers
from hopback.portal.providers.models import Provider
from hopback.portal.tracebacks.models import Hop
from tests.portal.factories import NOW, make_provider, make_provider_person, make_staff
from tests.portal.tracebacks import staged

WAS_SAID_THEN = "it tells what was said or done by the entry as it was then"
MEMBERS_ANEW = "membership is judged of the group; staff take in the survivor where that is right (A2.4)"
OF_THE_MERGE = "the merge itself"

STAYS = {
    "notices.Notice.party": "a mail went to whom it went",
    "do_not_originate.Conflict.party": WAS_SAID_THEN,
    "do_not_originate.Copy.party": WAS_SAID_THEN,
    "do_not_originate.Implementation.party": MEMBERS_ANEW,
    "do_not_originate.Recipient.served_by": MEMBERS_ANEW,
    "do_not_originate.Statistic.party": MEMBERS_ANEW,
    "do_not_originate.Vetting.member": WAS_SAID_THEN,
    "enforcement.Referral.provider": WAS_SAID_THEN,
    "lawful_requests.ProviderTold.provider": WAS_SAID_THEN,
    "privacy.CustomerRequest.provider": WAS_SAID_THEN,
    "providers.Agreement.provider": "staff record one for the survivor where that is right (A1.2)",
    "providers.ContactListRequest.party": WAS_SAID_THEN,
    "providers.FactSource.provider": "where each blank that was filled came from is said anew of the survivor",
    "providers.Merge.gone": OF_THE_MERGE,
    "providers.Merge.kept": OF_THE_MERGE,
    "providers.NotTheSame.one": OF_THE_MERGE,
    "providers.NotTheSame.other": OF_THE_MERGE,
    "sourcing.Referrer.member": MEMBERS_ANEW,
    "tracebacks.Answer.upstream": WAS_SAID_THEN,
    "tracebacks.Authorization.party": "of sources, which are not merged",
    "membership.Application.provider": MEMBERS_ANEW,
    "membership.Attendance.provider": MEMBERS_ANEW,
    "membership.Ballot.seat": MEMBERS_ANEW,
    "membership.Breach.provider": MEMBERS_ANEW,
    "membership.Ending.provider": MEMBERS_ANEW,
    "membership.Membership.provider": MEMBERS_ANEW,
    "membership.Statement.provider": MEMBERS_ANEW,
    "membership.Support.provider": MEMBERS_ANEW,
    "membership.Vote.provider": MEMBERS_ANEW,
}


def columns() -> Iterator[str]:
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if field.related_model is Provider or field.name == "party":
                yield f"{model._meta.label}.{field.name}"


def test_each_column_that_names_a_provider_follows_or_says_why_it_stays() -> None:
    follow = {rule.label for rule in followers()}
    assert set(columns()) - follow - set(STAYS) == set(), "register it with `following`, or say here why it stays"
    assert (set(STAYS) & follow) | (set(STAYS) - set(columns())) == set()


@pytest.mark.django_db
def test_what_was_asked_about_its_traffic_is_still_answered_by_its_people() -> None:
    """XA.5: the request goes to the survivor with the people who were asked, and comes back with them."""
    gone, kept, rosa = make_provider("Harbor Voice"), make_provider("Harbor Voice LLC"), make_staff()
    dana = make_provider_person(gone)
    traceback = staged.traced([gone], rosa, opened_at=NOW, campaign="Utility-Disconnect-P1")
    asked = Mitigation.objects.create(
        hop=Hop.objects.get(traceback=traceback), provider=gone, named_as="origin", asked_at=NOW
    )
    told = {"by": of_user(rosa), "now": NOW}
    merge = actions.merge_providers(gone=gone, kept=kept, because="One filer ID.", join=True, **told)
    dana.refresh_from_db()
    assert list(mitigations.visible_to(of_user(dana))) == [asked]
    actions.undo_merge(merge=merge, because="Two filers.", **told)
    dana.refresh_from_db()
    assert (dana.party, list(mitigations.visible_to(of_user(dana)))) == (gone.public_id, [asked])
