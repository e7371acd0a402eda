"""A proposed mapping as TOML, with what it was guessed from behind each line, and what is still to be decided."""

import json
from typing import Any

from .checks import FORMS
from .choosing import Guess
from .questions import Question
from .sniffing import Proposal

UNDECIDED = "?"  # no form of a time: the file cannot be used before somebody has chosen


def toml(proposal: Proposal) -> str:
    """The whole mapping.toml."""
    told, said = proposal.told, {guess.ours: _because(guess) for guess in proposal.guesses}
    open_ones = {question.key: question for question in proposal.questions}
    lines = ["# Proposed by `hopback cdr sniff`: check it against the rows it showed.", *_missing(proposal), ""]
    lines += _section("source", told["source"], {})
    lines += _section("columns", told["columns"], said)
    lines += ["[time]", *_form(told["time"], open_ones), *_zone(told["time"], open_ones)]
    lines += [_line(key, value) for key, value in told["time"].items() if key not in ("form", "zone")]
    lines += [""]
    if "direction" in told:
        lines += _section("direction", told["direction"], {"column": said.get("direction", "")})
    return "\n".join(lines).rstrip() + "\n"


def _missing(proposal: Proposal) -> list[str]:
    return [f"# Nothing was found for columns.{ours}, which every mapping needs: add it." for ours in proposal.missing]


def _section(name: str, told: dict[str, Any], comments: dict[str, str]) -> list[str]:
    return [f"[{name}]", *(_line(key, value, comments.get(key, "")) for key, value in told.items()), ""]


def _line(key: str, value: Any, comment: str = "") -> str:
    told = f"{key} = {_value(value)}"
    return f"{told}  # {comment}" if comment else told


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_value(each) for each in value) + "]"
    return str(value) if isinstance(value, int) else json.dumps(str(value), ensure_ascii=False)


def _because(guess: Guess) -> str:
    return " ".join(f"{guess.confidence:.0%} sure: {guess.why}".split())


def _form(time: dict[str, Any], asked: dict[str, Question]) -> list[str]:
    if question := asked.get("time.form"):
        return [_line("form", UNDECIDED, f"choose: {' or '.join(map(_value, question.choices))}")]
    return [_line("form", time["form"])] if "form" in time else [f"# form = one of {', '.join(FORMS)}, or a pattern"]


def _zone(time: dict[str, Any], asked: dict[str, Question]) -> list[str]:
    if question := asked.get("time.zone"):
        return [f"# zone = {_value(question.choices[0])}  # the times carry none: say which it is"]
    return [_line("zone", time["zone"])] if "zone" in time else []
