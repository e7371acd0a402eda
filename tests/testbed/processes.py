"""Programs the test bed starts: each leads a process group, says what it says into a file, and ends with the bed."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

PATIENCE = 5.0  # seconds a program gets to end by itself
PR_SET_PDEATHSIG = 1


class FailedError(Exception):
    """A program did not do what it was started for; the message holds the end of what it said."""


@dataclass
class Processes:
    """Everything that runs, in the order of its start."""

    running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    def start(
        self, name: str, words: Sequence[str], *, log: Path, cwd: Path | None = None, **environment: str
    ) -> subprocess.Popen[bytes]:
        with log.open("ab") as file:
            process = subprocess.Popen(
                words,
                stdin=subprocess.DEVNULL,
                stdout=file,
                stderr=subprocess.STDOUT,
                cwd=cwd,
                env={**os.environ, **environment},
                start_new_session=True,
                preexec_fn=end_with_parent,
            )
        self.running[name] = process
        return process

    def end(self, *names: str) -> None:
        """Ask them to end, wait, then end their whole groups."""
        self._end([self.running.pop(name) for name in names])

    def end_all(self) -> None:
        """Those started last end first. Nothing is left, whatever it did."""
        running = list(self.running.values())[::-1]
        self.running.clear()
        self._end(running)

    def _end(self, running: Sequence[subprocess.Popen[bytes]]) -> None:
        for process in running:
            if process.poll() is None:
                process.terminate()
        until = time.monotonic() + PATIENCE
        for process in running:
            with suppress(subprocess.TimeoutExpired):
                process.wait(max(0.05, until - time.monotonic()))
            _end_group(process)


def _end_group(process: subprocess.Popen[bytes]) -> None:
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def end_with_parent(how: int = signal.SIGTERM) -> None:
    """Even where the bed is killed and can end nobody, its programs are told to stop."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, how)


def wait_until(
    so: Callable[[], bool],
    *,
    what: str,
    seconds: float,
    log: Path | None = None,
    needs: subprocess.Popen[bytes] | None = None,
) -> None:
    """Look twenty times a second. `FailedError`, with the end of `log`, when it takes too long or `needs` ended."""
    until = time.monotonic() + seconds
    while not so():
        if needs and needs.poll() is not None:
            raise FailedError(f"{what}: its program ended with {needs.returncode}. {tail(log)}")
        if time.monotonic() > until:
            raise FailedError(f"{what}: not within {seconds:.0f} s. {tail(log)}")
        time.sleep(0.05)


def tail(log: Path | None, letters: int = 1500) -> str:
    return log.read_text(errors="replace")[-letters:] if log and log.exists() else ""


def run(words: Sequence[str], *, cwd: Path | None = None, told: str = "", **environment: str) -> str:
    """Run to the end and return standard output; `FailedError` where it fails."""
    ran = subprocess.run(
        words, input=told, cwd=cwd, env={**os.environ, **environment}, capture_output=True, text=True, timeout=300
    )
    if ran.returncode:
        raise FailedError(f"{' '.join(words[:6])} … ended with {ran.returncode}: {(ran.stderr or ran.stdout)[-1500:]}")
    return ran.stdout
