"""What a benchmark needs to know of processes: how much of the processor each has used, and who descends from whom."""

import os
from collections.abc import Iterable
from pathlib import Path

TICK = os.sysconf("SC_CLK_TCK")


def cpu_ms(pids: Iterable[int]) -> float:
    """User and system time that these processes have used so far; one that is gone counts nothing."""
    return sum(_ticks(pid) for pid in pids) * 1000 / TICK


def peak_mib() -> float:
    """The most memory this process ever had. Not from `getrusage`: what a parent had counts there too."""
    said = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
    return int(said.split()[1]) / 1024


def _ticks(pid: int) -> int:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0
    return int(fields[11]) + int(fields[12])


def family(pid: int) -> list[int]:
    """A process and its children, and theirs."""
    found = [pid]
    for one in found:
        found += [int(child) for task in Path(f"/proc/{one}/task").glob("*/children") for child in _words(task)]
    return found


def parent(pid: int) -> int:
    return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])


def _words(path: Path) -> list[str]:
    try:
        return path.read_text().split()
    except OSError:
        return []
