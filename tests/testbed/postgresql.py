"""A throw-away PostgreSQL cluster for the provider that accounts there."""

import os
import shutil
from pathlib import Path

from tests.testbed import needs
from tests.testbed.processes import Processes, run, wait_until

OPTIONS = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "shared_buffers=16MB", "max_connections=20")


class Cluster:
    """Started in `place`, which its user must be able to reach; root hands it to the user `postgres`."""

    def __init__(self, place: Path, port: int) -> None:
        self.place, self.port = place, port
        programs = needs.postgresql()
        assert programs, "needs.check() comes first"
        self.programs = programs
        self.as_user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []

    def start(self, processes: Processes) -> None:
        self.place.mkdir(mode=0o700)
        if self.as_user:
            shutil.chown(self.place, "postgres", "postgres")
        data = str(self.place / "data")
        run(
            [*self.as_user, str(self.programs / "initdb"), "-D", data, "-U", "postgres", "-A", "trust", "--no-sync"],
            cwd=Path("/"),
        )
        options = [f"-c{option}" for option in (*OPTIONS, f"unix_socket_directories={self.place}")]
        server = [str(self.programs / "postgres"), "-D", data, "-p", str(self.port), *options]
        log = self.place.parent / "postgresql.log"
        processes.start("postgresql", [*self.as_user, *server, "-clisten_addresses=127.0.0.1"], log=log, cwd=Path("/"))
        wait_until(self._ready, what="PostgreSQL answers", seconds=30, log=log)

    def _ready(self) -> bool:
        import subprocess

        asked = [str(self.programs / "pg_isready"), "-q", "-h", "127.0.0.1", "-p", str(self.port)]
        return subprocess.run(asked).returncode == 0

    def sql(self, said: str, database: str = "postgres") -> str:
        """Run statements (or psql's own commands) and return what they say."""
        words = ["-q", "-X", "-v", "ON_ERROR_STOP=1", "-h", "127.0.0.1", "-p", str(self.port), "-U", "postgres"]
        return run([str(self.programs / "psql"), *words, "-d", database], told=said)

    def url(self, database: str) -> str:
        return f"postgres://postgres:unused@127.0.0.1:{self.port}/{database}"
