"""A real Kamailio that screens as docs/carrier/gateway.md says, a party that answers behind it, and callers."""

import re
import socket
import subprocess
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.testbed import needs
from tests.testbed.namespace import sip_port
from tests.testbed.processes import FailedError, Processes, tail, wait_until

HERE = Path(__file__).parent
TEMPLATE, CALLS = HERE / "gateway.cfg", HERE / "calls.xml"
ANSWERS = HERE.parent / "scenarios" / "answers.xml"
GUIDE = HERE.parents[2] / "docs" / "carrier" / "gateway.md"
GATEWAY, ANSWERING, CALLING, PROBING = "127.0.20.1", "127.0.20.2", "127.0.20.3", "127.0.20.4"
WORD = re.compile(r"@([A-Z_]+)@")
NOTE = re.compile(r"(answered|refused|failed) (\d+)")
LONGEST = 60.0


@dataclass
class Gateway:
    """In an empty folder with a short name. `database`: what the sync filled, as Kamailio names it."""

    place: Path
    database: str
    screens: bool = True
    workers: int = 2
    memory: tuple[str, ...] = ("-m", "64", "-M", "16")
    processes: Processes = field(default_factory=Processes)

    def __post_init__(self) -> None:
        self.port = sip_port([GATEWAY, ANSWERING, CALLING, PROBING])

    @property
    def rpc(self) -> Path:
        return self.place / "rpc"

    @property
    def log(self) -> Path:
        return self.place / "kamailio.log"

    def answers(self) -> None:
        """The called party picks up from now on."""
        words = ["sipp", "-sf", str(ANSWERS), "-i", ANSWERING, "-p", str(self.port), "-nostdin"]
        self.processes.start("answering", words, log=self.place / "answering.log", cwd=self.place)

    def start(self, *, patience_s: float = 20) -> subprocess.Popen[bytes]:
        for left in ("ctl", "pid", "rpc"):
            (self.place / left).unlink(missing_ok=True)
        written = self.place / "kamailio.cfg"
        written.write_text(self._configuration(), encoding="utf-8")
        words = ["kamailio", "-f", str(written), "-DD", "-E", *self.memory, "-Y", str(self.place)]
        started = self.processes.start("gateway", [*words, "-P", f"{self.place}/pid"], log=self.log)
        wait_until(self._ready, what="the gateway answers", seconds=patience_s, log=self.log, needs=started)
        return started

    def stop(self) -> None:
        self.processes.end("gateway")

    def _ready(self) -> bool:
        """It says nothing while it reads its tables: with a million rows for a quarter of a minute."""
        there = self.place / "ctl"
        asked = ["kamcmd", "-s", f"unix:{there}", "core.version"]
        try:
            return there.exists() and subprocess.run(asked, capture_output=True, timeout=5).returncode == 0
        except subprocess.TimeoutExpired:
            return False

    def _configuration(self) -> str:
        modules, routes = re.findall(r"```kamailio\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.S)
        modules = modules.replace("/run/kamailio/rpc.sock", str(self.rpc))
        modules = modules.replace("sqlite:////var/lib/hopback/dno.sqlite", self.database)
        told = {
            "WORKERS": str(self.workers),
            "IP": GATEWAY,
            "PORT": str(self.port),
            "MODULES": f"{needs.modules()}/",
            "DRIVER": "db_postgres" if self.database.startswith("postgres") else "db_sqlite",
            "PLACE": str(self.place),
            "ANSWERING": ANSWERING,
            "SCREENING": "route(DNO);" if self.screens else "",
            "MODULES_TO_PASTE": modules if self.screens else "",
            "ROUTES_TO_PASTE": routes if self.screens else "",
        }
        return WORD.sub(lambda word: told[word[1]], TEMPLATE.read_text(encoding="utf-8"))

    def probe(self, caller: str, *headers: str, called: str = "+13125550199") -> str:
        """One INVITE: the status line of its final answer without the protocol, and its Reason."""
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as ours:
            ours.bind((PROBING, 0))
            ours.settimeout(5)
            mark = uuid.uuid4().hex
            at, here = f"{GATEWAY}:{self.port}", f"{PROBING}:{ours.getsockname()[1]}"
            said = [
                f"INVITE sip:{called}@{at} SIP/2.0", f"Via: SIP/2.0/UDP {here};branch=z9hG4bK{mark}",
                f"From: {caller};tag={mark[:8]}", f"To: <sip:{called}@{at}>", f"Call-ID: {mark}", "CSeq: 1 INVITE",
                f"Contact: <sip:probe@{here}>", "Max-Forwards: 70", *headers, "Content-Length: 0", "", "",
            ]  # fmt: skip
            ours.sendto("\r\n".join(said).encode(), (GATEWAY, self.port))
            while True:
                answer = ours.recv(65_535).decode().split("\r\n")
                status = answer[0].removeprefix("SIP/2.0 ")
                if not status.startswith("1"):
                    return " | ".join([status, *(line for line in answer if line.startswith("Reason:"))])

    def calls(
        self, callers: Sequence[str], name: str, *, a_second: float, hold_ms: int
    ) -> tuple[subprocess.Popen[bytes], Path]:
        """sipp on its way with one call from each number; `became` says what became of them."""
        told = self.place / f"{name}.csv"
        told.write_bytes("\n".join(["SEQUENTIAL", *(f"{c};{n}" for n, c in enumerate(callers)), ""]).encode())
        words = ["sipp", f"{GATEWAY}:{self.port}", "-sf", str(CALLS), "-inf", str(told), "-i", CALLING]
        words += ["-p", str(self.port + 2 * len(self.processes.running)), "-m", str(len(callers)), "-d", str(hold_ms)]
        words += ["-r", str(a_second), "-l", "3000", "-nostdin", "-recv_timeout", "20000"]
        words += ["-trace_logs", "-log_file", str(self.place / f"{name}.notes")]
        started = self.processes.start(name, words, log=self.place / f"{name}.log", cwd=self.place)
        return started, self.place / f"{name}.notes"

    def became(self, callers: Sequence[str], running: subprocess.Popen[bytes], notes: Path) -> list[str]:
        """answered, refused, failed: for each caller, once all calls are over."""
        wait_until(lambda: running.poll() is not None, what="all calls are over", seconds=LONGEST + len(callers) / 50)
        found = dict.fromkeys(range(len(callers)), "lost")
        for what, number in NOTE.findall(notes.read_text(encoding="utf-8", errors="replace") if notes.exists() else ""):
            found[int(number)] = what
        if running.returncode not in (0, 1):
            raise FailedError(f"sipp ended with {running.returncode}: {tail(notes.with_suffix('.log'))}")
        return list(found.values())
