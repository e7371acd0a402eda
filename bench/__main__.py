"""`python -m bench NAME` prints one line of JSON; without a name all run, and a table is printed."""

import importlib
import sys

from bench.result import Result

DNO = ("dno_one", "dno_batch", "dno_gateway", "dno_approval")
ARCHIVE = ("archive_ingest", "archive_point", "archive_widened", "archive_bulk", "archive_size", "traffic_report")
SEARCH = ("search_quality", "candidates", "inbox", "campaigns")
NAMES = ("log", "trace", "http_trace", "http_waiting", *SEARCH, *DNO, *ARCHIVE)


def run(name: str) -> Result:
    return importlib.import_module(f"bench.{name}").run()


def table(results: list[Result]) -> None:
    print(f"{'bench':<16}{'ours':>12}{'peer':>12}{'ratio':>8}{'limit':>12}  unit")
    for r in results:
        numbers = f"{r.ours:>12,.1f}{r.peer:>12,.1f}{r.ratio:>8.2f}{r.limit:>12,.1f}"
        print(f"{r.name:<16}{numbers}  {r.unit} (n={r.n})")


def main(asked: list[str]) -> int:
    if unknown := [name for name in asked if name not in NAMES]:
        print(f"There is no bench {', '.join(unknown)}. There are: {', '.join(NAMES)}.", file=sys.stderr)
        return 2
    if len(asked) == 1:
        print(run(asked[0]).line())
    else:
        table([run(name) for name in asked or NAMES])
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
