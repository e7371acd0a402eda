"""Ports of this machine that nobody has."""

import random
import socket

# Below those that the system gives to whoever calls out: a program may take a minute until it listens, and by then a
# connection of some other test could stand there.
PORTS = range(20_000, 32_768)
DICE = random.SystemRandom()  # each worker draws its own
GIVEN: set[int] = set()


def free_port() -> int:
    """A TCP port on 127.0.0.1 on which nothing listens, each time another one."""
    while True:
        port = DICE.choice(PORTS)
        if port not in GIVEN and _is_free(port):
            GIVEN.add(port)
            return port


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True
