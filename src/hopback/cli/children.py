"""Child processes kept alive: what dies is started again, a little later each time; all end with their parent."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

LOOK_EVERY = 0.2  # seconds
LONGEST_WAIT = 30.0  # between two starts
SETTLED = 60.0  # a child that lived so long starts at once when it dies
PATIENCE = 8.0  # for children to end by themselves
PR_SET_PDEATHSIG = 1


@dataclass
class Child:
    """One process to keep alive. `argv` follows the Python interpreter."""

    name: str
    argv: Sequence[str]
    process: subprocess.Popen[bytes] | None = None
    began: float = 0.0
    failures: int = 0
    next_start: float = 0.0

    def start(self, environment: Mapping[str, str], now: float) -> None:
        self.process = subprocess.Popen(  # noqa: S603 - ourselves
            [sys.executable, *self.argv],
            env=dict(environment),
            stdin=subprocess.DEVNULL,
            start_new_session=True,  # Ctrl-C reaches the parent alone, which ends them in good order
            preexec_fn=_end_with_parent if sys.platform == "linux" else None,
        )
        self.began = now

    def died(self, now: float) -> int | None:
        """Its exit code, once; sets when it starts again: at once, then after 1, 2, 4 … 30 seconds."""
        code = self.process.poll() if self.process else None
        if code is None:
            return None
        self.process = None
        self.failures = 0 if now - self.began > SETTLED else self.failures + 1
        wait = 0.0 if self.failures <= 1 else min(LONGEST_WAIT, 2.0 ** (self.failures - 2))
        self.next_start = now + wait
        return code


def _end_with_parent() -> None:
    """Even where the parent is killed and can end nobody, its children are told to stop (Linux)."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


@dataclass
class Nursery:
    """Runs children until told to stop. `each_look` is called five times a second; `say` gets sentences."""

    children: Sequence[Child]
    environment: Mapping[str, str]
    each_look: Callable[[], None]
    say: Callable[[str], None]
    stopping: bool = field(default=False, init=False)

    def run(self) -> None:
        for one in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(one, self._stop)
        try:
            while not self.stopping:
                self._look(time.monotonic())
                self.each_look()
                time.sleep(LOOK_EVERY)
        finally:
            self._end_all()

    def _stop(self, *_: object) -> None:
        self.stopping = True

    def _look(self, now: float) -> None:
        for child in self.children:
            code = child.died(now)
            if code is not None:
                self.say(f"{child.name} ended ({_how(code)}) and starts again.")
            if child.process is None and now >= child.next_start:
                child.start(self.environment, now)

    def _end_all(self) -> None:
        running = [child.process for child in self.children if child.process]
        for process in running:
            process.terminate()
        until = time.monotonic() + PATIENCE
        for process in running:
            try:
                process.wait(max(0.0, until - time.monotonic()))
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()


def _how(code: int) -> str:
    return f"exit {code}" if code >= 0 else signal.Signals(-code).name
