from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.papers import (
    ABOVE,
    HEADINGS,
    LEFT,
    TITLE_LINES,
    csv_paper,
    word_paper,
    word_papers,
    workbook_paper,
)
from thuocdo.domain.scoring.papers.files import read_paper
from thuocdo.domain.scoring.papers.printed import PrintedPaper, PrintedRow, printed_rows

Build = Callable[..., bytes]
each_format = pytest.mark.parametrize("build", [word_paper, workbook_paper, csv_paper])
_SHORT = ["TT", "Tiêu chí", "Điểm tối đa", "Cách tính"]


def read(content: bytes, name: str = "bo-chi-so") -> PrintedPaper:
    return printed_rows(read_paper(content, name))


def told(paper: PrintedPaper) -> list[str]:
    return [remark.code.removeprefix("paper.") for remark in paper.remarks]


def brief(paper: PrintedPaper) -> list[tuple[str, str, str]]:
    return [(row.number, row.title, row.points) for row in paper.rows]


@each_format
def test_every_column_comes_to_its_place(build: Build) -> None:
    row = ["4.9.", "Tỷ lệ hồ sơ", "10đ", "a/b × điểm", "Báo cáo", "Cổng dịch vụ công", "Sở KH&CN"]
    paper = read(build([list(HEADINGS), row], lines=TITLE_LINES))
    place = "Bảng 1, dòng 2" if build is word_paper else "Bảng 1, dòng 5"
    assert paper.rows == (
        PrintedRow(
            place,
            "4.9",
            "Tỷ lệ hồ sơ",
            "10đ",
            "a/b × điểm",
            "Báo cáo",
            "Cổng dịch vụ công",
            verifier="Sở KH&CN",
        ),
    )
    assert paper.title == "BỘ CHỈ SỐ ĐÁNH GIÁ CHUYỂN ĐỔI SỐ CẤP XÃ"
    assert paper.decision == "931/QĐ-UBND ngày 04/4/2026"
    assert paper.remarks == ()
    assert paper.columns[0] == ("number", "STT")


@each_format
def test_columns_may_stand_in_any_order(build: Build) -> None:
    rows = [["Cơ quan chủ trì", "Cách chấm", "Điểm chuẩn", "Nội dung", "Mã", "Đơn vị cung cấp", "Ghi chú"]]
    rows.append(["Sở A", "có: 5", "5", "Kế hoạch", "1.1", "Sở B", "mới"])
    (row,) = read(build(rows)).rows
    assert (row.number, row.title, row.points, row.method) == ("1.1", "Kế hoạch", "5", "có: 5")
    assert (row.responsible, row.suppliers, row.note) == ("Sở A", "Sở B", "mới")


@each_format
def test_two_heading_rows_and_a_counting_row_are_understood(build: Build) -> None:
    rows = [
        ["TT", "Tiêu chí", "Điểm", LEFT, "Cách tính"],
        [ABOVE, ABOVE, "Tối đa", "Tự chấm", ABOVE],
        ["(1)", "(2)", "(3)", "(4)", "(5)"],
        ["1", "Họp", "20", "12", "đủ: 20"],
    ]
    paper = read(build(rows))
    assert brief(paper) == [("1", "Họp", "20")]
    assert paper.rows[0].method == "đủ: 20"
    assert paper.remarks == ()


@each_format
def test_a_group_over_the_whole_width_gives_number_title_and_points(build: Build) -> None:
    rows = [_SHORT, ["I. NHẬN THỨC SỐ (20 điểm)", LEFT, LEFT, LEFT], ["1", "Họp", "20", "x"]]
    assert brief(read(build(rows))) == [("I", "NHẬN THỨC SỐ", "20 điểm"), ("1", "Họp", "20")]


@each_format
def test_a_scoring_text_over_several_rows_belongs_to_one_indicator(build: Build) -> None:
    rows = [_SHORT, ["1", "Họp", "20", "a/b"], [ABOVE, ABOVE, ABOVE, "a là số cuộc"], ["2", "Ký", "5", "x"]]
    paper = read(build(rows))
    assert [row.method for row in paper.rows] == ["a/b\na là số cuộc", "x"]


