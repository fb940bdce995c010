"""Papers that print the levels of an indicator as rows below it, each with its points, instead of in a column.

    1.1   Thực hiện kế hoạch                 3
          Hoàn thành 100% kế hoạch           3
          Hoàn thành từ 80% đến dưới 100%    1,5

Such rows are no indicators: together they are the scoring words of the row above.
"""

from __future__ import annotations

from dataclasses import replace

from thuocdo.domain.primitives.texts import Text
from thuocdo.domain.scoring.papers.drafting.items import Item, has_words
from thuocdo.domain.scoring.papers.drafting.outline import Outline
from thuocdo.domain.scoring.papers.remarks import PaperRemark
from thuocdo.domain.scoring.wording import number_text

_WITHOUT_NUMBERS = ("none", "bullet", "lower")


def fold_levels(tree: Outline) -> list[PaperRemark]:
    """Turn rows that are levels into words of the row above; tells where."""
    return [_folded(item) for item in tree.items() if _holds_levels(item)]


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
