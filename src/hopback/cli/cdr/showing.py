"""What `hopback cdr sniff` says: tables for a person, one object for a program."""

from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from hopback.carrier.cdr import number
from hopback.carrier.cdr.dialects.mapped.sniffing import Proposal
from hopback.carrier.cdr.dialects.mapped.writing import toml
from hopback.carrier.cdr.reading import Dialect
from hopback.carrier.cdr.record import CallRecord

from .preview import Seen


def known(file: Path, dialect: Dialect, seen: Seen, asks: list[str], zone: str) -> None:
    console = Console()
    console.print(f"{file.name}: [bold]{dialect.title}[/] ({dialect.name})", highlight=False)
    _rows(console, seen)
    _counted(console, seen)
    for each in asks:
        console.print(Text(each, style="yellow"))


def unknown(file: Path, proposal: Proposal, seen: Seen, out: Path | None) -> None:
    console = Console()
    console.print(f"{file.name}: no switch that is known. A mapping for it:\n", highlight=False)
    _guesses(console, proposal)
    if seen.calls:
        _rows(console, seen)
        _counted(console, seen)
    for missing in proposal.missing:
        what = "when a call was made" if missing == "at" else "who was called"
        console.print(Text(f"No column was found that says {what}: add columns.{missing} by hand.", style="red"))
    for question in proposal.questions:
        console.print(Text(question.text, style="yellow"))
        option = "--form" if question.key == "time.form" else "--zone"
        console.print(Text("  " + "\n  ".join(f"{option} '{choice}'" for choice in question.choices[:6])))
    for note in proposal.notes:
        console.print(Text(note, style="yellow"))
    if out is not None:
        console.print(f"\nWritten to {out}.", highlight=False)
    else:
        console.print(Text("\n" + toml(proposal)))


def _guesses(console: Console, proposal: Proposal) -> None:
    table = Table(box=None, pad_edge=False)
    for heading in ("column", "is", "sure", "because"):
        table.add_column(heading)
    for guess in proposal.guesses:
        columns = " + ".join(str(column) for column in guess.columns)
        table.add_row(Text(columns), guess.ours, f"{guess.confidence:.0%}", Text(guess.why))
    console.print(table)


def _rows(console: Console, seen: Seen) -> None:
    if not seen.calls:
        return
    table = Table(title="as it is written, and as it is understood", title_justify="left", show_lines=True)
    table.add_column("line", justify="right")
    table.add_column("written", ratio=1, overflow="fold")
    table.add_column("understood", ratio=1, overflow="fold")
    for call in seen.calls:
        told = "\n".join(f"{name}: {value}" for name, value in _understood(call).items())
        table.add_row(str(call.place.line), Text(seen.raws.get(call.place, "")), Text(told))
    console.print(table)


def _understood(call: CallRecord) -> dict[str, str]:
    trunk = f"{call.ingress_trunk} → {call.egress_trunk}" if call.egress_trunk else call.ingress_trunk
    code = "" if call.code is None else str(call.code)
    told = {
        "UTC": f"{call.at:%Y-%m-%d %H:%M:%S}",
        "calling": _key(call.calling),
        "called": _key(call.called),
        "trunk": trunk,
        "source IP": call.source_ip,
        "Call-ID": call.ingress_call_id,
        "result": " ".join(word for word in (call.result, code) if word),
    }
    return {name: value for name, value in told.items() if value}


def _key(raw: str) -> str:
    key = number.key(raw)
    return str(key) if key else f"{raw or 'nobody'} (no number)"


def _counted(console: Console, seen: Seen) -> None:
    console.print(
        f"{seen.good:,} calls, {seen.bad:,} bad rows, {seen.skipped:,} rows that are no calls.", highlight=False
    )
    for bad in seen.rejected:
        console.print(Text(f"  line {bad.place.line}: {bad.reason}", style="red"))


def known_as_json(file: Path, dialect: Dialect, seen: Seen, asks: list[str]) -> dict[str, Any]:
    about = {"name": dialect.name, "title": dialect.title, "zoned": dialect.zoned}
    return {"file": str(file), "dialect": about, "mapping": None, "notes": asks, **_seen(seen)}


def unknown_as_json(file: Path, proposal: Proposal, seen: Seen) -> dict[str, Any]:
    guesses = [
        {"ours": guess.ours, "columns": list(guess.columns), "confidence": guess.confidence, "because": guess.why}
        for guess in proposal.guesses
    ]
    questions = [{"key": q.key, "text": q.text, "choices": list(q.choices)} for q in proposal.questions]
    return {
        "file": str(file),
        "dialect": None,
        "mapping": proposal.told,
        "complete": proposal.mapping is not None,
        "guesses": guesses,
        "questions": questions,
        "missing": list(proposal.missing),
        "notes": list(proposal.notes),
        **_seen(seen),
    }


def _seen(seen: Seen) -> dict[str, Any]:
    return {
        "calls": seen.good,
        "bad": seen.bad,
        "skipped": seen.skipped,
        "rows": [_row(call, seen) for call in seen.calls],
        "rejected": [{"line": bad.place.line, "reason": bad.reason} for bad in seen.rejected],
    }


def _row(call: CallRecord, seen: Seen) -> dict[str, Any]:
    return {
        "line": call.place.line,
        "written": seen.raws.get(call.place, ""),
        "at": call.at.isoformat(),
        "calling": number.key(call.calling),
        "called": number.key(call.called),
        "ingress_trunk": call.ingress_trunk,
        "source_ip": call.source_ip,
        "ingress_call_id": call.ingress_call_id,
        "result": call.result,
        "code": call.code,
    }
