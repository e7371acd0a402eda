"""`python -m bench.campaign_halves TRANSCRIPTS.csv LABELS.csv`: how well real transcripts agree with ITG's names.

Drawn many times: half of the names to choose the one threshold on (THEME), the other half to report on. All texts are
grouped, labelled or not; only pairs of labelled ones count.
"""

import sys
from collections.abc import Mapping
from pathlib import Path
from random import Random
from statistics import mean, median, stdev

from hopback.evidence.texts import figures, labelled, sheet
from hopback.evidence.texts.grouping import group
from hopback.evidence.texts.score import score

DRAWS = 40
THRESHOLDS = [at / 100 for at in range(30, 62, 2)]


def main(texts: Path, labels: Path) -> None:
    heard, told = sheet.read(texts.read_bytes()).heard, labelled.read(labels.read_bytes())
    chosen, groups = figures.THEME, {}
    for threshold in sorted({*THRESHOLDS, chosen}):
        figures.THEME = threshold
        found = group(heard)
        groups[threshold] = {one.key: found.campaign[at] for at, one in enumerate(heard)}
    bare = {key: labelled.without_part(name) for key, name in told.items()}
    for what, names in (("exact names", told), ("without part", bare)):
        whole = score(groups[chosen], names)
        print(f"{what}: all at {chosen}: P {whole.precision:.3f} R {whole.recall:.3f} F1 {whole.f1:.3f}")
        print("   by threshold: " + " ".join(f"{t:.2f}:{score(g, names).f1:.3f}" for t, g in groups.items()))
        picked, reported, shipped = halves(groups, names, chosen)
        print(f"   other half, threshold of the first: {mean(reported):.3f} ± {stdev(reported):.3f}, median of")
        print(f"   thresholds {median(picked):.2f}; other half at {chosen}: {mean(shipped):.3f} ± {stdev(shipped):.3f}")


def halves(
    groups: Mapping[float, Mapping[str, int]], names: Mapping[str, str], chosen: float
) -> tuple[list[float], list[float], list[float]]:
    """For each draw: the threshold its first half likes best (of neighbours the middle), the other half's F1 at it and
    at the one that ships."""
    picked, reported, shipped = [], [], []
    several = sorted(set(names.values()))
    for seed in range(DRAWS):
        drawn = Random(seed).sample(several, len(several) // 2)
        first = {key: name for key, name in names.items() if name in drawn}
        other = {key: name for key, name in names.items() if name not in drawn}
        f1 = [score(groups[at], first).f1 for at in THRESHOLDS]
        smooth = [mean(f1[max(at - 1, 0) : at + 2]) for at in range(len(f1))]
        best = THRESHOLDS[max(range(len(f1)), key=smooth.__getitem__)]
        picked.append(best)
        reported.append(score(groups[best], other).f1)
        shipped.append(score(groups[chosen], other).f1)
    return picked, reported, shipped


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:3]))
