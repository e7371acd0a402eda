"""A private network (and process table) for one test bed, where this user may make one.

There the bed has the whole loopback network for itself, so that any number of copies run at once, and whatever is left
of it dies with its first process. Elsewhere the bed takes ports that are free.
"""

import os
import random
import signal
import socket
import subprocess
import sys
from collections.abc import Sequence

from tests.testbed.processes import end_with_parent

INSIDE = "HOPBACK_BED_INSIDE"
ENOUGH = ("unshare", "--net", "--pid", "--mount", "--fork", "--kill-child", "--mount-proc")
LESS = ("unshare", "--net")
FURNISH = 'ip link set lo up && exec "$@"'
FURNISH_ALL = 'ip link set lo up && mount -t tmpfs -o size=2g,mode=1777 tmpfs /dev/shm && exec "$@"'


def enter(words: Sequence[str]) -> None:
    """Run the same program in a namespace of its own, and leave as it leaves. Returns where we are in one, or cannot
    have one."""
    if os.environ.get(INSIDE):
        return
    for unshare, furnish in ((ENOUGH, FURNISH_ALL), (LESS, FURNISH)):
        start = [*unshare, "sh", "-c", furnish, "bed"]
        if _works([*start, "true"]):
            sys.exit(_inside([*start, *words]))


def _inside(words: Sequence[str]) -> int:
    """`unshare` takes no SIGTERM, and the first process of a process table none either: so here it becomes SIGKILL, at
    which everything in there ends. An interrupt from the keyboard reaches the program itself."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    environment = {**os.environ, INSIDE: "1"}
    process = subprocess.Popen(words, env=environment, preexec_fn=_begin_inside)
    signal.signal(signal.SIGTERM, lambda *_: process.kill())
    return process.wait()


def _begin_inside() -> None:
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    end_with_parent(signal.SIGKILL)


def _works(words: Sequence[str]) -> bool:
    try:
        return subprocess.run(words, capture_output=True, timeout=20).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def sip_port(addresses: Sequence[str]) -> int:
    """5060 in a network of our own, else one that is free at every address."""
    if os.environ.get(INSIDE):
        return 5060
    while True:
        port = random.randrange(20_000, 30_000)
        if all(_free(address, port) for address in addresses):
            return port


def _free(address: str, port: int) -> bool:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.bind((address, port))
        except OSError:
            return False
    return True
