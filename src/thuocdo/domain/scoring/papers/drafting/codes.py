"""Every row's code: as printed wherever that is unique, qualified by the group where numbers begin anew.

Under "I" and "II" that each count 1, 2, 3 the codes are I.1, II.1; a number that a group prints twice gets a suffix
and an error remark; a row without a number gets its place in its group.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator

from thuocdo.domain.primitives.texts import Text
from thuocdo.domain.scoring.papers.drafting.items import Item
from thuocdo.domain.scoring.papers.drafting.numbering import Kind
from thuocdo.domain.scoring.papers.drafting.outline import Outline
from thuocdo.domain.scoring.papers.remarks import PaperRemark

_NOT_IN_CODES = re.compile(r"[^\w.\-]+")
_COUNTED: tuple[Kind, ...] = ("arabic", "roman", "upper", "lower")
_RESERVED = "total"
_MOST_LETTERS = 40


def give_codes(tree: Outline) -> list[PaperRemark]:
    """Set the code of every row; tells what was repeated, left out or not in order."""
    items = tree.items()
    renewed = _renewed(items)
    taken: set[str] = {_RESERVED}
    printed = {_as_code(item.row.number) for item in items}
    remarks: list[PaperRemark] = []
    for item in items:
        if _has_number(item):
            wanted = _wanted(item, renewed)
            item.code = _free(wanted, taken)
            remarks += [_repeated(item)] if item.code != wanted else []
        else:
            item.code = _by_place(item, tree, taken | printed)
            remarks += [_without_number(item)] if _is_odd_one_out(item, tree) else []
        taken.add(item.code)
    return [*remarks, *_sequence_remarks(tree, renewed)]


def _renewed(items: list[Item]) -> set[tuple[str, int]]:
    """Manners of numbering that begin anew in each group."""
    owners: dict[tuple[tuple[str, int], str], set[Item | None]] = defaultdict(set)
    for item in items:
        if item.row.number and item.style.kind != "bullet":
            owners[item.style.key, item.row.number].add(item.parent)
    return {key for (key, _), parents in owners.items() if len(parents) > 1}


def _as_code(number: str) -> str:
    return _NOT_IN_CODES.sub("-", number)[:_MOST_LETTERS].strip(".-")


def _has_number(item: Item) -> bool:
    return bool(_as_code(item.row.number)) and item.style.kind != "bullet"


def _wanted(item: Item, renewed: set[tuple[str, int]]) -> str:
    """The printed number, below its group's code where numbers begin anew."""
    number = _as_code(item.row.number)
    if item.parent is None or not (item.style.key in renewed or item.style.kind == "lower"):
        return number
    above, printed_above = item.parent.code, item.parent.row.number
    if printed_above and number.startswith(printed_above + "."):
        return above + number[len(printed_above) :]
    return f"{above}.{number}"


def _by_place(item: Item, tree: Outline, taken: set[str]) -> str:
    """A code by its place among the rows without numbers, and never one that the paper prints elsewhere."""
    siblings = item.parent.children if item.parent else list(tree.tops)
    place = siblings.index(item) + 1
    if item.parent is None:
        place = [each for each in siblings if not _has_number(each)].index(item) + 1
        stem = "T" if not item.is_printed else "N" if _needs_letter(item, siblings) else ""
    else:
        stem = f"{item.parent.code}."
    while f"{stem}{place}" in taken:
        place += 1
    return f"{stem}{place}"


def _needs_letter(item: Item, siblings: list[Item]) -> bool:
    """Whether a bare count could be mistaken for a printed number."""
    return bool(item.children) or any(map(_has_number, siblings))


def _is_odd_one_out(item: Item, tree: Outline) -> bool:
    """Whether a row has no number where the others of its group have one."""
    siblings = item.parent.children if item.parent else tree.tops
    return item.is_printed and item.style.kind == "none" and item.is_leaf and any(map(_has_number, siblings))


def _free(wanted: str, taken: set[str]) -> str:
    code, count = wanted, 1
    while code in taken:
        count += 1
        code = f"{wanted}-{count}"
    return code


def _repeated(item: Item) -> PaperRemark:
    return PaperRemark(
        "error",
        "draft.number-twice",
        item.row.place,
        Text(
            f"Số {item.row.number} xuất hiện hơn một lần; dòng này tạm mang mã «{item.code}».",
            f"Number {item.row.number} stands more than once; this row is called '{item.code}' for now.",
        ),
        Text(
            "Sửa số trong văn bản hoặc mã trong bản thảo.",
            "Mend the number in the paper or the code in the draft.",
        ),
    )


def _without_number(item: Item) -> PaperRemark:
    return PaperRemark(
        "warning",
        "draft.no-number",
        item.row.place,
        Text(
            f"«{item.row.title[:60]}» không có số thứ tự; theo vị trí được gọi là «{item.code}».",
            f"'{item.row.title[:60]}' has no number; by its place it is called '{item.code}'.",
        ),
        Text("Ghi số của dòng này, hoặc giữ mã tạm.", "Give the row its number, or keep this code."),
    )


def _sequence_remarks(tree: Outline, renewed: set[tuple[str, int]]) -> Iterator[PaperRemark]:
    """Rows of one level count on; what is left out may be a lost page."""
    groups: dict[object, list[Item]] = defaultdict(list)
    for item in tree.items():
        if item.is_printed and item.style.kind in _COUNTED and item.style.value is not None:
            goes_through = item.style.depth == 1 and item.style.key not in renewed
            groups[item.style.key if goes_through else (item.parent, item.style.key)].append(item)
    for rows in groups.values():
        counts = Counter(item.row.number for item in rows)
        expected = 1
        for item in rows:
            value = item.style.value or 0
            if value > expected and item.style.kind != "lower":
                yield _left_out(item, expected, value)
            elif value < expected and counts[item.row.number] == 1:
                yield _not_in_order(item)
            expected = max(expected, value + 1)


def _left_out(item: Item, expected: int, value: int) -> PaperRemark:
    stem = item.row.number.rpartition(".")[0] + "." if "." in item.row.number else ""
    count = value - expected
    missing = f"{stem}{expected}" + (f"–{stem}{value - 1}" if count > 1 else "")
    told = f"mục {missing}" if item.style.kind == "arabic" else f"{count} mục"
    english = missing if item.style.kind == "arabic" else str(count)
    return PaperRemark(
        "warning",
        "draft.number-missing",
        item.row.place,
        Text(
            f"Trước mục {item.row.number} thiếu {told}.",
            f"Before number {item.row.number} something is missing: {english}.",
        ),
        Text("Xem có dòng hoặc trang nào bị thiếu.", "See whether a row or a page is lost."),
    )


def _not_in_order(item: Item) -> PaperRemark:
    return PaperRemark(
        "note",
        "draft.not-in-order",
        item.row.place,
        Text(
            f"Mục {item.row.number} không theo thứ tự; bản thảo giữ thứ tự như in.",
            f"Number {item.row.number} is not in order; the draft keeps the printed order.",
        ),
        Text(""),
    )
