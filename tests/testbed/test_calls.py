"""Real proxies, real callers, a portal, a responder for each provider: every call is traced to who made it."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
CALLS, TWINS = 12, 2
pytestmark = pytest.mark.testbed


@pytest.fixture(scope="module")
def found() -> dict[str, Any]:
    """What the small bed says of its calls: five providers, paths of three and four hops."""
    words = ["--small", "--calls", str(CALLS), "--twins", str(TWINS), "--rate", "3", "--json"]
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("DJANGO_", "DATABASE_"))}
    ran = subprocess.run(
        [sys.executable, "-m", "tests.testbed", *words], cwd=ROOT, env=kept, capture_output=True, text=True, timeout=400
    )
    assert ran.returncode in (0, 1), ran.stderr or ran.stdout
    said: dict[str, Any] = json.loads(ran.stdout)
    return said


def test_every_call_is_traced_to_the_customer_who_made_it(found: dict[str, Any]) -> None:
    assert (found["calls"], found["true"]) == (CALLS, CALLS), found["told"]


def test_nobody_is_named_who_did_not_make_the_call(found: dict[str, Any]) -> None:
    """Not even where two customers called the same number from the same number in the same second."""
    assert (found["false"], found["twins"]["false"]) == (0, 0), found["told"]
    assert found["twins"]["calls"] == TWINS


def test_paths_are_of_different_lengths(found: dict[str, Any]) -> None:
    assert set(found["by_hops"]) == {"3", "4"}
