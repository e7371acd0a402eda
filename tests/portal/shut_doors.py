"""A door that shuts before the portal looks at which thing is meant says the same of each of them: whoever asks it with
thing after thing can stop after the first."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection

WHO_ASKS = frozenset({"accounts_apikey", "accounts_user", "django_session", "mfa_authenticator"})
TABLE = re.compile(r'\b(?:FROM|JOIN|INTO|UPDATE)\s+"?(\w+)')
A_THING = re.compile(r"\bWHERE\b.*\b(?:public_id|party)\b", re.DOTALL)  # by which somebody is who is not the asker


class Looks:
    """Whether the database is asked about anything but who asks."""

    def __init__(self) -> None:
        self.further = False

    def shut(self, status: int) -> bool:
        """Whether nothing was looked at, and nobody let in."""
        return status >= 300 and not self.further

    def _note(self, execute: Any, sql: str, *rest: Any) -> Any:
        self.further = self.further or bool(set(TABLE.findall(sql)) - WHO_ASKS or A_THING.search(sql))
        return execute(sql, *rest)


@contextmanager
def looks() -> Iterator[Looks]:
    """At what is looked meanwhile."""
    seen = Looks()
    with connection.execute_wrapper(seen._note):
        yield seen
