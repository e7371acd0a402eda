"""`hopback` run as somebody at a terminal runs it: a process of its own, none of our settings."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
OURS = ("HOPBACK_", "DATABASE_URL", "DJANGO_", "PYTEST_")
KEY = "fifty random characters, or what looks like them, 1234567890"


def environment(**more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
    return {**kept, "NO_COLOR": "1", "COLUMNS": "200", **more}


def hopback(*words: str, cwd: Path = ROOT, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "hopback.cli", *words],
        cwd=cwd,
        env=environment(**variables),
        capture_output=True,
        text=True,
        timeout=540,
    )


def start(*words: str, out: Path, **variables: str) -> subprocess.Popen[bytes]:
    with out.open("wb") as file:
        return subprocess.Popen(
            [sys.executable, "-m", "hopback.cli", *words],
            cwd=out.parent,
            env=environment(**variables),
            stdout=file,
            stderr=subprocess.STDOUT,
        )
