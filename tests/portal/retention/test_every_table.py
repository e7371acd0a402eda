"""Every table says whether it holds incident data, and so whether it is guarded (A6.1)."""

import pytest
from django.apps import apps
from django.db import connection, models
from django.test.utils import isolate_apps

from hopback.portal.retention import guards
from hopback.portal.retention.actions.erasing import BY
from hopback.portal.retention.what import COVERED, LEFT, LEFT_APPS

PREFIX = "hopback.portal."


def untold(all_models: list[type[models.Model]]) -> list[str]:
    told = {*COVERED, *LEFT}
    return sorted(
        model._meta.label for model in all_models
        if model._meta.label not in told and model._meta.app_label not in LEFT_APPS
    )  # fmt: skip


def ours() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if model._meta.app_config.name.startswith(PREFIX)]


def test_every_table_is_guarded_or_says_why_not() -> None:
    assert untold(ours()) == [], (
        "say in hopback.portal.retention.what whether these hold incident data of a traceback: in COVERED with what is "
        "blanked once it may go, or in LEFT with the reason"
    )


def test_the_list_names_only_what_there_is() -> None:
    labels = {model._meta.label for model in ours()}
    assert {*COVERED, *LEFT} - labels == set()
    assert set(BY) == {*COVERED} - {"logbook.Payload"}
    assert all(reason.strip() for reason in (*LEFT.values(), *LEFT_APPS.values()))


@isolate_apps("hopback.portal.tracebacks")
def test_a_new_table_has_to_say_it() -> None:
    class Rumour(models.Model):
        text = models.TextField()

        class Meta:
            app_label = "tracebacks"

    assert "tracebacks.Rumour" in untold([*ours(), Rumour])


@pytest.mark.django_db
def test_every_guard_stands_after_migrating() -> None:
    with connection.cursor() as cursor:
        cursor.execute(guards.THERE[connection.vendor])
        there = {name for (name,) in cursor.fetchall()}
    assert {name for name, _ in guards.triggers(connection)} - there == set()


@pytest.mark.django_db
def test_guards_are_lifted_for_a_migration_and_put_back() -> None:
    guards.lift(connection)
    guards.install(connection)
    test_every_guard_stands_after_migrating()
