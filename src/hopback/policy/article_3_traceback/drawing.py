"""Draws the table of moves for the documentation, so that picture and code cannot part."""

from .moves import NEXT, NEXT_MOVE, OVER, HopState

BEGINNINGS = (HopState.IDENTIFYING, HopState.ASKED, HopState.NOT_ASKED)


def mermaid() -> str:
    """The table of moves as a Mermaid state diagram."""
    lines = ["stateDiagram-v2"]
    lines += [f"    [*] --> {state}" for state in BEGINNINGS]
    lines += [f"    {state} --> {after}: {event}" for (state, event), after in NEXT.items()]
    lines += [f"    {state} --> [*]" for state in HopState if state in OVER]
    return "\n".join(lines) + "\n"


def table() -> str:
    """The table of moves as a Markdown table, with who has the next move."""
    lines = ["| state | who moves next | event | new state |", "| --- | --- | --- | --- |"]
    for (state, event), after in NEXT.items():
        lines.append(f"| {state} | {NEXT_MOVE[state]} | {event} | {after} |")
    leaving = {state for state, _ in NEXT}
    lines += [f"| {state} | {NEXT_MOVE[state]} | | |" for state in HopState if state not in leaving]
    return "\n".join(lines) + "\n"
