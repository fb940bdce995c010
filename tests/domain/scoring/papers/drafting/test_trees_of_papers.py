"""Rows become a tree: by numbers, by manners of numbering, by shape where there are none."""

from __future__ import annotations

from dataclasses import replace

from thuocdo.domain.scoring.papers.drafting.codes import give_codes
from thuocdo.domain.scoring.papers.drafting.items import Item
from thuocdo.domain.scoring.papers.drafting.outline import outline
from thuocdo.domain.scoring.papers.printed import PrintedRow
from thuocdo.domain.scoring.papers.remarks import PaperRemark

WORDS = "Có: điểm tối đa; không: 0 điểm"


def group(number: str, title: str = "Nhóm", points: str = "") -> PrintedRow:
    return PrintedRow(f"dòng {number or title}", number, title, points)


def leaf(number: str, title: str = "Chỉ số", points: str = "10", method: str = WORDS) -> PrintedRow:
    return PrintedRow(f"dòng {number or title}", number, title, points, method)


def tree_of(*rows: PrintedRow) -> tuple[list[object], list[PaperRemark]]:
    found = outline(rows)
    remarks = [*found.remarks, *give_codes(found)]
    return [_shape(item) for item in found.tops], remarks


def _shape(item: Item) -> object:
    return {item.code: [_shape(child) for child in item.children]} if item.children else item.code


def codes(remarks: list[PaperRemark]) -> list[str]:
    return [remark.code for remark in remarks]


def test_numbers_that_go_on_from_another_stand_below_it() -> None:
    tree, remarks = tree_of(
        group("4"),
        leaf("4.1"),
        group("4.2"),
        leaf("4.2.1"),
        leaf("4.2.2"),
        leaf("4.3"),
        group("5"),
        leaf("5.1"),
    )
    assert tree == [{"4": ["4.1", {"4.2": ["4.2.1", "4.2.2"]}, "4.3"]}, {"5": ["5.1"]}]
    assert codes(remarks) == ["draft.number-missing"]  # 1 to 3 are not there


def test_four_nine_is_followed_by_four_ten() -> None:
    rows = [group("1"), *(leaf(f"1.{count}") for count in range(1, 12))]
    tree, remarks = tree_of(*rows)
    assert tree == [{"1": [f"1.{count}" for count in range(1, 12)]}]
    assert remarks == []


def test_numbers_that_begin_anew_under_roman_groups_are_qualified() -> None:
    tree, remarks = tree_of(group("I"), leaf("1"), leaf("2"), group("II"), leaf("1"), leaf("2"))
    assert tree == [{"I": ["I.1", "I.2"]}, {"II": ["II.1", "II.2"]}]
    assert remarks == []


def test_numbers_that_go_through_stay_as_printed_under_roman_groups() -> None:
    tree, remarks = tree_of(group("I"), leaf("1"), leaf("2"), group("II"), leaf("3"))
    assert tree == [{"I": ["1", "2"]}, {"II": ["3"]}]
    assert remarks == []


def test_nested_numbers_begin_anew_with_their_group() -> None:
    tree, _ = tree_of(group("A"), group("1"), leaf("1.1"), group("B"), group("1"), leaf("1.1"))
    assert tree == [{"A": [{"A.1": ["A.1.1"]}]}, {"B": [{"B.1": ["B.1.1"]}]}]


def test_letters_after_b_are_letters_and_not_a_hundred() -> None:
    tree, remarks = tree_of(
        group("A"), leaf("1"), group("B"), leaf("2"), group("C"), leaf("3"), group("D"), leaf("4")
    )
    assert tree == [{"A": ["1"]}, {"B": ["2"]}, {"C": ["3"]}, {"D": ["4"]}]
    assert remarks == []


def test_roman_groups_may_stand_above_letters_and_letters_above_numbers() -> None:
    tree, _ = tree_of(
        group("I"), group("A"), leaf("1"), group("B"), leaf("2"), group("II"), group("A"), leaf("3")
    )
    assert tree == [{"I": [{"I.A": ["1"]}, {"I.B": ["2"]}]}, {"II": [{"II.A": ["3"]}]}]


def test_small_letters_are_parts_of_the_row_above() -> None:
    tree, _ = tree_of(group("1"), group("1.1", points="10"), leaf("a"), leaf("b"), leaf("1.2"))
    assert tree == [{"1": [{"1.1": ["1.1.a", "1.1.b"]}, "1.2"]}]


def test_dashed_rows_are_parts_of_the_row_above() -> None:
    tree, _ = tree_of(group("1"), leaf("1.1"), leaf("", "- Phần một"), leaf("", "- Phần hai"), leaf("1.2"))
    assert tree == [{"1": [{"1.1": ["1.1.1", "1.1.2"]}, "1.2"]}]


def test_a_paper_without_numbers_is_a_tree_by_its_headings() -> None:
    tree, remarks = tree_of(
        group("", "Nhóm một"), leaf("", "Đầu"), leaf("", "Hai"), group("", "Nhóm hai"), leaf("", "Ba")
    )
    assert tree == [{"N1": ["N1.1", "N1.2"]}, {"N2": ["N2.1"]}]
    assert remarks == []


