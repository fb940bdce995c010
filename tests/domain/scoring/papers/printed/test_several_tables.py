from __future__ import annotations

from tests.papers import LEFT, word_paper, word_papers, workbook_paper
from thuocdo.domain.scoring.papers.files import read_paper
from thuocdo.domain.scoring.papers.printed import PrintedPaper, printed_rows

_SHORT = ["TT", "Tiêu chí", "Điểm tối đa", "Cách tính"]


def read(content: bytes, name: str = "bo-chi-so") -> PrintedPaper:
    return printed_rows(read_paper(content, name))


def told(paper: PrintedPaper) -> list[str]:
    return [remark.code.removeprefix("paper.") for remark in paper.remarks]


def brief(paper: PrintedPaper) -> list[tuple[str, str, str]]:
    return [(row.number, row.title, row.points) for row in paper.rows]


def test_a_table_split_over_pages_is_one_again() -> None:
    first = [_SHORT, ["1", "Tỷ lệ hồ sơ được giải quyết", "10", "a/b"]]
    second = [_SHORT, ["", "đúng hạn qua mạng", "", "a là số hồ sơ"], ["2", "Kế hoạch", "5", "có: 5"]]
    paper = read(word_papers([first, second]))
    assert brief(paper) == [
        ("1", "Tỷ lệ hồ sơ được giải quyết đúng hạn qua mạng", "10"),
        ("2", "Kế hoạch", "5"),
    ]
    assert paper.rows[0].method == "a/b\na là số hồ sơ"
    assert told(paper) == ["repeated-heading", "joined-row"]


def test_rows_that_do_not_quite_line_up_are_read_as_one_column() -> None:
    rows = [
        ["TT", "Tiêu chí", LEFT, "Điểm tối đa", LEFT, "Cách tính"],
        ["1", "Họp", LEFT, "10", LEFT, "x"],
        ["2", LEFT, "Ký", "5", LEFT, "y"],
        ["3", "Kế hoạch", LEFT, LEFT, "4", "z"],
    ]
    paper = read(word_paper(rows))
    assert brief(paper) == [("1", "Họp", "10"), ("2", "Ký", "5"), ("3", "Kế hoạch", "4")]
    assert paper.remarks == ()


def test_one_heading_over_number_and_title_is_two_columns() -> None:
    rows = [
        ["Tiêu chí", LEFT, "Điểm tối đa", "Cách tính"],
        ["1.1", "Họp", "10", "x"],
        ["1.2", "Ký", "5", "y"],
    ]
    assert brief(read(word_paper(rows))) == [("1.1", "Họp", "10"), ("1.2", "Ký", "5")]


def test_pages_with_other_grids_are_still_one_table() -> None:
    first = [_SHORT, ["1", "Tỷ lệ hồ sơ được giải quyết", "10", "a/b"]]
    heading = ["TT", "Tiêu chí", LEFT, "Điểm tối đa", "Cách tính"]
    second = [heading, ["", "đúng hạn", LEFT, "", "a là số hồ sơ"], ["2", LEFT, "Ký", "5", "x"]]
    third = [["3", "Họp", LEFT, "4", "y"]]
    paper = read(word_papers([first, "Trang 2", second, third]))
    assert brief(paper) == [
        ("1", "Tỷ lệ hồ sơ được giải quyết đúng hạn", "10"),
        ("2", "Ký", "5"),
        ("3", "Họp", "4"),
    ]
    assert told(paper) == ["repeated-heading", "continued-table", "joined-row"]


def test_a_group_in_capitals_above_a_later_table_is_a_row_without_number() -> None:
    one, two = [_SHORT, ["1", "Họp", "10", "x"]], [_SHORT, ["2", "Kế hoạch", "5", "y"]]
    paper = read(word_papers(["BỘ CHỈ SỐ", one, "NHÓM THỂ CHẾ", two]))
    assert brief(paper) == [("1", "Họp", "10"), ("", "NHÓM THỂ CHẾ", ""), ("2", "Kế hoạch", "5")]


