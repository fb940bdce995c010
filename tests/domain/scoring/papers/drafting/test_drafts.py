"""A draft says what the paper says, scores only what was read, and gives the words back letter by letter."""

from __future__ import annotations

import datetime
from fractions import Fraction

import pytest

from thuocdo.domain.scoring.catalogue import lint, load
from thuocdo.domain.scoring.definition import Definition, Node
from thuocdo.domain.scoring.papers.drafting import Draft, DraftHeader, draft, suggested_header
from thuocdo.domain.scoring.papers.errors import PaperRefusedError
from thuocdo.domain.scoring.papers.printed import PrintedPaper, PrintedRow

DECISION = "Kèm theo Quyết định số 931/QĐ-UBND ngày 04 tháng 4 năm 2024 của Ủy ban nhân dân tỉnh"
RATIO = "a = Số hồ sơ trả đúng hạn trong năm;\nb = Tổng số hồ sơ đã trả trong năm;\nĐiểm = a/b × Điểm tối đa"
PROSE = "Hội đồng xem xét tình hình thực tế để quyết định mức điểm"
CLASH = "Có: 5 điểm; không: 0 điểm"
ROWS = (
    PrintedRow("dòng 1", "1", "Phục vụ", "30"),
    PrintedRow(
        "dòng 2", "1.1", "Đúng hạn", "10", RATIO, "- Sổ theo dõi;\n- Báo cáo", "Khảo sát", "Văn phòng",
        "Sở A; Sở B", "Sở Nội vụ",
    ),
    PrintedRow("dòng 3", "1.2", "Đổi mới", "10", PROSE),
    PrintedRow("dòng 4", "1.3", "Kế hoạch", "10", CLASH),
)  # fmt: skip


def made(*rows: PrintedRow, before: Definition | None = None) -> Draft:
    printed = PrintedPaper(rows, "BỘ CHỈ SỐ PHỤC VỤ", DECISION, (), ())
    return draft(printed, header=suggested_header(printed, "Bộ chỉ số phục vụ.docx"), before=before)


@pytest.fixture(scope="module")
def found() -> Draft:
    return made(*ROWS)


def node(text: str, code: str) -> Node:
    return next(each for each in load(text).definition.root.walk() if each.code == code)


def test_the_head_is_what_the_paper_says_of_itself(found: Draft) -> None:
    header = found.header
    assert (header.index, header.rule_set) == ("bo-chi-so-phuc-vu", "2024-04-04-931")
    assert (header.number, header.date) == ("931/QĐ-UBND", datetime.date(2024, 4, 4))
    assert header.issuer == "Ủy ban nhân dân tỉnh"


def test_a_draft_lints_without_errors(found: Draft) -> None:
    assert [each.tell() for each in lint(load(found.text)) if each.is_error] == []
    assert load(found.text).definition.status == "draft"


def test_the_same_paper_gives_the_same_bytes(found: Draft) -> None:
    assert made(*ROWS).text == found.text


def test_the_words_of_the_paper_stay_letter_by_letter(found: Draft) -> None:
    assert [node(found.text, code).how.vi for code in ("1.1", "1.2", "1.3")] == [RATIO, PROSE, CLASH]


def test_what_is_sure_scores(found: Draft) -> None:
    here = node(found.text, "1.1")
    assert here.rule is not None
    assert here.rule.kind == "ratio"
    assert here.reading is not None
    assert here.reading.is_settled


def test_what_is_unsure_is_a_proposal_that_scores_nothing(found: Draft) -> None:
    here = node(found.text, "1.3")
    assert here.rule is not None
    assert here.reading is not None
    assert (here.rule.kind, here.reading.certainty) == ("unknown", "unsure")
    assert here.reading.proposal is not None
    declared = load(found.text).definition.inputs
    assert set(here.reading.proposal.inputs()) <= set(declared)


def test_what_is_unread_is_unknown(found: Draft) -> None:
    here = node(found.text, "1.2")
    assert here.rule is not None
    assert here.rule.kind == "unknown"
    assert here.reading is not None
    assert (here.reading.certainty, here.reading.proposal) == ("unread", None)


