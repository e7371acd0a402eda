"""A million listed numbers all over North America, and calls from everywhere: a hundredth of them from listed ones."""

from typing import Any

import numpy as np

from hopback.carrier.gateway.screening import plan

LISTED = 1_000_000
SHARE = 100  # one call in so many comes from a listed number


def numbers(count: int, seed: int) -> Any:
    """That could be somebody's: an area code in service, an exchange from 200 on that is no N11."""
    draw = np.random.default_rng(seed)
    areas = np.array(sorted(plan.AREA_CODES))
    exchanges = np.array([code for code in range(200, 1000) if code % 100 != 11])
    found = plan.FIRST + draw.choice(areas, count) * 10**7 + draw.choice(exchanges, count) * plan.LINES
    return found + draw.integers(0, plan.LINES, count)


def listed(count: int = LISTED) -> Any:
    return np.unique(numbers(count + count // 50 + 10, 1))[:count]


def calls(count: int, of: Any, *, share: int = SHARE) -> Any:
    found = numbers(count, 2)
    found[::share] = np.random.default_rng(3).choice(of, len(found[::share]))
    return np.random.default_rng(4).permutation(found)
