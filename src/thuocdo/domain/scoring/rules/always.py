"""The two answers of an inverse that need no solving: every input does, or none does."""

from __future__ import annotations

from thuocdo.domain.scoring.rules.base import Bounds, NotInvertible, Wanted, not_invertible


def always_or_never(wanted: Wanted, bounds: Bounds) -> NotInvertible | None:
    """Why no input need be looked for: the points lie under or above all the rule can give."""
    low, high = bounds
    if low is not None and wanted.points <= low:
        return not_invertible(
            "always", "Giá trị nào cũng đạt số điểm này.", "Every value gives these points."
        )
    if high is not None and wanted.points > high:
        return not_invertible("never", "Không giá trị nào đạt số điểm này.", "No value gives these points.")
    return None