def test_certainties_are_counted(found: Draft) -> None:
    assert found.counts == {"sure": 1, "likely": 0, "unsure": 1, "unread": 1}


def test_the_other_columns_are_kept(found: Draft) -> None:
    here = node(found.text, "1.1")
    assert [each.vi for each in here.evidence] == ["Sổ theo dõi", "Báo cáo"]
    assert (here.responsible.vi, here.verified_by.vi) == ("Văn phòng", "Sở Nội vụ")
    assert [each.vi for each in here.suppliers] == ["Sở A", "Sở B"]
    assert here.data_from == "survey"


def test_a_paper_without_rows_is_refused() -> None:
    with pytest.raises(PaperRefusedError):
        made()


def test_levels_printed_as_rows_are_the_words_of_the_row_above() -> None:
    found = made(
        PrintedRow("dòng 1", "1", "Kế hoạch", "3"),
        PrintedRow("dòng 2", "", "Hoàn thành 100% kế hoạch", "3"),
        PrintedRow("dòng 3", "", "- Hoàn thành từ 80% đến dưới 100% kế hoạch", "1,5"),
        PrintedRow("dòng 4", "", "Hoàn thành dưới 80% kế hoạch", "0"),
        PrintedRow("dòng 5", "2", "Nhiệm vụ", "7", RATIO),
    )
    assert [row.code for row in found.rows] == ["1", "2"]
    here = node(found.text, "1")
    assert here.how.vi.split("\n")[1] == "- Hoàn thành từ 80% đến dưới 100% kế hoạch: 1,5 điểm"
    assert here.rule is not None
    assert here.rule.kind == "bands"
    assert "draft.levels-in-rows" in [remark.code for remark in found.remarks]


def test_rows_without_numbers_that_add_up_to_the_row_above_are_its_pieces() -> None:
    found = made(
        PrintedRow("dòng 1", "1", "Nhóm", "30"),
        PrintedRow("dòng 2", "1.1", "Họp", "10", "gồm hai phần"),
        PrintedRow("dòng 3", "", "Dự họp", "4", "Có: 4 điểm; không: 0 điểm"),
        PrintedRow("dòng 4", "", "Chủ trì họp", "6", "Có: 6 điểm; không: 0 điểm"),
        PrintedRow("dòng 5", "1.2", "Đúng hạn", "20", RATIO),
    )
    assert [row.code for row in found.rows] == ["1", "1.1", "1.1.1", "1.1.2", "1.2"]
    assert [remark.severity for remark in found.remarks if remark.severity == "error"] == []
    assert [part.code for part in node(found.text, "1.1").parts] == ["1.1.1", "1.1.2"]


def test_pieces_are_found_at_the_top_of_a_paper_too() -> None:
    found = made(
        PrintedRow("dòng 1", "1", "Họp", "10", "gồm hai phần"),
        PrintedRow("dòng 2", "", "Dự họp", "4", "Có: 4 điểm; không: 0 điểm"),
        PrintedRow("dòng 3", "", "Chủ trì họp", "6", "Có: 6 điểm; không: 0 điểm"),
        PrintedRow("dòng 4", "", "Tổng cộng", "10", kind="total"),
    )
    assert [row.code for row in found.rows] == ["1", "1.1", "1.2"]
    assert (found.points, found.sum_of_rows) == (10, 10)


def test_rows_without_numbers_stay_beside_the_others_when_the_group_adds_up_with_them() -> None:
    found = made(
        PrintedRow("dòng 1", "1", "Nhóm", "20"),
        PrintedRow("dòng 2", "1.1", "Họp", "10", RATIO),
        PrintedRow("dòng 3", "", "Dự họp", "4", "Có: 4 điểm; không: 0 điểm"),
        PrintedRow("dòng 4", "", "Chủ trì họp", "6", "Có: 6 điểm; không: 0 điểm"),
    )
    assert [row.code for row in found.rows] == ["1", "1.1", "1.2", "1.3"]


def test_dotted_lines_to_fill_in_by_hand_say_nothing() -> None:
    dots = "." * 80
    found = made(
        PrintedRow("dòng 1", "1", "Kế hoạch", "10", dots, evidence=dots, responsible=dots, note=dots)
    )
    assert dots not in found.text
    assert found.rows[0].certainty == "unread"


