"""sipp as the customers that call and as the parties that are called."""

import re
import subprocess
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.testbed.plan import Call, Fate, form
from tests.testbed.processes import FailedError, Processes, tail, wait_until
from tests.testbed.topology import ANSWERING, RINGING, Network

SCENARIOS = Path(__file__).with_name("scenarios")
NOTE = re.compile(r"(begun|answered|refused|cancelled) ([cd]\d+) .*?(\d{9,}\.\d+)")
HOLD_MS = 1500
LONGEST = 30.0  # seconds that one call may take


@dataclass(frozen=True, slots=True)
class Batch:
    """Calls of one customer by one sipp, one every `every_ms`; the first after `after_s`."""

    scenario: str
    calls: tuple[Call, ...]
    every_ms: int
    after_s: float = 0.0

    @property
    def name(self) -> str:
        first = self.calls[0]
        return f"{first.mark}-{first.origin}-{first.customer.trunk}"

    @property
    def port(self) -> int:
        """Beside the usual one: a customer may have several sipps at one address."""
        return 2 * (["calls", "cancels"].index(self.scenario) if not self.after_s else 2 + round(self.after_s * 10))


def answer(processes: Processes, place: Path, port: int) -> None:
    """The called parties pick up, or let it ring, from now on."""
    for name, scenario, address in (("answering", "answers", ANSWERING), ("ringing", "rings", RINGING)):
        words = ["sipp", "-sf", str(SCENARIOS / f"{scenario}.xml"), "-i", address, "-p", str(port), "-nostdin"]
        processes.start(name, words, log=place / f"{name}.log", cwd=place)


def make(
    calls: Sequence[Call],
    network: Network,
    processes: Processes,
    place: Path,
    port: int,
    *,
    seconds: float,
    ago_s: int,
) -> list[Call]:
    """Make all calls within about `seconds`. Returns them with the moment each began, where it is `ago_s` seconds ago,
    and what became of it."""
    begun, running = time.monotonic(), {}
    for batch in sorted(_batches(calls, seconds), key=lambda batch: batch.after_s):
        time.sleep(max(0.0, begun + batch.after_s - time.monotonic()))
        running[batch.name] = _start(batch, network, processes, place, port)
    until = time.monotonic() + seconds + LONGEST
    wait_until(
        lambda: all(process.poll() is not None for process in running.values()),
        what="every customer has made its calls",
        seconds=until - time.monotonic(),
    )
    for name, process in running.items():
        if process.returncode:
            raise FailedError(f"Calls of {name} failed ({process.returncode}): {tail(place / f'{name}.log')}")
    return _noted(calls, _notes(place), timedelta(seconds=ago_s))


def _batches(calls: Sequence[Call], seconds: float) -> Iterator[Batch]:
    """Each customer's calls spread over the time; the two calls of twins at one moment, pair after pair."""
    kinds: dict[tuple[str, str], list[Call]] = defaultdict(list)
    pairs: dict[tuple[str, str], list[Call]] = defaultdict(list)
    for call in calls:
        if call.twin:
            pairs[call.calling, call.called].append(call)
        else:
            kinds[call.customer.ip, "cancels" if call.fate is Fate.CANCELLED else "calls"].append(call)
    for (_, scenario), each in kinds.items():
        yield Batch(scenario, tuple(each), max(100, int(seconds * 1000 / len(each))))
    for place, pair in enumerate(pairs.values(), 1):
        yield from (Batch("calls", (call,), 1000, place * seconds / (len(pairs) + 1)) for call in pair)


def _start(batch: Batch, network: Network, processes: Processes, place: Path, port: int) -> subprocess.Popen[bytes]:
    first = batch.calls[0]
    told = place / f"{batch.name}.csv"
    told.write_bytes("\n".join(["SEQUENTIAL", *map(_row, batch.calls), ""]).encode())
    words = ["sipp", f"{network[first.origin].ip}:{port}", "-sf", str(SCENARIOS / f"{batch.scenario}.xml")]
    words += ["-inf", str(told), "-i", first.customer.ip, "-p", str(port + batch.port), "-m", str(len(batch.calls))]
    words += ["-r", "1", "-rp", str(batch.every_ms), "-d", str(HOLD_MS), "-l", "1000", "-nostdin"]
    words += ["-recv_timeout", "20000", "-trace_logs", "-log_file", str(place / f"{batch.name}.notes")]
    words += ["-trace_err", "-error_file", str(place / f"{batch.name}.errors")]
    return processes.start(batch.name, words, log=place / f"{batch.name}.log", cwd=place)


def _row(call: Call) -> str:
    """Fields of the scenarios: calling, called, display name, host of From, one more header, our mark."""
    shown, called = form(call.shown, call.customer), form(call.called, call.customer)
    name = f'"{call.name}"' if call.name else ""
    if call.calling:
        return ";".join((shown, called, name, call.customer.ip, "Subject: call", call.mark))
    asserted = f"P-Asserted-Identity: <sip:{shown}@{call.customer.ip}>"
    return ";".join(("anonymous", called, '"Anonymous"', "anonymous.invalid", asserted, call.mark))


def _notes(place: Path) -> Mapping[str, dict[str, datetime]]:
    """What the callers wrote down: by mark, when each thing happened."""
    found: dict[str, dict[str, datetime]] = defaultdict(dict)
    for path in place.glob("*.notes"):
        for what, mark, epoch in NOTE.findall(path.read_text(encoding="utf-8", errors="replace")):
            found[mark][what] = datetime.fromtimestamp(float(epoch), UTC)
    return found


def _noted(calls: Sequence[Call], notes: Mapping[str, dict[str, datetime]], ago: timedelta) -> list[Call]:
    return [
        replace(
            call,
            begun_at=notes[call.mark]["begun"] - ago,
            became=next((what for what in ("answered", "refused", "cancelled") if what in notes[call.mark]), ""),
        )
        for call in calls
    ]
