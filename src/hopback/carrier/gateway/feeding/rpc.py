"""Kamailio's JSON-RPC over a datagram socket: what changes is told to it, or it reads its tables anew."""

import json
import socket
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from .feed import FeedError

QUICK_S: Final = 5.0
READING_S: Final = 300.0  # a million rows are read in about fifteen seconds
_LARGEST: Final = 65_535


class Rpc:
    """One conversation. Use it in `speaking`."""

    def __init__(self, asked: socket.socket) -> None:
        self._socket = asked
        self._number = 0

    def call(self, method: str, *words: str, patience_s: float = QUICK_S) -> Any:
        """Its result. Raises FeedError."""
        self._number += 1
        said = {"jsonrpc": "2.0", "method": method, "params": list(words), "id": self._number}
        self._socket.settimeout(patience_s)
        try:
            self._socket.send(json.dumps(said).encode())
            while True:
                answer = json.loads(self._socket.recv(_LARGEST))
                if answer.get("id") == self._number:
                    break
        except (OSError, ValueError) as problem:
            raise FeedError(f"Kamailio did not answer {method}: {problem or type(problem).__name__}.") from None
        if "error" in answer:
            raise FeedError(f"Kamailio refused {method}: {answer['error'].get('message', answer['error'])}.")
        return answer.get("result")

    def read_anew(self, htable: str, mtree: str) -> None:
        self.call("htable.reload", htable, patience_s=READING_S)
        self.call("mtree.reload", mtree, patience_s=READING_S)


@contextmanager
def speaking(server: Path) -> Iterator[Rpc]:
    """Raises FeedError where nobody listens. Our own end is a socket that Kamailio's user may write to."""
    with tempfile.TemporaryDirectory(prefix="hb-") as folder, socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as ours:
        Path(folder).chmod(0o711)
        mine = Path(folder) / "rpc"
        ours.bind(str(mine))
        mine.chmod(0o666)
        try:
            ours.connect(str(server))
        except OSError as problem:
            raise FeedError(f"Kamailio does not listen at {server}: {problem.strerror}.") from None
        yield Rpc(ours)
