"""Whatever rows a paper prints, a draft comes of it that says all of them and can be linted."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from thuocdo.domain.scoring.catalogue import lint, load
from thuocdo.domain.scoring.papers.drafting import DraftHeader, NodeChange, draft, edited
from thuocdo.domain.scoring.papers.printed import PrintedPaper, PrintedRow

NUMBERS = st.one_of(
    st.sampled_from(
        ["I", "II", "V", "A", "B", "C", "1", "2", "1.1", "1.2", "2.1", "1.10", "4.22.11", "a", "b", "i", "-"]
    ),
    st.just(""),
    st.text("IVX123.aA-/ ", max_size=5),
)
METHODS = st.sampled_from(
    [
        "", "Có: 10 điểm; không: 0 điểm", "a/b × điểm tối đa; a là số hồ sơ; b là tổng số hồ sơ", "Hội đồng xem xét",
        "- Phần một: 5 điểm\n- Phần hai: 5 điểm", "Mỗi lần chậm trừ 2 điểm",
        "≥ 90%: 10 điểm; < 90%: 5 điểm", "không chấm",
    ]
)  # fmt: skip
ROWS = st.builds(
    PrintedRow,
    place=st.integers(1, 99).map(lambda place: f"dòng {place}"),
    number=NUMBERS,
    title=st.sampled_from(
        ["Nhóm", "Số hồ sơ", "- Dòng", "Điểm thưởng", "Điểm trừ", "", "total", "x: #y", "TỔNG"]
    ),
    points=st.sampled_from(["", "10", "5", "100", "không chấm", "5-10", "+5", "-2", "10đ", "???"]),
    method=METHODS,
    evidence=st.sampled_from(["", "- A;\n- B", "A, B"]),
    kind=st.sampled_from(["row", "row", "row", "total"]),
)
PAPERS = st.lists(ROWS, min_size=1, max_size=10).filter(lambda rows: any(row.kind == "row" for row in rows))


@settings(max_examples=80, deadline=None)
@given(PAPERS)
def test_any_paper_gives_a_draft_without_lint_errors(rows: list[PrintedRow]) -> None:
    made = draft(PrintedPaper(tuple(rows), "Thử", "", (), ()), header=DraftHeader("thu", "2026"))
    assert [found.tell() for found in lint(load(made.text), cases=False) if found.is_error] == []
    folded = any(remark.code == "draft.levels-in-rows" for remark in made.remarks)
    assert len(made.rows) == sum(row.kind == "row" for row in rows) or folded


@settings(max_examples=25, deadline=None)
@given(PAPERS, st.data())
def test_any_row_of_any_draft_can_be_edited(rows: list[PrintedRow], data: st.DataObject) -> None:
    made = draft(PrintedPaper(tuple(rows), "Thử", "", (), ()), header=DraftHeader("thu", "2026"))
    code = data.draw(st.sampled_from([row.code for row in made.rows]))
    after = edited(made.text, code, NodeChange(set={"title": "Tên khác", "note": "một\nhai"}))
    definition = load(after).definition
    assert [node.title.vi for node in definition.root.walk() if node.code == code] == ["Tên khác"]