def row(number: str, method: str = RATIO, title: str = "") -> PrintedRow:
    return PrintedRow(f"dòng {number}", number, title or f"Chỉ số {number}", "10", method)


def inputs_of(text: str, code: str) -> tuple[str, ...]:
    rule = node(text, code).rule
    return rule.inputs() if rule else ()


def test_two_rows_that_name_the_same_figure_share_it() -> None:
    text = made(row("1"), row("2")).text
    assert inputs_of(text, "1") == inputs_of(text, "2")
    assert len(load(text).definition.inputs) == 2


def test_short_names_that_meet_are_two_figures() -> None:
    short = "a = Số hồ sơ;\nb = Tổng hồ sơ;\nĐiểm = a/b × Điểm tối đa"
    text = made(row("1", short), row("2", short)).text
    assert set(inputs_of(text, "1")) & set(inputs_of(text, "2")) == set()
    assert all(name.startswith("c2_") for name in inputs_of(text, "2"))


BEFORE = """\
schema: 1
index: phuc-vu
rule_set: 2023-01-01-1
title: {vi: Bộ chỉ số phục vụ, en: Service index}
points: 20
indicators:
  - code: "7"
    title: {vi: Trả kết quả đúng hạn, en: Results in time}
    why: {vi: Người dân khỏi chờ, en: Nobody waits}
    points: 10
    rule: {kind: ratio, of: on_time, to: closed, full_at: 80%}
    reading: {certainty: confirmed}
    how: Đúng hạn thì được điểm
  - code: "8"
    title: {vi: Hài lòng, en: Satisfaction}
    points: 10
    rule: {kind: ratio, of: on_time, to: closed}
inputs:
  on_time: {title: {vi: Số hồ sơ trả đúng hạn trong năm, en: In time}, type: count}
  closed: {title: {vi: Tổng số hồ sơ đã trả trong năm, en: Closed}, type: count}
"""


def before() -> Definition:
    return load(BEFORE).definition


def test_last_years_inputs_keep_their_names() -> None:
    text = made(row("1", title="Trả kết quả đúng hạn"), before=before()).text
    assert inputs_of(text, "1") == ("on_time", "closed")
    assert load(text).definition.inputs["closed"].title.en == "Closed"


def test_two_rows_may_share_last_years_inputs() -> None:
    text = made(row("1", title="Trả kết quả đúng hạn"), row("2", title="Hài lòng"), before=before()).text
    assert inputs_of(text, "1") == inputs_of(text, "2") == ("on_time", "closed")


def test_translations_and_reasons_come_along() -> None:
    here = node(made(row("1", title="Trả kết quả đúng hạn"), before=before()).text, "1")
    assert (here.title.en, here.why.en) == ("Results in time", "Nobody waits")


def test_words_that_somebody_confirmed_last_year_need_no_second_confirmation() -> None:
    text = made(row("1", "Đúng hạn thì được điểm", "Trả kết quả đúng hạn"), before=before()).text
    here = node(text, "1")
    assert here.reading is not None
    assert here.reading.certainty == "sure"
    assert "2023-01-01-1" in here.reading.reason.vi
    assert here.rule == node(BEFORE, "7").rule


def test_the_same_words_for_other_points_are_read_anew() -> None:
    changed = PrintedRow("dòng 1", "1", "Trả kết quả đúng hạn", "20", "Đúng hạn thì được điểm")
    here = node(made(changed, before=before()).text, "1")
    assert here.points == Fraction(20)
    assert here.rule != node(BEFORE, "7").rule


def test_rows_without_numbers_keep_their_codes() -> None:
    text = made(PrintedRow("dòng 1", "", "Hài lòng", "10", CLASH), before=before()).text
    assert node(text, "8").title.vi == "Hài lòng"


def test_the_head_can_be_said() -> None:
    printed = PrintedPaper(ROWS, "", "", (), ())
    header = DraftHeader("x", "2026", levels=("commune",), points=Fraction(30))
    assert load(draft(printed, header=header).text).definition.levels == ("commune",)
