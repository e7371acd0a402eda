"""A door that shuts before the portal looks at which thing is meant says the same of each of them: whoever asks it with
thing after thing can stop after the first."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection

WHO_ASKS = frozenset({"accounts_apikey", "accounts_user", "django_session", "mfa_authenticator"})
TABLE = re.compile(r'\b(?:FROM|JOIN|INTO|UPDATE)\s+"?(\w+)')


class Looks:
    """What the database is asked about, other than who asks."""

    def __init__(self) -> None:
        self.tables = set[str]()

    def shut(self, status: int) -> bool:
        """Whether nothing was looked at, and nobody let in."""
        return status >= 300 and not self.tables

    def _note(self, execute: Any, sql: str, *rest: Any) -> Any:
        self.tables.update(set(TABLE.findall(sql)) - WHO_ASKS)
        return execute(sql, *rest)


@contextmanager
def looks() -> Iterator[Looks]:
    """At what is looked meanwhile."""
    seen = Looks()
    with connection.execute_wrapper(seen._note):
        yield seen
