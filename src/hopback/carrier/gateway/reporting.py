"""Who implements a listing says so, with the date (XB.7): once for each listing, after the switch has its numbers."""

import json
import uuid
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any, Final

from hopback.carrier.client import KeyRefusedError, Portal, RefusedError, Sending
from hopback.wire.do_not_originate.listings import ImplementationIn
from hopback.wire.do_not_originate.manifest import PATH

from .copy.folder import write

AT_ONCE: Final = 100  # reports in one round, so that news of the list need not wait for them


class Reports:
    """Kept in a file: what is to be reported, and what was. A report goes out under the same key until it is taken."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._said: dict[str, dict[str, Any]] = _read(file)

    def due(self, listings: Iterable[str], on: date) -> None:
        """These listings are in the switch since this day, unless they were before."""
        new = {listing for listing in listings if listing not in self._said}
        for listing in sorted(new):
            self._said[listing] = {"on": on.isoformat(), "key": str(uuid.uuid4()), "taken": ""}
        if new:
            self._write()

    def send(self, portal: Portal) -> int:
        """How many the portal took now. Raises PortalError; a refusal of one is kept and not repeated."""
        done = 0
        for listing, said in [item for item in self._said.items() if not item[1]["taken"]][:AT_ONCE]:
            body = ImplementationIn(implemented_on=date.fromisoformat(said["on"])).model_dump_json()
            try:
                portal.post(Sending(said["key"], f"{PATH}/{listing}/implementations", body))
                said["taken"] = "taken"
                done += 1
            except KeyRefusedError:
                return done
            except RefusedError as refused:
                said["taken"] = f"refused: {refused}"
            self._write()
        return done

    def counts(self) -> dict[str, int]:
        waiting = sum(not said["taken"] for said in self._said.values())
        refused = sum(said["taken"].startswith("refused") for said in self._said.values())
        return {"reported": len(self._said) - waiting - refused, "waiting": waiting, "refused": refused}

    def _write(self) -> None:
        write(self._file, json.dumps(self._said))


def _read(file: Path) -> dict[str, dict[str, Any]]:
    try:
        return dict(json.loads(file.read_text(encoding="utf-8")))
    except (OSError, ValueError):
        return {}
