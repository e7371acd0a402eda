"""A sync as the program makes it, beside a switch that is an SQLite file, with a clock that can be moved."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from hopback.carrier.gateway import office
from hopback.carrier.gateway.copy import Folder
from hopback.carrier.gateway.loop import Loop
from hopback.carrier.gateway.settings import read
from hopback.carrier.service.stopping import Stop
from tests.carrier.gateway.world import API_KEY, Registry, entry

TREASURY, REVENUE = entry("+18008291040"), entry("+18008294933", listing="dno_Revenue222222", priority=3)
BLOCK = entry("+1202555", block=True, listing="dno_Bank22222222", priority=2)


def written(place: Path, portal: Registry, more: str = "") -> Path:
    (place / "portal.key").write_text(API_KEY)
    (place / "portal.key").chmod(0o600)
    (place / "gateway.toml").write_text(
        f'[portal]\nurl = "{portal.url}"\nkey_file = "portal.key"\n[kamailio]\ndatabase = "dno.sqlite"\n{more}'
    )
    return place


class Clock:
    def __init__(self) -> None:
        self.off = timedelta()

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.off


@contextmanager
def sync(place: Path, clock: Callable[[], datetime] | None = None) -> Iterator[tuple[Loop, list[str]]]:
    """A sync as the program makes it, and what it says."""
    settings, said = read(place / "gateway.toml"), list[str]()
    folder, clock = Folder(settings.list.folder), clock or Clock()
    with office.portal_of(settings) as portal:
        taker = office.taker(settings, portal, folder, clock)
        given = (taker, folder, office.sinks(settings), office.choice(settings), Stop(), clock, said.append)
        yield Loop(settings, portal, *given), said


def table(place: Path) -> dict[str, str]:
    with closing(sqlite3.connect(place / "dno.sqlite")) as db:
        return dict(db.execute("SELECT key_name, key_value FROM dno_htable UNION SELECT * FROM dno_mtree").fetchall())


def text_of(place: Path) -> list[str]:
    held = Folder(place / "dno").checked()
    assert held
    return [row.entry.number for row in Folder(place / "dno").rows(held)]
