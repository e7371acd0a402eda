"""How long a list of so many numbers takes, and how much memory: asked, listed, taken whole and as a difference.

    python scripts/million_numbers.py [1000000]

A new database of its own in a temporary folder, or the one that DATABASE_URL names."""

import json
import os
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

FIELDS = ("inbound_only", "spoofed_now", "authorized", "recognized", "substantial")
figures: dict[str, object] = {}


@contextmanager
def timed(name: str) -> Iterator[None]:
    began = time.perf_counter()
    yield
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    figures[name] = {"seconds": round(time.perf_counter() - began, 1), "peak_mb": most}


def main(many: int) -> None:
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    from hopback.policy.appendix_b_do_not_originate import Finding, Test
    from hopback.portal.accounts.viewer import Viewer
    from hopback.portal.do_not_originate import actions
    from hopback.portal.do_not_originate.queries import versions
    from hopback.portal.do_not_originate.reading import Read
    from hopback.portal.ground.signing_keys import make_where_missing

    call_command("migrate", verbosity=0)
    make_where_missing(settings.SIGNING_KEY_FILE)
    now, by = datetime.now(UTC), Viewer(kind="staff", name="Rosa Ortega", user_id=1)
    told = {"category": "government", "contact_name": "Ada Lind", "letter_signer": "Ada Lind", "letter_on": now.date()}

    def ask(name: str, first: int, count: int) -> object:
        numbers = (Read(f"+1{first + n}", False) for n in range(count))
        made = actions.request_listing(
            name=name, contact_email="ada@office.example", numbers=numbers, **told, by=by, now=now
        )
        findings = [Finding(Test(test), True, "Looked up.") for test in FIELDS]
        actions.answer_tests(listing=made, findings=findings, by=by, now=now)
        return made

    def take(since: int | None) -> int:
        version = versions.current()
        content, text = versions.content_with_text(version, since)
        versions.signed(content, now)
        return sum(len(piece) for piece in text)

    figures["before"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    with timed("asked"):
        large = ask("Federal Revenue Office", 8_002_000_000, many)
    with timed("listed"):
        actions.approve(listing=large, by=by, now=now)
    small = ask("State Benefits Agency", 8_772_000_000, 1_000)
    with timed("1,000 more listed"):
        actions.approve(listing=small, by=by, now=now)
    with timed("whole copy, hashed, signed and written"):
        figures["bytes"] = take(None)
    with timed("difference of 1,000"):
        take(1)
    with timed("1,000 removed"):
        actions.remove_listing(listing=small, why="other", because="A measure.", by=by, now=now)
    with timed("difference from nothing"):
        take(0)
    print(json.dumps({"numbers": many, **figures}, indent=1))


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        told = {
            "HOPBACK_VAR": folder,
            "HOPBACK_DEMONSTRATION": "1",
            "DJANGO_SETTINGS_MODULE": "hopback.portal.settings",
        }
        os.environ.update(told)
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
