"""Django's own `migrate`, which begins with today's tables where there are none."""

from typing import Any

from django.core.management.commands import migrate
from django.db import connections

from hopback.portal.ground import from_nothing

_PARTLY = ("app_label", "migration_name", "fake", "fake_initial", "plan", "check_unapplied", "prune")


class Command(migrate.Command):
    def handle(self, *args: Any, **options: Any) -> str | None:
        if not any(options[name] for name in _PARTLY):
            from_nothing.build(connections[options["database"]])
        return super().handle(*args, **options)
