"""One page about a gateway's list: which version it holds, how old that is, who was fed, what was reported (XB.7)."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from hopback.carrier.service import page
from hopback.carrier.service.page import Cell, moment, table

from . import office, state
from .copy import Folder, Held
from .copy.folder import BrokenCopy
from .reporting import Reports
from .settings import Settings


@dataclass(frozen=True, slots=True)
class Status:
    """`old`: the copy was last known to be right longer ago than the settings allow. A sync that does not run is no
    trouble by itself: `--once` leaves when it is done."""

    portal: str
    answer: str
    held: Held | None
    state: state.State | None
    age: timedelta | None
    old: bool
    reports: dict[str, int]
    problem: str = ""

    @property
    def well(self) -> bool:
        fed = self.state.fed if self.state else ()
        return self.held is not None and not self.old and not any(each.trouble for each in fed)

    def as_json(self) -> dict[str, Any]:
        at = self.state.reached_at if self.state else None
        return {
            "portal": self.portal,
            "running": bool(self.state and self.state.running),
            "well": self.well,
            "version": self.held.version if self.held else None,
            "listed": self.held.listed if self.held else None,
            "made_at": self.held.made_at.isoformat() if self.held else None,
            "taken_at": self.held.taken_at.isoformat() if self.held else None,
            "redress": self.held.redress if self.held else "",
            "reached_at": at.isoformat() if at else None,
            "age_s": round(self.age.total_seconds()) if self.age is not None else None,
            "old": self.old,
            "trouble": self.state.trouble if self.state else "",
            "answer": self.answer,
            "fed": [asdict(each) for each in self.state.fed] if self.state else [],
            "implementations": self.reports,
            "problem": self.problem,
        }


def look(settings: Settings, now: datetime) -> Status:
    held, problem = None, ""
    try:
        held = Folder(settings.list.folder).held()
    except BrokenCopy as broken:
        problem = str(broken)
    known = state.read(office.state_file(settings))
    age = known.age(now) if known else None
    return Status(
        portal=settings.portal.url, answer=settings.screening.answer, held=held, state=known, age=age,
        old=age is None or age > timedelta(minutes=settings.list.stale_min),
        reports=Reports(settings.list.folder / office.REPORTS).counts(), problem=problem,
    )  # fmt: skip


def title(status: Status) -> str:
    """What matters most, in one line."""
    if not status.held:
        return "Do Not Originate: there is no list here yet"
    if status.old:
        return f"Do Not Originate: OLD LIST, last known to be right {state.words(status.age)} ago"
    return "Do Not Originate: the list is current" if status.well else "Do Not Originate: a switch is not fed"


def rows(status: Status) -> list[tuple[str, Cell]]:
    """The page's first table, for the terminal too."""
    held, known = status.held, status.state
    trouble = known.trouble if known else ""
    found: list[tuple[str, Cell]] = [("Portal", status.portal)]
    found.append(("Sync", ("runs", "good") if known and known.running else "does not run now"))
    found.append(
        ("The portal", (trouble, "bad") if trouble else "answers" if known and known.reached_at else "never asked")
    )
    found.append(("Last known to be right", moment(known.reached_at) if known and known.reached_at else "never"))
    found.append(
        ("That is", (f"{state.words(status.age)} ago", "bad" if status.old else "good") if status.age else "now")
    )
    if held:
        found += [("Version", str(held.version)), ("Numbers and blocks", f"{held.listed:,}")]
        found += [("Made at the portal", moment(held.made_at)), ("Taken", moment(held.taken_at))]
        found += [("Answer to a listed number", status.answer), ("Redress contact", held.redress or "none given")]
    told = status.reports
    found.append(
        ("Reported as implemented", f"{told['reported']} listings; {told['waiting']} wait, {told['refused']} refused")
    )
    if status.problem:
        found.append(("Problem", (status.problem, "bad")))
    return found


def fed(status: Status) -> list[tuple[Cell, ...]]:
    return [
        (each.name, str(each.version or "none"), each.at[:19].replace("T", " "), each.how, (each.trouble, "bad"))
        for each in (status.state.fed if status.state else ())
    ]


FED = ("Switch", "Version", "Since (UTC)", "How", "Trouble")


def _sections(status: Status) -> Iterable[str]:
    yield table("List", ["", ""], rows(status))
    yield table("Switches", FED, fed(status), "None is fed from here: the settings name no kamailio and no files.")


def html(status: Status, now: datetime) -> str:
    return page.document(title(status), _sections(status), now)


def dumps(status: Status) -> str:
    return json.dumps(status.as_json(), ensure_ascii=False)
