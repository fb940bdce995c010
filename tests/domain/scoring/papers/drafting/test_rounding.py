"""Rounding that the words of a row say is the rounding of its node."""

from __future__ import annotations

from fractions import Fraction

from thuocdo.domain.scoring.catalogue import lint, load
from thuocdo.domain.scoring.definition import Node
from thuocdo.domain.scoring.papers.drafting import draft, suggested_header
from thuocdo.domain.scoring.papers.printed import PrintedPaper, PrintedRow

WORDS = "Điểm = a/b × điểm tối đa{}. a: số chỉ tiêu đạt; b: tổng số chỉ tiêu"


def node(rounding: str) -> Node:
    row = PrintedRow("Bảng 1, dòng 2", "1.1", "Chỉ tiêu", "10", WORDS.format(rounding))
    printed = PrintedPaper((row,), "BỘ CHỈ SỐ", "", (), ())
    text = draft(printed, header=suggested_header(printed, "Bộ chỉ số.docx")).text
    assert [found.tell() for found in lint(load(text)) if found.is_error] == []
    return next(each for each in load(text).definition.root.walk() if each.code == "1.1")


def test_digits_are_kept_with_the_row() -> None:
    found = node(", làm tròn đến 2 chữ số thập phân")
    assert found.points == Fraction(10)
    assert found.rounding is not None
    assert found.rounding.digits == 2


def test_nothing_is_rounded_where_nothing_is_said() -> None:
    assert node("").rounding is None