@each_format
def test_points_beside_each_line_are_joined_to_the_lines(build: Build) -> None:
    rows = [_SHORT, ["1", "Họp", "20", "4 lần"], [ABOVE, ABOVE, "15", "3 lần"], [ABOVE, ABOVE, "10", "2 lần"]]
    (row,) = read(build(rows)).rows
    assert row.method == "4 lần: 20 điểm\n3 lần: 15 điểm\n2 lần: 10 điểm"
    assert row.points == "20\n15\n10"


@each_format
def test_parts_below_their_total_keep_the_total_apart(build: Build) -> None:
    rows = [
        _SHORT,
        ["1", "Họp", "20", "Chấm theo"],
        [ABOVE, ABOVE, "12", "chủ trì"],
        [ABOVE, ABOVE, "8", "dự"],
    ]
    (row,) = read(build(rows)).rows
    assert row.method == "Chấm theo\nchủ trì: 12 điểm\ndự: 8 điểm"
    assert row.points == "20"


@each_format
def test_a_maximum_above_its_levels_is_the_maximum(build: Build) -> None:
    rows = [_SHORT, ["1", "Họp", "20", ""], [ABOVE, ABOVE, "20", "4 lần"], [ABOVE, ABOVE, "15", "3 lần"]]
    (row,) = read(build(rows)).rows
    assert (row.points, row.method) == ("20", "4 lần: 20 điểm\n3 lần: 15 điểm")


def test_an_indicator_and_its_scoring_in_one_column_are_told_apart() -> None:
    rows = [["TT", "Nội dung và cách chấm điểm", "Điểm"], ["1", "Họp\n4 lần: 10\n3 lần: 5", "10"]]
    paper = read(word_paper(rows))
    assert (paper.rows[0].title, paper.rows[0].method) == ("Họp", "4 lần: 10\n3 lần: 5")
    assert told(paper) == ["combined-column"]


def test_a_number_that_became_a_date_is_read_by_its_place() -> None:
    numbers = ["4.8", "04/09/2026", "4.1", "4.11", "05/06/2026"]
    paper = read(csv_paper([_SHORT, *[[number, f"Nội dung {number}", "5", "x"] for number in numbers]]))
    assert [row.number for row in paper.rows] == ["4.8", "4.9", "4.10", "4.11", ""]
    assert told(paper) == ["number-mended", "number-mended", "number-unread"]


def test_a_column_of_points_per_level_is_paired_with_the_levels() -> None:
    rows = [["TT", "Tiêu chí", "Điểm tối đa", "Cách đánh giá", "Mức điểm"]]
    rows += [["1", "Họp", "20", "4 lần\n3 lần\nÍt hơn", "20\n15\n0"], ["2", "Ký", "5", "Có\nKhông", "5\n0"]]
    paper = read(word_paper(rows))
    assert paper.rows[0].method == "4 lần: 20 điểm\n3 lần: 15 điểm\nÍt hơn: 0 điểm"
    assert told(paper) == ["points-beside-lines"] * 2


def test_a_scale_full_of_words_is_scoring_not_points() -> None:
    rows = [["TT", "Tiêu chí", "Điểm tối đa", "Thang điểm"]]
    rows += [[str(n), f"Nội dung {n}", "5", "Có kế hoạch được ban hành đúng hạn: 5 điểm"] for n in (1, 2)]
    paper = read(word_paper(rows))
    assert [row.points for row in paper.rows] == ["5", "5"]
    assert paper.rows[0].method.startswith("Có kế hoạch")
    assert told(paper) == ["role-by-content"]


