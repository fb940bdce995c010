"""Rows that belong to the row above without a number saying so: levels of an indicator, and its pieces.

Some papers print the levels of an indicator as rows below it, each with its points, instead of in a column:

    1.1   Thực hiện kế hoạch                 3
          Hoàn thành 100% kế hoạch           3
          Hoàn thành từ 80% đến dưới 100%    1,5

Such rows are no indicators: together they are the scoring words of the row above. Rows with words of their own that add
up to exactly the points of the row above are its pieces, unless the group adds up with all of them side by side.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import takewhile

from thuocdo.domain.primitives.texts import Text
from thuocdo.domain.scoring.papers.drafting.items import Item, has_words
from thuocdo.domain.scoring.papers.drafting.outline import Outline
from thuocdo.domain.scoring.papers.drafting.sums import printed_total
from thuocdo.domain.scoring.papers.remarks import PaperRemark
from thuocdo.domain.scoring.wording import number_text

_WITHOUT_NUMBERS = ("none", "bullet", "lower")


def fold_levels(tree: Outline) -> list[PaperRemark]:
    """Turn rows that are levels into words of the row above; tells where."""
    return [_folded(item) for item in tree.items() if _holds_levels(item)]


def gather_pieces(tree: Outline) -> Outline:
    """The tree with rows without numbers below the numbered row whose points they add up to."""
    for group in tree.items():
        if not _adds_up(group.children, group.value):
            for owner, run in _runs(group.children):
                _move_below(owner, run)
    if _adds_up(tree.tops, printed_total(tree)):
        return tree
    for owner, run in _runs(tree.tops):
        _move_below(owner, run)
    tops = tuple(item for item in tree.tops if item.parent is None)
    left = [sum(item.parent is None for item in tree.tops[:before]) for _, before in tree.totals]
    totals = tuple((row, before) for (row, _), before in zip(tree.totals, left, strict=True))
    return replace(tree, tops=tops, totals=totals)


def _adds_up(items: Sequence[Item], points: Fraction | None) -> bool:
    return points is not None and sum((item.value or Fraction(0) for item in items), Fraction(0)) == points


def _runs(items: Sequence[Item]) -> Iterator[tuple[Item, list[Item]]]:
    """Every numbered leaf with the rows without numbers right behind it that add up to its points."""
    for position, owner in enumerate(items):
        run = list(takewhile(_is_piece, items[position + 1 :]))
        total = sum((each.value or Fraction(0) for each in run), Fraction(0))
        if len(run) > 1 and owner.row.number and owner.is_leaf and total == owner.value:
            yield owner, run


def _is_piece(item: Item) -> bool:
    return item.style.kind == "none" and item.is_leaf and item.value is not None and has_words(item.row)


def _move_below(owner: Item, run: list[Item]) -> None:
    for item in run:
        if item.parent is not None:
            item.parent.children.remove(item)
        owner.add(item)


def _holds_levels(item: Item) -> bool:
    return (
        bool(item.children)
        and item.value is not None
        and bool(item.row.number)
        and not has_words(item.row)
        and all(_is_level(child, item) for child in item.children)
    )


def _is_level(child: Item, item: Item) -> bool:
    is_bare = child.is_leaf and child.style.kind in _WITHOUT_NUMBERS and not has_words(child.row)
    return is_bare and (child.value is None or item.value is None or child.value <= item.value)


def _folded(item: Item) -> PaperRemark:
    lines = [_line(child) for child in item.children]
    evidence = [item.row.evidence, *(child.row.evidence for child in item.children)]
    item.row = replace(
        item.row,
        method="\n".join(lines),
        evidence="\n".join(dict.fromkeys(text for text in evidence if text)),
    )
    count, item.folded = len(item.children), [child.row for child in item.children]
    item.children = []
    return PaperRemark(
        "note",
        "draft.levels-in-rows",
        item.row.place,
        Text(
            f"{count} dòng dưới «{item.code or item.row.number}» được đọc là các mức điểm của chỉ số này.",
            f"{count} rows below '{item.code or item.row.number}' are read as the levels of this indicator.",
        ),
        Text(""),
    )


def _line(child: Item) -> str:
    title = child.row.title.rstrip(" :.;")
    return f"- {title}" if child.value is None else f"- {title}: {number_text(child.value)} điểm"
