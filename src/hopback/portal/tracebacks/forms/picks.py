"""The providers offered as choices on the answer page."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from hopback.portal.providers.models import Provider

from .answer import AnswerForm


@dataclass(frozen=True, slots=True)
class Pick:
    id: str
    name: str
    country: str = ""
    last_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Picks:
    """`often` stands first, `found` under the search; `chosen` is what the form holds, "" at first."""

    often: list[Pick]
    found: list[Pick]
    chosen: str

    @property
    def example(self) -> str:
        """A public id for the API's example."""
        return self.often[0].id if self.often else "prv_…"


def picks(form: AnswerForm, often: Iterable[tuple[Provider, datetime]]) -> Picks:
    """A provider chosen before that is in neither list joins the found ones, so that it stays chosen."""
    chosen = str(form["upstream"].value() or "").replace("\0", "")
    first = [Pick(each.public_id, each.name, last_at=last_at) for each, last_at in often]
    known = {pick.id for pick in first}
    found = [each for each in form.found if each.public_id not in known]
    if chosen.startswith("prv_") and chosen not in known | {each.public_id for each in found}:
        found += form.among.filter(public_id=chosen)
    return Picks(first, [Pick(each.public_id, each.name, each.country) for each in found], chosen)