@each_format
def test_levels_in_columns_become_numbered_rows(build: Build) -> None:
    rows = [
        ["Lĩnh vực", "Tiêu chí", "Tiêu chí thành phần", "Điểm tối đa", "Cách chấm"],
        ["Nhận thức", "Đứng đầu", "Họp", "10", "x"],
        [ABOVE, ABOVE, "Ký", "5", "y"],
        ["Thể chế", "Kế hoạch", "Ban hành", "5", "z"],
    ]
    paper = read(build(rows))
    assert [(number, title) for number, title, _ in brief(paper)] == [
        ("1", "Nhận thức"),
        ("1.1", "Đứng đầu"),
        ("1.1.1", "Họp"),
        ("1.1.2", "Ký"),
        ("2", "Thể chế"),
        ("2.1", "Kế hoạch"),
        ("2.1.1", "Ban hành"),
    ]
    assert told(paper) == ["numbers-supplied"]


def test_repeated_group_names_of_an_unmerged_file_are_one_group() -> None:
    rows = [["Lĩnh vực", "TT", "Tiêu chí", "Điểm", "Cách chấm"]]
    rows += [["I. Nhận thức", "1", "Họp", "10", "x"], ["I. Nhận thức", "2", "Ký", "5", "y"]]
    assert brief(read(csv_paper(rows))) == [("I", "Nhận thức", ""), ("1", "Họp", "10"), ("2", "Ký", "5")]


@each_format
def test_totals_are_kept_apart(build: Build) -> None:
    rows = [
        _SHORT,
        ["1", "Họp", "20", "x"],
        ["", "Tổng cộng", "20", ""],
        ["Tổng điểm: 1.000 điểm", LEFT, LEFT, LEFT],
    ]
    paper = read(build(rows))
    assert [(row.kind, row.title, row.points) for row in paper.rows] == [
        ("row", "Họp", "20"),
        ("total", "Tổng cộng", "20"),
        ("total", "Tổng điểm", "1.000"),
    ]


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Tổng cộng", "total"),
        ("TỔNG CỘNG", "total"),
        ("Cộng", "total"),
        ("Tổng", "total"),
        ("Tổng số điểm", "total"),
        ("Tổng điểm tối đa", "total"),
        ("Cộng mục I", "total"),
        ("Tổng điểm các tiêu chí", "total"),
        ("Tổng cộng (I+II+III)", "total"),
        ("Tổng số hồ sơ tiếp nhận", "row"),
        ("Cộng đồng số", "row"),
        ("Tổng hợp báo cáo", "row"),
        ("Cổng dịch vụ công", "row"),
    ],
)
def test_a_total_is_told_from_an_indicator_by_its_words(title: str, kind: str) -> None:
    assert read(word_paper([_SHORT, ["", title, "10", ""]])).rows[0].kind == kind


def test_the_nought_a_spreadsheet_dropped_comes_back_and_is_told() -> None:
    rows = [_SHORT, *[[f"4.{n}".rstrip("0"), f"Nội dung {n}", "5", "x"] for n in range(8, 12)]]
    paper = read(csv_paper(rows))
    assert [row.number for row in paper.rows] == ["4.8", "4.9", "4.10", "4.11"]
    assert [(remark.severity, remark.code) for remark in paper.remarks] == [
        ("warning", "paper.number-mended")
    ]


def test_numbers_inside_titles_are_split_off() -> None:
    rows = [["Tiêu chí", "Điểm tối đa", "Cách tính"], ["4.9. Tỷ lệ", "10", "x"], ["4.10. Họp", "5", "y"]]
    assert brief(read(word_paper(rows))) == [("4.9", "Tỷ lệ", "10"), ("4.10", "Họp", "5")]


def test_a_points_cell_over_several_rows_is_given_once_and_told() -> None:
    rows = [_SHORT, ["1", "Họp", "20", "x"], ["2", "Ký", ABOVE, "y"]]
    paper = read(word_paper(rows))
    assert [row.points for row in paper.rows] == ["20", ""]
    assert told(paper) == ["shared-points"]


def test_a_description_merged_over_several_rows_speaks_for_all() -> None:
    rows = [
        [*_SHORT, "Tài liệu kiểm chứng"],
        ["1", "Họp", "20", "x", "Biên bản"],
        ["2", "Ký", "5", "y", ABOVE],
    ]
    assert [row.evidence for row in read(word_paper(rows)).rows] == ["Biên bản", "Biên bản"]


