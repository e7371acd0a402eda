"""What the test bed needs from the system, and how to say that it is not there."""

import shutil
from pathlib import Path

PROGRAMS = {
    "kamailio": "kamailio",
    "kamcmd": "kamailio",
    "sipp": "sip-tester",
    "faketime": "faketime",
}
MODULES = {
    "db_sqlite": "kamailio-sqlite-modules",
    "db_postgres": "kamailio-postgres-modules",
    "acc_json": "kamailio-extra-modules",
    "secsipid": "kamailio-secsipid-modules",
}


class MissingError(Exception):
    """Packages that are not installed here; the message names them."""


def check() -> None:
    """Raise `MissingError` with one sentence that names every package to install."""
    missing = {package for program, package in PROGRAMS.items() if not shutil.which(program)}
    here = modules()
    missing |= {package for name, package in MODULES.items() if here and not (here / f"{name}.so").exists()}
    if not here:
        missing |= {"kamailio", *MODULES.values()}
    if not postgresql():
        missing.add("postgresql")
    if missing:
        raise MissingError(
            f"The test bed needs these system packages: {', '.join(sorted(missing))}. Install them: make setup-system"
        )


def modules() -> Path | None:
    """Kamailio's folder of modules."""
    found = [*Path("/usr/lib").glob("*/kamailio/modules"), *Path("/usr/lib64").glob("kamailio/modules")]
    return found[0] if found else None


def postgresql() -> Path | None:
    """The programs of the newest PostgreSQL."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    return found[-1].parent if found else None
