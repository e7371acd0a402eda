"""From the approval in the real portal to a refusal at a real Kamailio (XB.1, XB.6, XB.7)."""

import shutil
import tempfile
import threading
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.carrier.responder.portal import live
from tests.testbed import needs
from tests.testbed.dno.gateway import Gateway
from tests.testbed.dno.syncing import Sync

pytestmark = pytest.mark.testbed
PROVIDER = "Cardinal Wireless"


def test_a_number_that_is_approved_in_the_portal_is_refused_at_the_gateway_within_a_minute(tmp_path: Path) -> None:
    needs.check()
    place = Path(tempfile.mkdtemp(prefix="dno-"))
    place.chmod(0o711)
    gateway = Gateway(place, f"sqlite:///{place}/dno.sqlite")
    try:
        with live(tmp_path) as portal:
            key = portal.ask("gateway_key", provider=PROVIDER)
            portal.ask("listed", numbers="800-555-0140\n+1202555*")
            sync = Sync(place, portal.url, key, str(place / "dno.sqlite"), gateway.rpc)
            sync.fills()
            gateway.answers()
            gateway.start()
            told = [gateway.probe(f"<sip:{n}@a>")[:3] for n in ("8005550140", "2025550199", "8005550141")]
            assert told == ["603", "603", "200"]
            with sync.running() as loop:
                runs = threading.Thread(target=loop.run)
                runs.start()
                try:
                    approved_at = datetime.fromisoformat(portal.ask("listed", numbers="800-555-0141"))
                    while gateway.probe("<sip:8005550141@a>")[:3] != "603":
                        assert (datetime.now(UTC) - approved_at).total_seconds() < 60, sync.said
                        time.sleep(0.1)
                finally:
                    loop.stop.requested = True
                    portal.ask("listed", numbers="800-555-0142")  # ends the wait
                    runs.join(40)
            assert portal.ask("implemented") == [PROVIDER] * 3, "XB.7: each listing is reported, once"
    finally:
        gateway.processes.end_all()
        shutil.rmtree(place, ignore_errors=True)