def test_a_table_that_goes_on_without_headings_is_read_on() -> None:
    paper = read(word_papers([[_SHORT, ["1", "Họp", "10", "x"]], [["2", "Ký", "5", "y"]]]))
    assert brief(paper) == [("1", "Họp", "10"), ("2", "Ký", "5")]
    assert paper.rows[1].place == "Bảng 2, dòng 1"
    assert told(paper) == ["continued-table"]


def test_groups_named_above_their_tables_become_rows() -> None:
    one, two = [_SHORT, ["1", "Họp", "10", "x"]], [_SHORT, ["1", "Kế hoạch", "5", "y"]]
    paper = read(word_papers(["I. Nhận thức số (10 điểm)", one, "II. Thể chế số (5 điểm)", two]))
    assert brief(paper) == [
        ("I", "Nhận thức số", "10 điểm"),
        ("1", "Họp", "10"),
        ("II", "Thể chế số", "5 điểm"),
        ("1", "Kế hoạch", "5"),
    ]


_LETTERHEAD = [
    ["UBND TỈNH\nSố: 12/QĐ-UBND", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nHuế, ngày 04 tháng 4 năm 2026"]
]


def test_tables_around_the_index_are_left_out_and_told() -> None:
    signatures = [["Nơi nhận:\n- Như trên", "CHỦ TỊCH"]]
    paper = read(word_papers([_LETTERHEAD, [_SHORT, ["1", "Họp", "10", "x"]], signatures]))
    assert brief(paper) == [("1", "Họp", "10")]
    assert [(remark.code, remark.place) for remark in paper.remarks] == [
        ("paper.table-left-out", "Bảng 1"),
        ("paper.table-left-out", "Bảng 3"),
    ]
    assert paper.decision == "12/QĐ-UBND ngày 04 tháng 4 năm 2026"


def test_a_summary_gives_its_groups_to_the_detailed_rows() -> None:
    summary = [
        ["TT", "Nhóm chỉ số", "Điểm tối đa"],
        ["1", "Nhận thức", "15"],
        ["2", "Thể chế", "5"],
        ["", "Tổng cộng", "20"],
    ]
    detail = [_SHORT, ["1.1", "Họp", "10", "x"], ["1.2", "Ký", "5", "y"], ["2.1", "Kế hoạch", "5", "z"]]
    paper = read(word_papers([summary, detail]))
    assert [number for number, _, _ in brief(paper)] == ["1", "1.1", "1.2", "2", "2.1", ""]


def test_a_summary_that_repeats_the_details_is_compared_and_left_out() -> None:
    summary = [["TT", "Nhóm chỉ số", "Điểm tối đa"], ["1", "Nhận thức", "15"], ["2", "Thể chế", "6"]]
    detail = [
        _SHORT,
        ["1", "Nhận thức", "15", ""],
        ["1.1", "Họp", "15", "x"],
        ["2", "Thể chế", "5", ""],
        ["2.1", "Có", "5", "z"],
    ]
    paper = read(word_papers([summary, detail]))
    assert len(paper.rows) == 4
    assert told(paper) == ["summary-left-out", "summary-differs"]
    assert "6" in paper.remarks[1].message.vi
    assert "5" in paper.remarks[1].message.vi


def test_two_index_tables_in_one_sheet_are_both_read() -> None:
    other = ["STT", "Nội dung", "Cách chấm", "Điểm"]
    rows = [_SHORT, ["1", "Họp", "20", "x"], ["", "", "", ""], other, ["2", "Ký", "y", "5"]]
    assert brief(read(workbook_paper(rows))) == [("1", "Họp", "20"), ("2", "Ký", "5")]


def test_several_decisions_are_listed_and_none_is_chosen() -> None:
    lines = [
        "BỘ CHỈ SỐ",
        "Căn cứ Quyết định số 749/QĐ-TTg ngày 03/6/2020",
        "Căn cứ Quyết định số 922/QĐ-BTTTT",
    ]
    paper = read(word_paper([_SHORT, ["1", "Họp", "20", "x"]], lines=lines))
    assert (paper.decision, told(paper)) == ("", ["several-decisions"])
