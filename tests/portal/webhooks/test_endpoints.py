"""A provider's administrator adds, rotates, disables and removes; nobody else can (XC.1)."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.http import Http404

from hopback.portal.accounts.models import Role, Scope, User
from hopback.portal.accounts.viewer import Viewer, of_key, of_user
from hopback.portal.logbook.models import Entry, Payload
from hopback.portal.providers.models import Provider
from hopback.portal.webhooks import actions, queries, signing
from hopback.portal.webhooks.models import Endpoint
from hopback.portal.webhooks.refusals import EventUnknown, UrlRefused, WebhookDisabled
from tests.portal.factories import NOW, make_key, make_provider_person, make_source, make_source_person, make_staff
from tests.portal.tracebacks import staged

pytestmark = pytest.mark.django_db
URL = "http://127.0.0.1:9/hopback?token=kestrel"


def add(by: Viewer, url: str = URL, events: Any = ("hop.asked",)) -> tuple[Endpoint, str]:
    return actions.add_endpoint(url=url, events=events, by=by, now=NOW)


@pytest.fixture
def by(dana: User) -> Viewer:
    return of_user(dana)


def everything_kept() -> str:
    """All that a copy of the database holds."""
    with connection.cursor() as cursor:
        rows = []
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')
            rows += cursor.fetchall()
    return str(rows)


def test_a_secret_is_shown_once_and_lies_encrypted(by: Viewer) -> None:
    made, secret = add(by)
    assert secret.startswith("whsec_")
    assert secret.removeprefix("whsec_") not in everything_kept()
    assert signing.secrets_of(made, NOW) == [secret]
    assert add(by, "http://127.0.0.1:9/b")[1] != secret


def test_the_log_tells_the_host_and_neither_secret_nor_path(by: Viewer) -> None:
    made, _ = add(by)
    second = actions.rotate_secret(endpoint=made, by=by, now=NOW)
    told = " ".join(Payload.objects.values_list("body", flat=True))
    assert "127.0.0.1:9" in told
    assert "kestrel" not in told
    assert second not in told


def test_each_change_has_its_entry(by: Viewer) -> None:
    made, _ = add(by)
    actions.rotate_secret(endpoint=made, by=by, now=NOW)
    actions.send_test(endpoint=made, by=by, now=NOW)
    actions.disable_endpoint(endpoint=made, by=by, now=NOW)
    actions.disable_endpoint(endpoint=made, by=by, now=NOW)
    actions.enable_endpoint(endpoint=made, by=by, now=NOW)
    actions.enable_endpoint(endpoint=made, by=by, now=NOW)
    actions.remove_endpoint(endpoint=made, by=by, now=NOW)
    told = Entry.objects.filter(about=made.public_id).order_by("seq").values_list("verb", flat=True)
    assert [verb.removeprefix("webhook.") for verb in told] == [
        "added", "rotated", "tested", "disabled", "enabled", "removed",
    ]  # fmt: skip


def _nobody_else(harbor: Provider) -> list[Viewer]:
    jules = make_provider_person(harbor, "Jules Pruitt", role=Role.MEMBER)
    dana = User.objects.get(name="Dana Whitfield")
    odile = make_provider_person(staged.listed("Delta Fibre"), "Odile Marsh")
    source = make_source()
    return [
        of_user(jules),
        of_user(odile),
        of_user(make_staff()),
        of_user(make_source_person(source)),
        of_key(make_key(dana, Scope.HOPS)[0]),
        Viewer(kind="link", name="Whoever got the mail", party=harbor.public_id, hop="hop_x"),
    ]


def test_only_its_own_administrators_change_it(by: Viewer, harbor: Provider) -> None:
    made, _ = add(by)
    acts = [actions.rotate_secret, actions.disable_endpoint, actions.enable_endpoint]
    acts += [actions.remove_endpoint, actions.send_test]
    for other in _nobody_else(harbor):
        assert not queries.endpoints(other).filter(pk=made.pk).exists()
        for act in acts:
            with pytest.raises(Http404):
                act(endpoint=made, by=other, now=NOW)


def test_a_key_made_for_it_may(by: Viewer, dana: User) -> None:
    key = of_key(make_key(dana, Scope.WEBHOOKS)[0])
    made, _ = add(key)
    assert made.created_by == "prod-2"
    assert queries.endpoints(by).get() == made


def test_those_who_are_no_provider_have_none() -> None:
    for other in (of_user(make_staff()), of_user(make_source_person(make_source()))):
        with pytest.raises(Http404):
            add(other)


def test_staff_see_that_there_is_one(by: Viewer) -> None:
    made, _ = add(by)
    rosa = of_user(make_staff())
    assert queries.all_endpoints(rosa).get() == made
    assert not queries.all_endpoints(by).exists()
    assert (queries.host(made), queries.owner(made)) == ("127.0.0.1:9", "Harbor Voice LLC")


def test_one_address_has_one_webhook_until_it_is_removed(by: Viewer) -> None:
    made, _ = add(by)
    with pytest.raises(UrlRefused, match="already"):
        add(by)
    actions.remove_endpoint(endpoint=made, by=by, now=NOW)
    add(by)
    with pytest.raises(Http404):
        actions.rotate_secret(endpoint=made, by=by, now=NOW)


def test_a_provider_has_at_most_ten(by: Viewer) -> None:
    for number in range(queries.MOST):
        add(by, f"http://127.0.0.1:9/{number}")
    with pytest.raises(UrlRefused, match="at most 10"):
        add(by, "http://127.0.0.1:9/more")


@pytest.mark.parametrize("events", [(), ("hop.answered",), ("hop.asked", "webhook.test")])
def test_only_events_that_there_are(by: Viewer, events: tuple[str, ...]) -> None:
    with pytest.raises(EventUnknown):
        add(by, events=events)


def test_a_private_address_is_refused_when_it_is_added(by: Viewer, settings: Any) -> None:
    settings.WEBHOOK_LOOPBACK = False
    for url, said in (("https://10.0.0.1/", "private"), ("http://hooks.example/", "https is needed")):
        with pytest.raises(UrlRefused, match=said):
            add(by, url)


def test_a_disabled_one_cannot_be_tested(by: Viewer) -> None:
    made, _ = add(by)
    actions.disable_endpoint(endpoint=made, by=by, now=NOW)
    made.refresh_from_db()
    with pytest.raises(WebhookDisabled):
        actions.send_test(endpoint=made, by=by, now=NOW)


def test_a_second_rotation_ends_the_first_secret(by: Viewer) -> None:
    made, first = add(by)
    second = actions.rotate_secret(endpoint=made, by=by, now=NOW)
    third = actions.rotate_secret(endpoint=made, by=by, now=NOW)
    made.refresh_from_db()
    assert signing.secrets_of(made, NOW) == [third, second]
    assert signing.secrets_of(made, NOW + timedelta(days=1)) == [third]
    assert first not in signing.secrets_of(made, NOW)


WRONG = [
    {"disabled_at": NOW},
    {"disabled_why": "gone"},
    {"old_until": NOW},
    {"old_secret": "x"},
    {"secret": ""},
    {"removed_at": NOW},
]


@pytest.mark.parametrize("facts", WRONG, ids=lambda facts: next(iter(facts)))
def test_facts_that_belong_together_are_tied(by: Viewer, facts: dict[str, Any]) -> None:
    made, _ = add(by)
    with pytest.raises(IntegrityError), transaction.atomic():
        Endpoint.objects.filter(pk=made.pk).update(**facts)


@pytest.mark.parametrize("ends", [(), ("accepted_at", "dropped_at"), ("given_up_at", "accepted_at")])
def test_a_delivery_waits_or_has_one_end(by: Viewer, ends: tuple[str, ...]) -> None:
    made, _ = add(by)
    sent = actions.send_test(endpoint=made, by=by, now=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        type(sent).objects.filter(pk=sent.pk).update(next_try_at=None, **dict.fromkeys(ends, NOW))
