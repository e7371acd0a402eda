"""The sync beside a gateway, as `hopback dno sync` makes it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from hopback.carrier.gateway.loop import Loop
from tests.carrier.gateway import syncing

SETTINGS = """\
[portal]
url = "{url}"
key_file = "portal.key"
[screening]
allow_file = "allow.txt"
[kamailio]
database = "{database}"
"""


@dataclass
class Sync:
    """`url` and `key` of the portal; `database` as the settings name it. `said`: every sentence of all
    its loops."""

    place: Path
    url: str
    key: str
    database: str
    rpc: Path
    said: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        (self.place / "portal.key").write_text(self.key)
        (self.place / "portal.key").chmod(0o600)
        (self.place / "allow.txt").touch()
        self.write(rpc=False)

    def write(self, *, rpc: bool) -> None:
        told = SETTINGS.format(url=self.url, database=self.database) + (f'rpc = "{self.rpc}"\n' if rpc else "")
        (self.place / "gateway.toml").write_text(told)

    def fills(self) -> None:
        """The database, before there is a gateway."""
        with self.running() as loop:
            loop.once()
        self.write(rpc=True)

    @contextmanager
    def running(self, clock: Callable[[], datetime] | None = None) -> Iterator[Loop]:
        with syncing.sync(self.place, clock) as (loop, said):
            yield loop
        self.said += said
