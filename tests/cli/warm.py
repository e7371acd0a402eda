"""`hopback respond` and its sisters as processes of their own, forked from one that has imported what they need.

They start in a twentieth of the time; everything else is as at a terminal: signals, exit codes, files, environment.
"""

import multiprocessing
import os
import resource
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.cli.running import ROOT, environment

PRELOADED = (
    "hopback.cli.cdr.bringing",
    "hopback.cli.cdr.found",
    "hopback.cli.cdr.looking",
    "hopback.cli.respond",
    "hopback.cli.trunks",
    "pandas",  # pyarrow imports it where it is installed
)
_server = multiprocessing.get_context("forkserver")
_server.set_forkserver_preload(["tests.cli.warm", *PRELOADED])


class Program:
    """As `subprocess.Popen`, as far as tests need it."""

    def __init__(self, words: tuple[str, ...], out: Path, err: Path, cwd: Path, largest_file: int = 0) -> None:
        self._process = _server.Process(
            target=_become, args=(words, str(out), str(err), str(cwd), environment(), largest_file), daemon=True
        )
        self._process.start()

    @property
    def pid(self) -> int:
        assert self._process.pid
        return self._process.pid

    def poll(self) -> int | None:
        return self._process.exitcode

    def wait(self, seconds: float | None = None) -> int:
        self._process.join(seconds)
        if self._process.exitcode is None:
            raise subprocess.TimeoutExpired("hopback", seconds or 0)
        return self._process.exitcode

    def send_signal(self, how: int) -> None:
        if self.poll() is None:
            os.kill(self.pid, how)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)


def start(*words: str, out: Path, largest_file: int = 0) -> Program:
    """Both outputs into `out`. `largest_file`: bytes after which every file is as if the disk were full."""
    out.write_bytes(b"")
    return Program(words, out, out, out.parent, largest_file)


def hopback(*words: str, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    with tempfile.TemporaryDirectory() as folder:
        out, err = Path(folder, "out"), Path(folder, "err")
        code = Program(words, out, err, cwd).wait(300)
        return subprocess.CompletedProcess(words, code, out.read_text(), err.read_text())


def _become(words: tuple[str, ...], out: str, err: str, cwd: str, variables: dict[str, str], largest_file: int) -> None:
    for path, number in ((out, 1), (err, 2)):
        opened = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
        os.dup2(opened, number)
        os.close(opened)
    os.chdir(cwd)
    os.environ.clear()
    os.environ.update(variables)
    time.tzset()
    sys.argv = ["hopback", *words]
    if largest_file:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (largest_file, largest_file))
    from hopback.cli import app

    app()
