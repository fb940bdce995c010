"""The first whole step at which a rising or falling formula gives wanted points, by doubling and halving.

>>> first_step(lambda step: step * step >= 50, rises=True)
8
>>> first_step(lambda step: step * step <= 50, rises=False)
7
"""

from __future__ import annotations

from collections.abc import Callable

_MOST_DOUBLINGS = 50


def first_step(is_enough: Callable[[int], bool], *, rises: bool) -> int | None:
    """The smallest step from nought on that is enough (the largest, where more is worse); None if there is none.

    Also None where every step is enough: then no step is the first.
    """
    if is_enough(0) is rises:
        return None
    reached = 1
    for _ in range(_MOST_DOUBLINGS):
        if is_enough(reached) is rises:
            return _between(is_enough, reached // 2, reached, rises=rises)
        reached *= 2
    return None


def _between(is_enough: Callable[[int], bool], low: int, high: int, *, rises: bool) -> int:
    """`low` is on the near side of the change, `high` on the far one."""
    while high - low > 1:
        middle = (low + high) // 2
        if is_enough(middle) is rises:
            high = middle
        else:
            low = middle
    return high if rises else low
