"""An import can be killed at any step: what was committed is there, the next one goes on, and in the end every call is
in the archive once, every bad row is told once, and no file lies about that nobody needs."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from hopback.carrier.cdr.archive.archive import Archive, NoArchiveError
from tests.carrier.cdr.importing import files

ROOT = Path(__file__).parents[4]
STRIDE = int(os.environ.get("HOPBACK_SOAK_STRIDE", "29"))  # 1: at every step


def lines() -> list[str]:
    """Two days, a bad row among each ten, the last line without its end."""
    rows = [files.call(n, day=9 + n % 2) if n % 10 else f"row {n}\n" for n in range(1, 101)]
    return [*rows[:-1], rows[-1].rstrip("\n"), "\n" + files.call(7).rstrip("\n")]


@pytest.mark.parametrize("way", ["quick", "rows"])
def test_wherever_an_import_is_killed_the_next_one_completes_it(tmp_path: Path, way: str) -> None:
    file = tmp_path / "calls.csv"
    file.write_text(files.HEADING + "".join(lines()))
    files.brought(tmp_path / "whole", file)
    wanted, bad = files.filed(tmp_path / "whole"), files.rejected(tmp_path / "whole")
    assert (len(wanted), len(bad)) == (91, 10)
    command = [sys.executable, "-m", "tests.carrier.cdr.importing.killed", str(file), str(tmp_path / "dead"), way]
    steps = subprocess.run([*command, str(STRIDE)], cwd=ROOT, check=True, capture_output=True, text=True).stdout.split()
    assert len(steps) > 20 // STRIDE
    for step in steps:
        archive = tmp_path / "dead" / step
        assert readable(archive) <= 91
        files.brought(archive, file)
        assert files.filed(archive) == wanted, f"killed at step {step}"
        assert files.rejected(archive) == bad, f"killed at step {step}"
        assert strays(archive) == [], f"killed at step {step}"


def readable(archive: Path) -> int:
    """A reader that comes before the next import sees whole commits only."""
    try:
        with Archive(archive) as store:
            return sum(each.records for each in store.holdings())
    except NoArchiveError:
        return 0


def strays(archive: Path) -> list[str]:
    with Archive(archive) as store:
        wanted = {archive / part.name for part in store.parts()}
    wanted |= {path.with_suffix(".fence") for path in wanted}
    return sorted(path.name for path in archive.glob("day=*/*") if path not in wanted)
