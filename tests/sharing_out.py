"""How the tests are shared out to the workers: a module goes to one of them whole, since what its tests share (a
world, a server, what a program printed) is then made once; so does a folder whose modules share such a thing. The long
ones go first, so that all end together."""

from collections.abc import Sequence

import pytest
from xdist.scheduler import LoadScopeScheduling

EVERY_PAGE = "tests/browser/test_every_page.py"  # enough for one worker
TOGETHER = ("tests/browser/", "tests/house/")  # one server with its people; the syntax trees of all files
LONGEST_FIRST = (
    EVERY_PAGE,
    "tests/portal/canary/test_nothing_leaks.py",
    "tests/browser/",
    "tests/stories/",
    "tests/testbed/",
    "tests/cli/",
    "tests/portal/authorization/",
    "tests/portal/canary/",
    "tests/portal/demonstration/",
    "tests/world/",
)


class ByModule(LoadScopeScheduling):
    """A unit of work is a module, or a folder of them, in the order of the collection."""

    def _split_scope(self, nodeid: str) -> str:
        module = nodeid.partition("::")[0]
        if module == EVERY_PAGE:
            return module
        return next((folder for folder in TOGETHER if module.startswith(folder)), module)


def scheduler(config: pytest.Config, log: object) -> ByModule:
    config.option.loadscopereorder = False
    return ByModule(config, log)  # type: ignore[arg-type]


def longest_first(items: list[pytest.Item]) -> None:
    """The rest keeps its order."""
    items.sort(key=lambda item: _rank(item.nodeid, LONGEST_FIRST))


def _rank(nodeid: str, first: Sequence[str]) -> int:
    return next((rank for rank, start in enumerate(first) if nodeid.startswith(start)), len(first))
