"""Printed points are kept, and every sum that does not hold is told."""

from __future__ import annotations

from fractions import Fraction

import pytest

from thuocdo.domain.scoring.catalogue.loading import load
from thuocdo.domain.scoring.papers.drafting import Draft, DraftHeader, draft
from thuocdo.domain.scoring.papers.printed import PrintedPaper, PrintedRow
from thuocdo.domain.scoring.pipeline import score
from thuocdo.domain.scoring.sheet import InputSheet, UnitRow, Value

WORDS = "Có: điểm tối đa; không: 0 điểm"
HEADER = DraftHeader("thu", "2026-01-01-1")


def made(*rows: tuple[str, str, str, str], points: Fraction | None = None) -> Draft:
    printed = tuple(
        PrintedRow(
            f"dòng {place}", number, title, value, method, kind="total" if title == "Tổng cộng" else "row"
        )
        for place, (number, title, value, method) in enumerate(rows, 1)
    )
    header = DraftHeader(HEADER.index, HEADER.rule_set, points=points)
    return draft(PrintedPaper(printed, "Thử", "", (), ()), header=header)


def told(found: Draft) -> list[tuple[str, str]]:
    return [(remark.severity, remark.code) for remark in found.remarks]


def test_sums_that_hold_are_silent() -> None:
    found = made(
        ("1", "Nhóm", "20", ""),
        ("1.1", "Một", "10", WORDS),
        ("1.2", "Hai", "10", WORDS),
        ("", "Tổng cộng", "20", ""),
    )
    assert told(found) == []
    assert (found.points, found.sum_of_rows) == (20, 20)


def test_a_group_keeps_its_printed_points_when_its_rows_differ() -> None:
    found = made(("1", "Nhóm", "100", ""), ("1.1", "Một", "10", WORDS))
    assert told(found) == [("error", "draft.group-does-not-add-up")]
    assert "points: 100\n    indicators" in found.text


def test_the_printed_total_is_kept_when_the_groups_differ() -> None:
    found = made(("1", "Một", "60", WORDS), ("2", "Hai", "30", WORDS), ("", "Tổng cộng", "100", ""))
    assert told(found) == [("error", "draft.total-does-not-add-up")]
    assert (found.points, found.sum_of_rows) == (100, 90)


def test_a_total_that_the_user_states_is_compared_with_the_printed_one() -> None:
    found = made(("1", "Một", "100", WORDS), ("", "Tổng cộng", "100", ""), points=Fraction(1000))
    assert told(found) == [("error", "draft.total-differs"), ("error", "draft.total-does-not-add-up")]


def test_a_total_between_groups_is_compared_with_the_group_before_it() -> None:
    found = made(
        ("1", "Một", "60", WORDS),
        ("", "Tổng cộng", "50", ""),
        ("2", "Hai", "40", WORDS),
        ("", "Tổng cộng", "100", ""),
    )
    assert told(found) == [("error", "draft.subtotal-does-not-add-up")]


def test_nine_hundred_and_sixty_is_asked_about() -> None:
    assert told(made(("1", "Một", "960", WORDS))) == [("warning", "draft.unusual-total")]


def test_points_that_are_missing_stay_unknown() -> None:
    found = made(("1", "Một", "", WORDS), ("2", "Hai", "10", WORDS), ("", "Tổng cộng", "20", ""))
    assert told(found) == [("warning", "draft.no-points")]
    assert "points: unknown" in found.text


def test_points_in_doubt_make_the_reading_doubtful() -> None:
    found = made(("1", "Một", "5-10", WORDS), ("", "Tổng cộng", "10", ""))
    assert told(found) == [("warning", "draft.points-not-sure")]
    assert found.rows[0].certainty == "likely"


def test_a_bonus_is_no_part_of_the_total() -> None:
    found = made(
        ("1", "Một", "100", WORDS), ("2", "Điểm thưởng", "", ""),
        ("2.1", "Sáng kiến", "+5", "Có: 5 điểm; không: 0 điểm"),
        ("", "Tổng cộng", "100", ""),
    )  # fmt: skip
    assert told(found) == []
    assert found.text.count("adjusts: true") == 2, "the group too: it has no maximum of its own"
    definition = load(found.text, name="thu").definition
    table = score(
        definition,
        InputSheet.from_values(
            "2026",
            [("x", name, Value(Fraction(1))) for name in definition.inputs],
            [UnitRow("x", "x", "", "", ())],
        ),
    )
    assert table.decimal("x", "total") == 105


@pytest.mark.parametrize("points", ["không chấm", "Không tính điểm"])
def test_a_row_that_is_not_scored_has_no_rule(points: str) -> None:
    found = made(("1", "Thông tin chung", points, "Thu thập số liệu"), ("2", "Hai", "100", WORDS))
    assert told(found) == []
    assert "scored: false" in found.text
