"""Damages every dialect's samples for a while and reads them: `fuzz_readers.py --seconds 60 [--dialect NAME …]`.

Prints a line for each dialect. Ends with 1 when a reader raised anything but `UnreadableError`; what it read is kept.
"""

import argparse
import sys
import tempfile
import time
from pathlib import Path
from random import Random

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.carrier.cdr.dialects import corrupting  # noqa: E402
from tests.carrier.cdr.dialects.samples import SAMPLES, Sample  # noqa: E402


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--seconds", type=float, default=60, help="for each dialect")
    asked.add_argument("--dialect", action="append", help="only this one; may be repeated")
    asked.add_argument("--seed", type=int, default=time.time_ns(), help="as printed, to repeat a run")
    told = asked.parse_args()
    print(f"seed {told.seed}")
    names = told.dialect or list(dict.fromkeys(s.dialect for s in SAMPLES))
    failed = [name for name in names if not fuzz(name, told.seconds, told.seed)]
    return 1 if failed else 0


def fuzz(name: str, seconds: float, seed: int) -> bool:
    """True when nothing got through."""
    samples = [s for s in SAMPLES if s.dialect == name]
    dice, files = Random(f"{seed} {name}"), 0  # noqa: S311  no secret: to be repeated
    until = time.monotonic() + seconds
    with tempfile.TemporaryDirectory(prefix="hopback-fuzz-") as folder:
        while time.monotonic() < until:
            of = dice.choice(samples)
            content = damaged(of, dice)
            file = Path(folder) / of.path.name
            file.write_bytes(content)
            files += 1
            try:
                corrupting.survives(of, file)
            except Exception as error:  # noqa: BLE001  whatever it is, it is what is looked for
                kept = Path(tempfile.mkdtemp(prefix="hopback-fuzz-kept-")) / of.path.name
                kept.write_bytes(content)
                print(f"{name:24} {type(error).__name__}: {str(error)[:200]} reading {kept}")
                return False
    print(f"{name:24} {files:7} damaged files in {seconds:.0f} s, nothing got through")
    return True


def damaged(of: Sample, dice: Random) -> bytes:
    content = of.path.read_bytes()
    if dice.random() < 0.05:
        return dice.randbytes(dice.randrange(4000))
    if dice.random() < 0.5 or corrupting.is_table(of):
        return corrupting.damaged_bytes(content, dice)
    return b"\n".join(
        corrupting.damaged(line, dice) if dice.random() < 0.3 and line.strip() else line
        for line in content.splitlines()
    )


if __name__ == "__main__":
    sys.exit(main())
