from __future__ import annotations

import contextlib
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.papers import ABOVE, HEADINGS, LEFT, TITLE_LINES, csv_paper, word_paper, workbook_paper
from thuocdo.domain.scoring.papers.errors import PaperRefusedError
from thuocdo.domain.scoring.papers.files import read_paper
from thuocdo.domain.scoring.papers.paper import Paper, PaperCell, PaperRow, PaperTable
from thuocdo.domain.scoring.papers.printed import PrintedPaper, PrintedRow, printed_rows

_WORDS = (
    "Tỷ lệ",
    "hồ sơ",
    "trực tuyến",
    "người dân",
    "văn bản",
    "được ký số",
    "≥ 80%",
    "a/b",
    "= 10;",
    '"cấp xã"',
    "×",
)
_line = st.lists(st.sampled_from(_WORDS), min_size=1, max_size=5).map(" ".join)
_cell = st.one_of(st.just(""), st.lists(_line, min_size=1, max_size=3).map("\n".join))
_points = st.sampled_from(["10", "10đ", "5 điểm", "1/2*10", "2,5"])
_row = st.tuples(_line.map("Chỉ số {}".format), _points, _cell, _cell, _cell, _cell)


def same(content: bytes) -> PrintedPaper:
    """What the paper says, without where."""
    paper = printed_rows(read_paper(content, "x"))
    return replace(paper, rows=tuple(replace(row, place="") for row in paper.rows))


@settings(max_examples=40, deadline=None)
@given(st.lists(_row, min_size=1, max_size=12))
def test_one_table_says_the_same_in_every_format(drawn: list[tuple[str, ...]]) -> None:
    numbers = [f"4.{place}" for place in range(1, len(drawn) + 1)]
    rows = [list(HEADINGS), *[[number, *row] for number, row in zip(numbers, drawn, strict=True)]]
    papers = [same(build(rows, lines=TITLE_LINES)) for build in (word_paper, workbook_paper, csv_paper)]
    assert papers[0] == papers[1] == papers[2]
    assert list(papers[0].rows) == [
        PrintedRow("", number, title, points, method, evidence, source, verifier=verifier)
        for number, (title, points, method, evidence, source, verifier) in zip(numbers, drawn, strict=True)
    ]


@settings(max_examples=60, deadline=None)
@given(
    st.binary(max_size=400),
    st.sampled_from([b"", b"PK\x03\x04", b"STT;Ch\xe1\xbb\x89 s\xe1\xbb\x91;\xc4\x90i\xe1\xbb\x83m\n"]),
)
def test_no_bytes_break_the_reader(content: bytes, start: bytes) -> None:
    with contextlib.suppress(PaperRefusedError):
        printed_rows(read_paper(start + content, "x"))


_ODD_WORDS = (
    *(
        "",
        LEFT,
        ABOVE,
        "STT",
        "Chỉ số",
        "Điểm",
        "Tối đa",
        "Cách tính",
        "1",
        "4.1",
        "I",
        "-",
        "10",
        "20\n15",
        "(1)",
    ),
    *(
        "Tổng cộng",
        "Ghi chú: x",
        "a/b\nb là",
        "II. Nhóm (10 điểm)",
        "NHÓM II",
        "04/09/2026",
        "[hình]",
        "Mức điểm",
    ),
)
_odd_rows = st.lists(st.lists(st.sampled_from(_ODD_WORDS), min_size=1, max_size=6), min_size=1, max_size=8)


def as_cells(rows: list[list[str]]) -> tuple[PaperRow, ...]:
    made: list[PaperRow] = []
    for row in rows:
        cells: list[PaperCell] = []
        for column, text in enumerate(row):
            over = made[-1].cells[column : column + 1] if made else ()
            if text == ABOVE and over:
                cells.append(PaperCell(over[0].text, continues=True, above=True))
            elif text == LEFT and cells:
                cells.append(PaperCell(cells[-1].text, continues=True, above=cells[-1].above))
            else:
                cells.append(PaperCell("" if text in (ABOVE, LEFT) else text))
        made.append(PaperRow(len(made) + 1, tuple(cells)))
    return tuple(made)


@settings(max_examples=200, deadline=None)
@given(st.lists(_odd_rows, min_size=1, max_size=3))
def test_no_table_breaks_the_reader(tables: list[list[list[str]]]) -> None:
    headed = [[["STT", "Chỉ số", "Điểm tối đa", "Cách tính"], *rows] for rows in tables]
    paper = Paper("x", (), tuple(PaperTable(f"Bảng {n}", as_cells(rows)) for n, rows in enumerate(headed, 1)))
    for row in printed_rows(paper).rows:
        assert row.place.startswith("Bảng ")
