"""Every stored field says how confidential it is and whose; every sought one holds a canary (XC.1)."""

import pytest
from django.apps import apps
from django.db import models
from django.test.utils import isolate_apps

from . import fields
from .world import World

PREFIX = "hopback.portal."


def untold(all_models: list[type[models.Model]]) -> list[str]:
    """Fields without a place in the table, and places without a field."""
    there = {f"{model._meta.label}.{field.name}" for model in all_models for field in model._meta.concrete_fields}
    told = {f"{model}.{name}" for model, names in fields.TABLE.items() for name in names}
    return sorted(there ^ told)


def ours() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if model._meta.app_config.name.startswith(PREFIX)]


def test_every_field_of_every_model_is_in_the_table() -> None:
    assert untold(ours()) == []


@isolate_apps("hopback.portal.tracebacks")
def test_a_new_field_has_to_find_its_place() -> None:
    class Rumour(models.Model):
        text = models.TextField()

        class Meta:
            app_label = "tracebacks"

    assert untold([*ours(), Rumour]) == ["tracebacks.Rumour.id", "tracebacks.Rumour.text"]


@pytest.mark.django_db
def test_every_sought_field_holds_a_canary(world: World) -> None:
    """The database is read, not the story: what never arrived there would be found by nobody."""
    silent = [path for path in sorted(fields.SOUGHT) if not fields.of(path).secret and not _sings(world, path)]
    assert silent == []


def _sings(world: World, path: str) -> bool:
    label, _, name = path.rpartition(".")
    words = [bird.text for bird in world.birds.birds.values() if bird.path.partition(":")[0] == path]
    kept = " ".join(_text(value) for value in apps.get_model(label).objects.values_list(name, flat=True)).lower()
    digits = "".join(sign for sign in kept if sign.isdigit())
    return any(word in kept or (word.isdigit() and word in digits) for word in words)


def _text(value: object) -> str:
    return bytes(value).decode("latin-1") if isinstance(value, bytes | memoryview) else str(value)
