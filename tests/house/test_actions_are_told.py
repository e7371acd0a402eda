"""Every public action is keyword-only, is told who asks and when, runs in one transaction and enters the log.

A public action is a function of a room's `actions.py` without a leading underscore, or one that the `__all__`
of its `actions/` package names; nobody outside may reach past that `__all__`. Helpers are followed: an action
that leaves its log entry to a helper of the same room is logged when that helper, in turn, is."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from tests.house import tree
from tests.house.test_only_actions_write import writes

LOG_MODULES = ("hopback.portal.logbook", "hopback.portal.disclosures")  # a disclosure makes the entry of its act
LOG_CALLS = {"record", "disclosed"}

# The log is what the others write to; its own way in is no action.
NOT_A_ROOM_OF_ACTIONS = {"logbook"}

# Public actions without an entry of their own, each with its reason. An entry that is not needed must go.
UNLOGGED = {
    "notices.claim": "a relay takes a delivery for one try; what became of the try is logged",
    "webhooks.claim": "a worker takes a delivery for one try",
    "webhooks.accept": "the row keeps it, as it keeps each try; the log tells what a person has to know",
    "webhooks.post": "the event that it tells of is logged by who posts it, in the same transaction",
    "accounts.make_link": "the mail that holds it is logged by who posts it, in the same transaction",
    "accounts.spend_link": "what is done through it is logged by whose purpose it serves",
    "ground.appoint": "a moment to come; what happens then is logged by what happens",
    "ground.drop_appointments": "what was to happen does not; the reason is logged by who drops it",
    "ground.forget_kept_responses": "what was answered is logged by what was done",
    "ground.begin_standing": "moments to come, as one that is appointed",
    "ground.sweep": "each appointment is logged by what happens at it",
    "notices.keep_caught": "the mail catcher of the demonstration; the mail was logged when it was sent",
}

# Functions that write and are reached from outside past `__all__`, each with its reason.
REACHED_PAST = {
    "accounts.note_use": "when a key was last used is no event: it is noted once a minute at most",
}

# Public actions that are many transactions on purpose, each with its reason.
MANY_TRANSACTIONS = {
    "tracebacks.answer_many": "each answer is taken or refused on its own",
    "ground.sweep": "each appointment is kept on its own, so that one that fails holds up no other",
    "tracebacks.remind_late": "each reminder goes out on its own",
    "retention.approve_and_erase": "each traceback is erased, then searched for once that is committed",
    "tracebacks.tick": "each deadline fires on its own, so that one that fails holds up no other",
}

type Function = ast.FunctionDef | ast.AsyncFunctionDef


def rooms() -> list[Path]:
    found = {_room(p) for p in tree.python(tree.PORTAL) if tree.is_actions(p)}
    return sorted(r for r in found if r.name not in NOT_A_ROOM_OF_ACTIONS)


def _room(path: Path) -> Path:
    return tree.PORTAL / path.relative_to(tree.PORTAL).parts[0]


def modules(room: Path) -> list[Path]:
    return [p for p in tree.python(room) if tree.is_actions(p)]


def top_level(module: ast.Module) -> list[Function]:
    return [n for n in module.body if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]


def said_public(module: ast.Module) -> set[str] | None:
    """The names in `__all__`, or None without one."""
    for node in module.body:
        if isinstance(node, ast.Assign) and [tree.dotted(t) for t in node.targets] == ["__all__"]:
            return set(ast.literal_eval(node.value))
    return None


def public(room: Path) -> list[Function]:
    front = next((p for p in modules(room) if p.name in {"actions.py", "__init__.py"}), None)
    named = said_public(tree.tree(front)) if front else None
    found = [f for p in modules(room) for f in top_level(tree.tree(p))]
    return [f for f in found if (f.name in named if named is not None else not f.name.startswith("_"))]


@cache
def actions() -> dict[str, tuple[Path, Function]]:
    """Every public action of every room, by a name such as `tracebacks.answer`."""
    return {f"{r.name}.{f.name}": (r, f) for r in rooms() for f in public(r)}


def signature_faults(f: Function) -> list[str]:
    a, faults = f.args, []
    if a.args or a.posonlyargs or a.vararg or a.kwarg:
        faults.append("takes positional or open arguments")
    missing = {"by", "now"} - {arg.arg for arg in a.kwonlyargs}
    return faults + [f"is not told {name}" for name in sorted(missing)]


def in_one_transaction(f: Function) -> bool:
    around = [d.func if isinstance(d, ast.Call) else d for d in f.decorator_list]
    around += [
        item.context_expr.func
        for n in ast.walk(f)
        if isinstance(n, ast.With)
        for item in n.items
        if isinstance(item.context_expr, ast.Call)
    ]
    return any(tree.dotted(e).endswith("atomic") for e in around)


def _calls(node: ast.AST) -> set[str]:
    return {tree.dotted(n.func) for n in ast.walk(node) if isinstance(n, ast.Call)}


def _mentions(node: ast.AST) -> set[str]:
    """Last names of all that is mentioned: a call, or a function handed on, as in a table of functions."""
    found = {n.id for n in ast.walk(node) if isinstance(n, ast.Name)}
    return found | {n.attr for n in ast.walk(node) if isinstance(n, ast.Attribute)}


def _parts(module: ast.Module) -> list[tuple[str, ast.AST]]:
    """Functions and tables at the top level, by name."""
    parts: list[tuple[str, ast.AST]] = [(f.name, f) for f in top_level(module)]
    for node in module.body:
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value:
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            parts += [(tree.dotted(t), node.value) for t in targets]
    return parts


def _log_names(module: ast.Module) -> set[str]:
    """The names by which a module reaches the logbook, `logbook.record` or `record` for instance."""
    names = set()
    for node in ast.walk(module):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(LOG_MODULES):
            for alias in node.names:
                name = alias.asname or alias.name
                names |= {name} if alias.name in LOG_CALLS else {f"{name}.{c}" for c in LOG_CALLS}
        elif isinstance(node, ast.ImportFrom) and node.module == "hopback.portal":
            names |= {
                f"{alias.asname or alias.name}.actions.{c}"
                for alias in node.names
                if alias.name in ("logbook", "disclosures")
                for c in LOG_CALLS
            }
    return names


def logged(room_modules: list[ast.Module]) -> set[str]:
    """Names of functions in these modules that reach the logbook, themselves or through one another."""
    calls: dict[str, set[str]] = {}
    reached: set[str] = set()
    for module in room_modules:
        names = _log_names(module)
        for name, part in _parts(module):
            calls.setdefault(name, set()).update(_mentions(part))
            if _calls(part) & names:
                reached.add(name)
    while more := {name for name, callees in calls.items() if name not in reached and callees & reached}:
        reached |= more
    return reached


def test_every_action_is_told_who_asks_and_when() -> None:
    faults = {name: signature_faults(f) for name, (_, f) in actions().items()}
    assert {n: f for n, f in faults.items() if f} == {}


def test_every_action_is_one_transaction() -> None:
    loose = {name for name, (_, f) in actions().items() if not in_one_transaction(f)}
    assert sorted(loose - set(MANY_TRANSACTIONS)) == []
    assert sorted(set(MANY_TRANSACTIONS) - loose) == [], "these are one transaction: take them off the list"


def test_every_action_enters_the_log() -> None:
    """A3.5: what happens to a traceback can be read afterwards."""
    silent = []
    for room in rooms():
        reached = logged([tree.tree(p) for p in modules(room)])
        silent += [f"{room.name}.{n}" for n in sorted({f.name for f in public(room)} - reached)]
    assert [n for n in silent if n not in UNLOGGED] == []


def test_a_package_of_actions_says_which_are_public() -> None:
    fronts = [p for r in rooms() for p in modules(r) if p.name == "__init__.py"]
    assert [tree.name(p) for p in fronts if said_public(tree.tree(p)) is None] == []


@cache
def _imported() -> frozenset[tuple[str, str]]:
    """Every (module, name) that is imported somewhere else than in a package of actions."""
    nodes = [n for p in tree.python() if p.parent.name != "actions" for n in ast.walk(tree.tree(p))]
    froms = [n for n in nodes if isinstance(n, ast.ImportFrom)]
    return frozenset((node.module or "", alias.name) for node in froms for alias in node.names)


def reached_past() -> set[str]:
    """Writing functions that some module imports from inside another's `actions/` package."""
    found = set()
    for room in rooms():
        front = {f.name for f in public(room)}
        writing = {f.name for p in modules(room) for f in top_level(tree.tree(p)) if writes(f)} - front
        inside = re.compile(rf"(hopback\.portal\.{room.name}\.)?actions\.\w+$")
        found |= {f"{room.name}.{name}" for module, name in _imported() if inside.match(module) and name in writing}
    return found


def test_nobody_reaches_past_the_public_actions() -> None:
    """What a package of actions keeps to itself is neither told nor logged by itself."""
    assert reached_past() == set(REACHED_PAST)


@pytest.mark.parametrize("name", UNLOGGED)
def test_each_unlogged_action_still_exists_unlogged(name: str) -> None:
    room, f = actions()[name]
    assert f.name not in logged([tree.tree(p) for p in modules(room)])


PLANTED = """
from hopback.portal.logbook.actions import record
def open_hop(hop, by): ...
def close(*, by, now): _note(by)
def _note(by): record(by=by)
TABLE = {"late": _note}
def by_table(*, by, now): TABLE["late"](by)
def forget(*, by, now): by.record()
"""


def test_planted_faults_are_found() -> None:
    module = ast.parse(PLANTED)
    open_hop, close = top_level(module)[:2]
    assert signature_faults(open_hop) == [
        "takes positional or open arguments",
        "is not told by",
        "is not told now",
    ]
    assert not in_one_transaction(close)
    assert logged([module]) == {"close", "_note", "TABLE", "by_table"}
