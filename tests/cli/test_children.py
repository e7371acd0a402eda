"""Children are kept alive, a little later each time, and never outlive their parent."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from hopback.cli.children import SETTLED, Child
from tests.cli.running import environment

NURSERY = """
import os, sys
from hopback.cli import children as nursery
from hopback.cli.children import Child, Nursery
nursery.PATIENCE = 1.0
def note():
    with open(sys.argv[1], "w") as file:
        file.write(" ".join(str(c.process.pid) for c in children if c.process))
    os.replace(sys.argv[1], sys.argv[2])
sleeper = ("-c", "import time; time.sleep(300)")
stubborn = ("-c", "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(300)")
children = [Child("one", sleeper), Child("two", stubborn if "stubborn" in sys.argv else sleeper)]
Nursery(children, os.environ, note, lambda sentence: print(sentence, flush=True)).run()
"""


class Died:
    """Stands for a process that has ended."""

    def poll(self) -> int:
        return 1


def starts_again_after(child: Child, lived: float) -> float:
    child.process, child.began = Died(), 1000.0
    assert child.died(1000.0 + lived) == 1
    return child.next_start - (1000.0 + lived)


def test_what_keeps_dying_is_started_later_and_later() -> None:
    child = Child("relay", ())
    assert [starts_again_after(child, 0.5) for _ in range(8)] == [0, 1, 2, 4, 8, 16, 30, 30]


def test_what_had_settled_starts_at_once() -> None:
    child = Child("relay", ())
    for _ in range(5):
        starts_again_after(child, 0.5)
    assert starts_again_after(child, SETTLED + 1) == 0


def alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


def nursery(tmp_path: Path, *words: str) -> tuple[subprocess.Popen[str], list[int]]:
    told = tmp_path / "pids"
    words = (str(tmp_path / "new"), str(told), *words)
    parent = subprocess.Popen(
        [sys.executable, "-c", NURSERY, *words], env=environment(), stdout=subprocess.PIPE, text=True
    )
    return parent, children_of(told, 2)


def children_of(told: Path, count: int, *, apart_from: int = 0) -> list[int]:
    for _ in range(300):
        pids = [int(pid) for pid in told.read_text().split()] if told.exists() else []
        if len(pids) == count and apart_from not in pids:
            return pids
        time.sleep(0.1)
    raise AssertionError("the children never started")


def gone(pids: list[int], within: float) -> bool:
    until = time.monotonic() + within
    while time.monotonic() < until:
        if not any(alive(pid) for pid in pids):
            return True
        time.sleep(0.1)
    return False


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_the_parent_and_its_children(tmp_path: Path, how: signal.Signals) -> None:
    parent, pids = nursery(tmp_path)
    with parent:
        parent.send_signal(how)
        assert parent.wait(20) == 0
    assert gone(pids, within=1)


def test_one_that_will_not_end_is_ended(tmp_path: Path) -> None:
    parent, pids = nursery(tmp_path, "stubborn")
    time.sleep(1)  # until it has stopped listening to SIGTERM
    with parent:
        parent.terminate()
        assert parent.wait(30) == 0
    assert gone(pids, within=1)


def test_a_dead_child_is_started_again(tmp_path: Path) -> None:
    parent, pids = nursery(tmp_path)
    os.kill(pids[0], signal.SIGKILL)
    again = children_of(tmp_path / "pids", 2, apart_from=pids[0])
    parent.terminate()
    out, _ = parent.communicate(timeout=20)
    assert pids[1] in again
    assert "one ended (SIGKILL) and starts again." in out


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child that its parent is gone")
def test_children_do_not_outlive_a_parent_that_was_killed(tmp_path: Path) -> None:
    parent, pids = nursery(tmp_path)
    parent.kill()
    parent.communicate()
    assert gone(pids, within=10)
