"""Ports of this machine: free, taken, answering."""

import errno
import http.client
import socket

from .portal import stop

ANY = {"0.0.0.0", "::"}  # noqa: S104 - recognised, not bound


def must_be_free(host: str, port: int, *, what: str = "Choose another with --port.") -> None:
    """Leave with a sentence where somebody else listens there, or the address is not ours."""
    try:
        _bind(host, port)
    except OSError as problem:
        if problem.errno == errno.EADDRINUSE:
            stop(f"Port {port} on {host} is taken: another Hopback, or something else, listens there. {what}")
        stop(f"Cannot listen on {host}, port {port}: {problem.strerror or problem}.")


def free_port(host: str, preferred: int) -> int:
    """The preferred port, or any other that is free."""
    try:
        return _bind(host, preferred)
    except OSError:
        return _bind(host, 0)


def _bind(host: str, port: int) -> int:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind((host, port))
        return int(probe.getsockname()[1])


def answers(host: str, port: int) -> bool:
    """Whether an HTTP server answers there, whatever it says."""
    near = "127.0.0.1" if host in ANY else host
    asking = http.client.HTTPConnection(near, port, timeout=2)
    try:
        asking.request("GET", "/account/sign-in/", headers={"Host": f"127.0.0.1:{port}"})
        return asking.getresponse().status < 500
    except OSError:
        return False
    finally:
        asking.close()
