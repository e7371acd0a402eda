"""Texts that say nearly the same are one script: identical or nearly identical messaging. (A1.6)

A sample is compared each with each; what its small clusters have in common is a script's profile; profiles that hold
each other are one; then every text joins the script that holds most of it. What no script holds is sampled again.
Comparing pairs and joining whoever is near would chain campaigns together over texts that are cut off.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import sparse
from scipy.cluster.hierarchy import fcluster, linkage

from . import figures
from .sketch import Array, Sketch

ALONE = -1


@dataclass(frozen=True)
class Profile:
    """What a script's texts have in common: runs that at least SAID_BY_MANY of them hold, and each one's share."""

    run: Array  # rising
    share: Array
    size: int  # of how many texts


def find(sketch: Sketch, known: Sequence[Profile]) -> tuple[Array, list[Profile]]:
    """(each text's script, profiles): first the known ones, as they are, then those that were found."""
    profiles = list(known)
    script, _ = join(sketch, profiles)
    for turn in range(figures.ROUNDS):
        left = np.flatnonzero(script == ALONE)
        if not len(left):
            break
        fresh = _of_sample(sketch.only(_drawn(left, turn)))
        found, _ = join(sketch.only(left), fresh)
        script[left] = np.where(found == ALONE, ALONE, found + len(profiles))
        profiles += fresh
    script, profiles = _settled(sketch, script, profiles, len(known))
    alone = np.flatnonzero(script == ALONE)
    script[alone] = len(profiles) + np.arange(len(alone))
    return script, profiles + [profile_of(sketch.only(np.array([text]))) for text in alone]


def join(sketch: Sketch, profiles: Sequence[Profile]) -> tuple[Array, Array]:
    """(the profile that holds most of each text, or ALONE; which share of the text's runs it holds)."""
    best, share = np.full(sketch.count, ALONE), np.zeros(sketch.count, np.float32)
    if profiles:
        runs, table = _table(profiles)
        for at, part in sketch.parts():
            best[at : at + part.count], share[at : at + part.count] = _join(part, runs, table)
    return best, share


def _join(sketch: Sketch, runs: Array, table: Any) -> tuple[Array, Array]:
    best, share = np.full(sketch.count, ALONE), np.zeros(sketch.count, np.float32)
    held = (sketch.runs(runs) @ table).tocsr()
    full = np.flatnonzero(np.diff(held.indptr))
    if not len(full):
        return best, share
    most = np.maximum.reduceat(held.data, held.indptr[full])
    row = np.repeat(np.arange(len(full)), np.diff(held.indptr)[full])
    tops = np.flatnonzero(held.data >= most[row] - 1e-6)
    first = tops[np.unique(row[tops], return_index=True)[1]]
    lengths = sketch.lengths()[full]
    share[full] = most / lengths
    enough = share[full] >= np.where(lengths < figures.SHORT, figures.SHORT_JOINS, figures.JOINS)
    best[full[enough]] = held.indices[first][enough]
    return best, share


def profile_of(sketch: Sketch) -> Profile:
    """Of the texts of one script, at most PROFILE of them."""
    if sketch.count > figures.PROFILE:
        sketch = sketch.only(np.linspace(0, sketch.count - 1, figures.PROFILE).astype(np.int64))
    run, place = np.unique(sketch.run, return_inverse=True)
    text = np.repeat(np.arange(sketch.count), sketch.lengths())
    count = np.bincount(np.unique(place * sketch.count + text) // max(sketch.count, 1), minlength=len(run))
    share = count / max(sketch.count, 1)
    kept = share >= figures.SAID_BY_MANY
    return Profile(run[kept], share[kept].astype(np.float32), sketch.count)


def _drawn(left: Array, turn: int) -> Array:
    """A sample of what is left, the same at every start."""
    if len(left) <= figures.SAMPLE:
        return left
    dice = np.random.default_rng(turn)
    return np.sort(dice.choice(left, figures.SAMPLE, replace=False))


def _of_sample(sketch: Sketch) -> list[Profile]:
    cluster = _clusters(sketch)
    return _merged([profile_of(part) for part in split(sketch, cluster)])


def split(sketch: Sketch, cluster: Array) -> list[Sketch]:
    """The texts of each cluster 0, 1, … by themselves."""
    order = np.argsort(cluster, kind="stable")
    ends = np.cumsum(np.bincount(cluster[order]))
    return [sketch.only(part) for part in np.split(order, ends[:-1])]


def _clusters(sketch: Sketch) -> Array:
    runs = np.unique(sketch.run)
    held = sketch.runs(runs)
    held.sum_duplicates()
    held.data[:] = 1
    return _linked(_contained((held @ held.T).toarray(), held.sum(axis=1)), figures.MICRO)


def _merged(profiles: list[Profile]) -> list[Profile]:
    """Clusters whose common runs hold each other are one script."""
    if len(profiles) < 2:
        return profiles
    _, table = _table(profiles)
    cluster = _linked(_contained((table.T @ table).toarray(), table.sum(axis=0)), figures.CONSENSUS)
    return [_union([profiles[i] for i in np.flatnonzero(cluster == c)]) for c in range(cluster.max() + 1)]


def _union(profiles: list[Profile]) -> Profile:
    """As if of all their texts; a run that one of several holds stays: a text that is cut off misses the others'."""
    if len(profiles) == 1:
        return profiles[0]
    size = sum(profile.size for profile in profiles)
    run, place = np.unique(np.concatenate([profile.run for profile in profiles]), return_inverse=True)
    weight = np.concatenate([profile.share * profile.size for profile in profiles])
    return Profile(run, (np.bincount(place, weight) / size).astype(np.float32), size)


def _settled(sketch: Sketch, script: Array, profiles: list[Profile], fixed: int) -> tuple[Array, list[Profile]]:
    """Profiles anew, of all that joined; those that hold each other merged; every text once more to its best."""
    fresh = profiles[fixed:]
    if not fresh:
        return script, profiles
    joined = script >= fixed
    which = np.flatnonzero(joined)
    number, place = np.unique(script[which], return_inverse=True)
    parts = split(sketch.only(which), place) if len(number) else []
    again = _merged([profile_of(part) for part in parts])
    profiles = [*profiles[:fixed], *again]
    best, _ = join(sketch, profiles)
    kept = np.where(script < fixed, script, best)
    return kept, profiles


def _table(profiles: Sequence[Profile]) -> tuple[Array, Any]:
    """(all their runs, rising; runs × profiles, 1 where a profile has the run)."""
    runs = np.unique(np.concatenate([profile.run for profile in profiles]))
    row = np.concatenate([np.searchsorted(runs, profile.run) for profile in profiles])
    column = np.repeat(np.arange(len(profiles)), [len(profile.run) for profile in profiles])
    return runs, sparse.csr_matrix((np.ones(len(row), np.float32), (row, column)), (len(runs), len(profiles)))


def _contained(shared: Array, sizes: Any) -> Array:
    size = np.asarray(sizes, np.float32).ravel()
    return shared / np.maximum(np.minimum(size[:, None], size[None]), 1)


def _linked(likeness: Array, least: float) -> Array:
    """Clusters 0, 1, … whose mean likeness is at least `least` (average linkage)."""
    if len(likeness) < 2:
        return np.zeros(len(likeness), np.int64)
    above = np.triu_indices(len(likeness), 1)
    tree = linkage(np.clip(1 - likeness[above], 0, 1), "average")
    return np.asarray(fcluster(tree, 1 - least, "distance"), np.int64) - 1
