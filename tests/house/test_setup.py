"""A fresh clone finds its Python by running candidates, and says what is missing in words."""

import os
import subprocess
import sys
from pathlib import Path

from tests.house import tree

FIND = tree.ROOT / "scripts" / "find_python.sh"


def find(path: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the script with nothing but `path` and the shell's own folders to look in."""
    for name in ("python3.13", "python3.12", "python3", "python"):
        shim = path / name
        if not shim.exists():
            shim.write_text("#!/bin/sh\nexit 127\n", encoding="utf-8")
            shim.chmod(0o755)
    told = {"PATH": f"{path}:/usr/bin:/bin", "HOME": str(path), **environment}
    return subprocess.run(["bash", str(FIND)], env=told, capture_output=True, text=True)


def test_a_shim_that_does_not_start_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "python3").symlink_to(sys.executable)
    found = find(tmp_path)
    assert found.returncode == 0, found.stderr
    assert Path(found.stdout.strip()).exists()


def test_a_python_of_the_version_manager_is_found(tmp_path: Path) -> None:
    kept = tmp_path / ".pyenv" / "versions" / "3.13.0" / "bin"
    kept.mkdir(parents=True)
    (kept / "python").symlink_to(sys.executable)
    assert find(tmp_path).returncode == 0


def test_without_a_python_the_sentence_says_what_to_do(tmp_path: Path) -> None:
    found = find(tmp_path)
    assert found.returncode == 1
    assert "3.12 or newer" in found.stderr
    assert "HOPBACK_PYTHON" in found.stderr


def test_ci_runs_make_test_and_nothing_else() -> None:
    script = tree.ROOT / ".ci" / "run"
    commands = [line for line in script.read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]
    assert commands == ["set -euo pipefail", 'cd "$(dirname "$0")/.."', "make test"]
    assert os.access(script, os.X_OK)
