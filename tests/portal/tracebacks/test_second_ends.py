"""Harbor Voice signed the call: it is asked at once, beside the chain and never instead of it (A1.8, A3.4, A3.11)."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from hopback.policy.article_3_traceback.initiation_and_tracking import HopState
from hopback.portal.accounts.models import User
from hopback.portal.accounts.viewer import SYSTEM, of_user
from hopback.portal.notices.models import Notice
from hopback.portal.providers import actions as providers
from hopback.portal.providers.models import Provider
from hopback.portal.tracebacks import actions, verifier
from hopback.portal.tracebacks.models import Hop, Traceback
from hopback.portal.tracebacks.queries import whole
from hopback.portal.tracebacks.queries.hop_as_seen import as_seen
from hopback.wire.answers import AnswerIn
from tests.evidence.shaken.evidence import NOW, Pki
from tests.portal.factories import make_provider_person, sign_in
from tests.portal.tracebacks import staged
from tests.portal.tracebacks.test_signatures import _now, authority, given, path, rosa  # noqa: F401 - fixtures

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("given")]
HOUR = timedelta(hours=1)
CUSTOMER = {"name": "Lark Dialing LLC"}


def signed_by_harbor(rosa: User, authority: Pki, hops: int = 2) -> tuple[Traceback, Hop]:  # noqa: F811
    traceback = path(rosa, hops=hops, identity_header=authority.signed())
    verifier.look_once()
    return traceback, Hop.every.get(traceback=traceback, second_end=True)


def says(hop: Hop, **said: Any) -> None:
    hop = Hop.every.get(pk=hop.pk)
    actions.answer(hop=hop, said=AnswerIn(**said), channel="page", by=staged.desk(hop), now=NOW)


def test_it_is_asked_at_once_and_the_chain_goes_on(rosa: User, authority: Pki) -> None:  # noqa: F811
    traceback, second = signed_by_harbor(rosa, authority)
    waiting = staged.waiting(traceback)
    assert (second.provider.name, second.state, waiting.position) == ("Harbor Voice LLC", "asked", 2)
    mail = Notice.objects.get(hop=second.public_id)
    assert "You signed it" in mail.text
    assert "You sent it to" not in mail.text
    seen = as_seen(second)
    assert (seen.sent_to, seen.signed_by_you, seen.end) == ("", True, "")
    client = sign_in(Client(), make_provider_person(second.provider))
    assert traceback.number in client.get(reverse("tracebacks:inbox")).text
    shown = sign_in(Client(), rosa).get(reverse("tracebacks:detail", args=[traceback.public_id])).text
    assert "second end, Harbor Voice LLC" in shown
    assert len(whole.read(traceback).rows) == 2, "the path is the chain's"
    verifier.look_once()
    assert Hop.every.filter(second_end=True).count() == 1


def test_its_answer_moves_nothing_and_two_origins_are_a_contradiction(rosa: User, authority: Pki) -> None:  # noqa: F811
    traceback, second = signed_by_harbor(rosa, authority)
    says(second, kind="originated", customer=CUSTOMER)
    assert Traceback.objects.get().closed_at is None
    assert staged.waiting(traceback).position == 2
    says(staged.waiting(traceback), kind="originated", customer={"name": "Other Ltd."})
    assert Traceback.objects.get().closed_as == "origin_found"
    kinds = {one.kind.value for one in whole.read(Traceback.objects.get()).contradictions}
    assert {"two_origins", "signer_not_on_path"} <= kinds
    assert "path_changed" not in kinds, "nobody corrected anything"


def test_once_the_chain_names_it_its_answer_stands_there(rosa: User, authority: Pki) -> None:  # noqa: F811
    """Meridian names Harbor Voice, which has said already that it was its customer: the path is complete at once."""
    traceback, second = signed_by_harbor(rosa, authority, hops=3)
    says(second, kind="originated", customer=CUSTOMER)
    says(staged.waiting(traceback), kind="upstream", upstream=second.provider.public_id)
    read = whole.read(Traceback.objects.get())
    assert [row.position for row in read.rows] == [1, 2, 3, 4]
    assert (read.rows[-1].pk, read.second_ends) == (second.pk, [])
    assert (read.traceback.closed_as, read.contradictions) == ("origin_found", [])
    assert Notice.objects.filter(party=second.provider.public_id, kind="request").count() == 1, "asked once"


def test_one_that_has_not_answered_yet_goes_on_from_its_place(rosa: User, authority: Pki) -> None:  # noqa: F811
    traceback, second = signed_by_harbor(rosa, authority, hops=3)
    says(staged.waiting(traceback), kind="upstream", upstream=second.provider.public_id)
    waiting = staged.waiting(traceback)
    assert (waiting.pk, waiting.position, waiting.second_end) == (second.pk, 4, False)
    says(waiting, kind="originated", customer=CUSTOMER)
    assert Traceback.objects.get().closed_as == "origin_found"


def test_silence_and_corrections_of_it_close_and_supersede_nothing(rosa: User, authority: Pki) -> None:  # noqa: F811
    _, second = signed_by_harbor(rosa, authority, hops=3)
    actions.start_clock(hop=second, how="fetched", by=staged.desk(second), now=NOW)
    for deadline in second.deadlines.all():  # of the chain's none
        actions.fire(deadline=deadline, by=SYSTEM, now=NOW + 60 * HOUR)
    second = Hop.every.get(pk=second.pk)
    assert second.state == HopState.NO_RESPONSE
    assert Traceback.objects.get().closed_at is None
    says(second, kind="not_found", searched="90 days")
    correction = AnswerIn(kind="originated", customer=CUSTOMER)
    actions.correct(hop=second, said=correction, channel="page", by=staged.desk(second), now=NOW + 61 * HOUR)
    assert [row.position for row in whole.read(Traceback.objects.get()).rows] == [1, 2, 3]


def test_withdrawn_with_the_traceback_and_never_asked_of_a_closed_one(rosa: User, authority: Pki) -> None:  # noqa: F811
    traceback, second = signed_by_harbor(rosa, authority)
    actions.withdraw(traceback=traceback, reason="A wrong number.", by=of_user(rosa), now=NOW)
    second.refresh_from_db()
    assert second.state == HopState.WITHDRAWN


@pytest.mark.parametrize("why", ["asked already", "off", "non-cooperative", "unlisted", "another call"])
def test_nobody_is_asked_beside_the_chain_where(why: str, rosa: User, authority: Pki, settings: Any) -> None:  # noqa: F811
    other = {"called": "+16145550123"} if why == "another call" else {}
    path(rosa, hops=4 if why == "asked already" else 2, identity_header=authority.signed(), **other)
    harbor = Provider.objects.get(name="Harbor Voice LLC")
    if why == "off":
        settings.SECOND_ENDS = False
    elif why == "non-cooperative":
        providers.write_non_cooperative(provider=harbor, reasons="Never answers.", by=of_user(rosa), now=NOW)
    elif why == "unlisted":
        harbor.ocns = []
        harbor.save()
    verifier.look_once()
    assert not Hop.every.filter(second_end=True).exists()


def test_the_database_holds_it_to_that(rosa: User, authority: Pki) -> None:  # noqa: F811
    _, second = signed_by_harbor(rosa, authority)
    with pytest.raises(IntegrityError), transaction.atomic():
        Hop.every.filter(pk=second.pk).update(position=2)
    with pytest.raises(IntegrityError), transaction.atomic():
        Hop.every.filter(pk=second.pk).update(second_end=False, position=3)  # two of the chain would wait