def test_rows_without_headings_and_numbers_are_counted() -> None:
    assert tree_of(leaf("", "Đầu"), leaf("", "Hai")) == (["1", "2"], [])


def test_an_unnumbered_heading_above_numbers_is_a_group_of_its_own() -> None:
    tree, _ = tree_of(group("", "PHẦN CHUNG"), leaf("1"), leaf("2"), group("", "PHẦN RIÊNG"), leaf("3"))
    assert tree == [{"N1": ["1", "2"]}, {"N2": ["3"]}]


def test_a_number_twice_is_an_error_and_gets_a_code_of_its_own() -> None:
    tree, remarks = tree_of(group("1"), leaf("1.1"), leaf("1.1"), leaf("1.2"))
    assert tree == [{"1": ["1.1", "1.1-2", "1.2"]}]
    assert [(remark.severity, remark.code) for remark in remarks] == [("error", "draft.number-twice")]


def test_a_number_left_out_is_told() -> None:
    _, remarks = tree_of(group("1"), leaf("1.1"), leaf("1.4"))
    assert codes(remarks) == ["draft.number-missing"]
    assert "1.2–1.3" in remarks[0].message.vi


def test_rows_out_of_order_keep_their_place_and_are_told() -> None:
    tree, remarks = tree_of(group("1"), leaf("1.1"), leaf("1.3"), leaf("1.2"))
    assert tree == [{"1": ["1.1", "1.3", "1.2"]}]
    assert codes(remarks) == ["draft.number-missing", "draft.not-in-order"]


def test_a_row_far_from_its_group_goes_where_its_number_says() -> None:
    tree, remarks = tree_of(group("1"), leaf("1.1"), group("2"), leaf("2.1"), leaf("1.2"))
    assert tree == [{"1": ["1.1", "1.2"]}, {"2": ["2.1"]}]
    assert codes(remarks) == ["draft.printed-elsewhere"]


def test_a_group_that_is_not_printed_is_put_in_and_told() -> None:
    tree, remarks = tree_of(group("1"), leaf("1.1"), leaf("2.1"), leaf("2.2"))
    assert tree == [{"1": ["1.1"]}, {"2": ["2.1", "2.2"]}]
    assert codes(remarks) == ["draft.group-not-printed"]


def test_a_row_without_a_number_takes_none_that_the_paper_prints() -> None:
    tree, remarks = tree_of(group("1"), leaf("1.1"), leaf("", "Quên số"), leaf("1.2"))
    assert tree == [{"1": ["1.1", "1.3", "1.2"]}]
    assert codes(remarks) == ["draft.no-number"]


def test_headings_without_numbers_may_stand_between_a_group_and_its_rows() -> None:
    tree, _ = tree_of(
        group("1"), group("", "Chỉ đạo"), leaf("1.1"), leaf("1.2"), group("", "Hạ tầng"), leaf("1.3")
    )
    assert tree == [{"1": [{"1.4": ["1.1", "1.2"]}, {"1.5": ["1.3"]}]}]


def test_tables_that_begin_anew_are_groups() -> None:
    rows = [
        replace(row, place=f"Bảng {table}, dòng 2") for table in (1, 2) for row in (group("1"), leaf("1.1"))
    ]
    tree, remarks = tree_of(*rows)
    assert tree == [{"T1": [{"T1.1": ["T1.1.1"]}]}, {"T2": [{"T2.1": ["T2.1.1"]}]}]
    assert codes(remarks) == ["draft.tables-begin-anew"]


def test_tables_that_go_on_counting_are_one_paper() -> None:
    printed = (group("1"), leaf("1.1"), group("2"), leaf("2.1"))
    rows = [replace(row, place=f"Bảng {row.number[0]}, dòng 2") for row in printed]
    assert tree_of(*rows) == ([{"1": ["1.1"]}, {"2": ["2.1"]}], [])


def test_a_number_of_a_thousand_digits_counts_nothing() -> None:
    tree, _ = tree_of(leaf("9" * 5000), leaf("1." + "9" * 5000))
    assert [len(str(code)) for code in tree] == [40, 40]


def test_numbers_with_a_letter_behind_stand_below_the_number() -> None:
    assert tree_of(leaf("1"), leaf("1a"), leaf("1b"), leaf("2"))[0] == [{"1": ["1a", "1b"]}, "2"]


def test_codes_of_an_office_are_taken_as_they_are() -> None:
    tree, remarks = tree_of(leaf("TC1.1"), leaf("TC1.2"), leaf("TC2.1"))
    assert tree == ["TC1.1", "TC1.2", "TC2.1"]
    assert remarks == []


def test_signs_that_no_code_may_have_are_replaced() -> None:
    tree, _ = tree_of(leaf("TC/01"), leaf("TC/02"))
    assert tree == ["TC-01", "TC-02"]
