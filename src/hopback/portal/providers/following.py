"""What goes over to the survivor when two entries of the directory are merged (A1.1). Rooms above register their own.

# tracebacks/apps.py, in ready()
from hopback.portal.providers import following
following.register(Follows(Hop, "provider", With.PEOPLE, seen=asked))

What nobody registers stays with the earlier entry, where nobody sees more of it than before.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.db.models import ForeignKey, Model, Q

from .models import Provider

type Chosen = Callable[[Provider, Provider], Q]


class With(StrEnum):
    RECORD = "record"  # always: only the team sees it
    PEOPLE = "people"  # with people, keys and webhooks: their eyes go with it


def _all(gone: Provider, kept: Provider) -> Q:
    return Q()


@dataclass(frozen=True, slots=True)
class Follows:
    """Rows of one model. `column` names the provider, by key or by public id; `only` leaves out what cannot go.

    `reads`: each row is somebody who reads what is a provider's. `seen`: which rows such a reader sees."""

    model: type[Model]
    column: str
    when: With
    only: Chosen = _all
    reads: bool = False
    seen: Q | None = None

    @property
    def label(self) -> str:
        return f"{self.model._meta.label}.{self.column}"

    def key(self, provider: Provider) -> Any:
        field = self.model._meta.get_field(self.column)
        return provider.pk if isinstance(field, ForeignKey) else provider.public_id

    def of(self, provider: Provider) -> Any:
        """A queryset of the rows that are this provider's."""
        return self.model._default_manager.filter(**{self.column: self.key(provider)})


_followers: dict[str, Follows] = {}


def register(*followers: Follows) -> None:
    """A room says it in `AppConfig.ready`; twice is once."""
    _followers.update((one.label, one) for one in followers)


def followers() -> list[Follows]:
    return list(_followers.values())
