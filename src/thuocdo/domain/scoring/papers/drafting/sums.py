"""Whether the printed points add up: every group over its rows, the whole over its groups.

What is printed is kept. A sum that is wrong is an error remark: somebody must settle it with the paper before the
index can be in force.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from thuocdo.domain.primitives.texts import Text
from thuocdo.domain.scoring.papers.drafting.items import Item
from thuocdo.domain.scoring.papers.drafting.outline import Outline
from thuocdo.domain.scoring.papers.points import read_points
from thuocdo.domain.scoring.papers.remarks import PaperRemark
from thuocdo.domain.scoring.wording import number_text, say

_USUAL_TOTALS = (
    Fraction(1),
    Fraction(10),
    Fraction(50),
    Fraction(100),
    Fraction(200),
    Fraction(500),
    Fraction(1000),
)
_FIX = Text(
    "Đối chiếu với văn bản rồi sửa điểm; bản thảo giữ số đã in và chưa thể có hiệu lực.",
    "Check against the paper and mend the points; the draft keeps what is printed and cannot be put in force.",
)


def maximum(item: Item) -> Fraction | None:
    """What a row counts for: as printed, else the sum of its rows; None where that is not known."""
    if item.value is not None or item.is_leaf:
        return item.value
    return added(item.children)


def added(items: Sequence[Item]) -> Fraction | None:
    """The sum of what counts among `items`; None as soon as one is not known."""
    maxima = [maximum(item) for item in items if counts(item)]
    known = [value for value in maxima if value is not None]
    return sum(known, Fraction(0)) if len(known) == len(maxima) else None


def counts(item: Item) -> bool:
    """Whether a row is part of the maximum of its group."""
    return item.is_scored and not item.adjusts


def printed_total(tree: Outline) -> Fraction | None:
    """The total at the end of the paper, where it prints one."""
    last = [row for row, before in tree.totals if before == len(tree.tops)]
    value = read_points(last[-1].points, tree.mark).value if last else None
    return value if value is not None and value > 0 else None


def check_sums(tree: Outline, stated: Fraction | None) -> list[PaperRemark]:
    """Every sum that does not hold, from the top down."""
    return [*_check_total(tree, stated), *_check_subtotals(tree), *_check_groups(tree), *_check_missing(tree)]


def _check_total(tree: Outline, stated: Fraction | None) -> Iterator[PaperRemark]:
    total, printed = added(tree.tops), printed_total(tree)
    if printed is not None and stated is not None and printed != stated:
        yield _wrong(
            "draft.total-differs", "", "Tổng điểm in trong văn bản", "The printed total", printed, stated
        )
    expected = stated if stated is not None else printed
    if total is None or expected == total:
        return
    if expected is not None:
        yield _wrong(
            "draft.total-does-not-add-up", "", "Các nhóm cộng lại", "The groups together", total, expected
        )
    elif total not in _USUAL_TOTALS:
        yield PaperRemark(
            "warning",
            "draft.unusual-total",
            "",
            say(
                "Các nhóm cộng lại {total} điểm, văn bản không in tổng.",
                "The groups add up to {total} points and the paper prints no total.",
                total=total,
            ),
            Text("Xem có dòng hoặc trang nào bị thiếu.", "See whether a row or a page is lost."),
        )


def _check_subtotals(tree: Outline) -> Iterator[PaperRemark]:
    """A total between groups counts the group before it, or everything so far."""
    for row, before in tree.totals:
        value = read_points(row.points, tree.mark).value
        if before == len(tree.tops) or value is None or before == 0:
            continue
        last, so_far = maximum(tree.tops[before - 1]), added(tree.tops[:before])
        if last is not None and value not in (last, so_far):
            name = tree.tops[before - 1].code
            yield _wrong(
                "draft.subtotal-does-not-add-up", row.place, f"Nhóm «{name}»", f"Group '{name}'", last, value
            )


def _check_groups(tree: Outline) -> Iterator[PaperRemark]:
    for item in tree.items():
        if item.is_leaf or item.value is None or item.adjusts or not item.is_scored:
            continue
        total = added(item.children)
        if total is not None and total != item.value:
            yield _wrong(
                "draft.group-does-not-add-up",
                item.row.place,
                f"Các dòng của nhóm «{item.code}» cộng lại",
                f"The rows of group '{item.code}' together",
                total,
                item.value,
            )


def _check_missing(tree: Outline) -> Iterator[PaperRemark]:
    for item in tree.items():
        if not item.is_leaf or not counts(item):
            continue
        if item.value is None:
            yield PaperRemark(
                "warning",
                "draft.no-points",
                item.row.place,
                Text(
                    f"«{item.code}» không ghi điểm tối đa. {item.points.reason.vi}".strip(),
                    f"'{item.code}' has no maximum. {item.points.reason.pick('en')}".strip(),
                ),
                Text(
                    "Ghi điểm của dòng này trước khi ban hành.",
                    "Fill the points in before it is put in force.",
                ),
            )
        elif not item.points.is_sure:
            yield PaperRemark(
                "warning",
                "draft.points-not-sure",
                item.row.place,
                Text(
                    f"«{item.code}»: điểm đọc là {number_text(item.value)}. {item.points.reason.vi}",
                    f"'{item.code}': points read as {number_text(item.value, 'en')}. {item.points.reason.pick('en')}",
                ),
                Text("Xác nhận hoặc sửa điểm.", "Confirm or mend the points."),
            )


def _wrong(code: str, place: str, vi: str, en: str, found: Fraction, expected: Fraction) -> PaperRemark:
    message = say(
        "{what} được {found} điểm, văn bản ghi {expected}.",
        "{what}: {found} points, the paper says {expected}.",
        what=Text(vi, en),
        found=found,
        expected=expected,
    )
    return PaperRemark("error", code, place, message, _FIX)
