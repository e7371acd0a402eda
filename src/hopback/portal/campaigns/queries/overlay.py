"""The paths of a campaign laid over each other: providers merged by provider, links counted (A1.6, A3.7)."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import mean

from hopback.policy.article_3_traceback.contradictions import Outcome
from hopback.policy.article_3_traceback.designations import Designation
from hopback.policy.article_3_traceback.initiation_and_tracking import WAITING, AnswerKind, HopState
from hopback.portal.tracebacks.models import Hop
from hopback.portal.tracebacks.queries.whole import Whole, the_answer

NOBODY = "Not identified yet"


@dataclass
class Node:
    """One provider on any of the paths. `origin` counts paths that it originated, `doubtful` those of them that are
    contradicted; `waiting` those that wait for it. `depth`: its mean place, 1 is the terminating provider."""

    key: str
    name: str
    place: str = ""
    foreign: bool | None = None
    paths: int = 0
    places: list[int] = field(default_factory=list)
    origin: int = 0
    doubtful: int = 0
    waiting: int = 0
    designations: Counter[Designation] = field(default_factory=Counter)

    @property
    def depth(self) -> float:
        return mean(self.places)


@dataclass
class Link:
    """From a downstream provider to the one it named. `doubtful`: how many of these paths are contradicted."""

    downstream: str
    upstream: str
    paths: int = 0
    doubtful: int = 0


@dataclass(frozen=True, slots=True)
class Overlay:
    """`nodes` from the terminating providers toward the origins."""

    nodes: list[Node]
    links: list[Link]
    paths: int
    contradicted: int


def overlay(paths: Sequence[Whole]) -> Overlay:
    """Every path that anybody was asked on; no question is asked of the database here."""
    nodes: dict[str, Node] = {}
    links: dict[tuple[str, str], Link] = {}
    drawn = [whole for whole in paths if _hops(whole)]
    for whole in drawn:
        doubt = whole.outcome is Outcome.CONTRADICTED
        keys = [_add(nodes, whole, row, doubt) for row in _hops(whole)]
        for key in set(keys):
            nodes[key].paths += 1
        for ends in set(pairwise(keys)):
            link = links.setdefault(ends, Link(*ends))
            link.paths += 1
            link.doubtful += doubt
    contradicted = sum(whole.outcome is Outcome.CONTRADICTED for whole in drawn)
    ordered = sorted(nodes.values(), key=lambda node: (node.depth, -node.paths, node.name))
    return Overlay(ordered, list(links.values()), len(drawn), contradicted)


def _hops(whole: Whole) -> list[Hop]:
    return [row for row in whole.rows if row.state != HopState.WITHDRAWN]


def _add(nodes: dict[str, Node], whole: Whole, row: Hop, doubt: bool) -> str:
    """Count one hop with its provider; returns the provider's key."""
    key = row.provider.public_id if row.provider else f"nobody-{row.public_id}"
    node = nodes.setdefault(key, Node(key, row.provider.name if row.provider else NOBODY))
    if row.provider:
        node.place, node.foreign = row.provider.place, whole.foreign(row)
    said = the_answer(row) if row.state == HopState.ANSWERED else None
    originated = said is not None and said.kind == AnswerKind.ORIGINATED
    node.places.append(row.position)
    node.origin += originated
    node.doubtful += originated and doubt
    node.waiting += row.state in WAITING
    node.designations.update(whole.designations.get(row.pk, ()))
    return key


def statuses(paths: Iterable[Whole]) -> Counter[str]:
    """How the paths stand, contradicted ones by themselves."""
    counted: dict[str, int] = defaultdict(int)
    for whole in paths:
        counted[whole.outcome.value] += 1
    return Counter(counted)