def test_a_column_nobody_knows_is_told_and_can_be_named() -> None:
    paper = read_paper(word_paper([[*_SHORT, "Căn cứ"], ["1", "Họp", "20", "x", "Nghị định"]]), "x.docx")
    assert told(printed_rows(paper)) == ["column-unread"]
    named = printed_rows(paper, roles={"Căn cứ": "note"})
    assert (named.rows[0].note, named.remarks) == ("Nghị định", ())


def test_a_role_that_a_person_gave_holds_against_the_cells() -> None:
    rows = [
        ["TT", "Tiêu chí", "Điểm tối đa", "Mức A", "Mức B"],
        ["1", "Họp", "20", "10", "5"],
        ["2", "Ký", "9", "4", "3"],
    ]
    paper = read_paper(word_paper(rows), "x.docx")
    assert [
        row.points for row in printed_rows(paper, roles={"Điểm tối đa": "other", "Mức A": "points"}).rows
    ] == ["10", "4"]


def test_a_paper_without_an_index_says_so() -> None:
    paper = read(word_paper([["Họ và tên", "Chức vụ"], ["Nguyễn Văn A", "Chủ tịch"]]))
    assert paper.rows == ()
    assert [(remark.severity, remark.code) for remark in paper.remarks][-1] == (
        "error",
        "paper.no-indicator-table",
    )


def test_a_picture_in_a_cell_is_told() -> None:
    paper = read(word_paper([_SHORT, ["1", "Họp", "20", "Điểm = [hình]"]]))
    assert told(paper) == ["picture-in-cell"]


def test_one_cell_in_an_old_font_encoding_is_an_error_at_its_row() -> None:
    rows = [_SHORT, ["1", "Tỷ lệ hồ sơ", "20", "có"], ["2", "Tû lÖ hå s¬ trùc tuyÕn", "5", "sè l­îng v¨n b¶n"]]
    paper = read(word_paper(rows))
    assert [(remark.severity, remark.code, remark.place) for remark in paper.remarks] == [
        ("error", "paper.old-letters", "Bảng 1, dòng 3")
    ]


@pytest.mark.parametrize("build", [workbook_paper, csv_paper])
def test_notes_and_signatures_in_the_columns_of_a_sheet_are_no_indicators(build: Build) -> None:
    below = [
        ["Ghi chú: a là số hồ sơ", "", "", ""],
        ["Các sở gửi về Sở KH&CN", "", "", ""],
        ["", "CHỦ TỊCH", "", ""],
    ]
    paper = read(build([_SHORT, ["1", "Họp", "20", "x"], ["", "Tổng cộng", "20", ""], *below]))
    assert brief(paper) == [("1", "Họp", "20"), ("", "Tổng cộng", "20")]
    assert told(paper) == ["words-below"] * 3


def test_a_group_that_is_only_a_number_keeps_its_words_as_title() -> None:
    assert brief(read(word_paper([_SHORT, ["NHÓM II", LEFT, LEFT, LEFT]]))) == [("II", "NHÓM II", "")]


def test_a_group_after_a_subtotal_is_still_a_group() -> None:
    rows = [
        _SHORT,
        ["1", "Họp", "20", "x"],
        ["", "Cộng mục I", "20", ""],
        ["NHÓM II", LEFT, LEFT, LEFT],
        ["2", "Ký", "5", "y"],
    ]
    assert [title for _, title, _ in brief(read(word_paper(rows)))] == ["Họp", "Cộng mục I", "NHÓM II", "Ký"]


def test_every_remark_speaks_both_languages_and_says_what_to_do() -> None:
    tables = [
        [["UBND TỈNH", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"]],
        [[*_SHORT, "Căn cứ"], ["1", "Họp", "20", "[hình]", "NĐ"], ["2", "Ký", ABOVE, "y", ""]],
    ]
    remarks = read(word_papers(tables)).remarks
    assert len(remarks) == 4
    assert all(text.vi and text.en for remark in remarks for text in (remark.message, remark.fix))
