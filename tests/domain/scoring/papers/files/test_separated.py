from __future__ import annotations

import pytest

from tests.papers import csv_paper
from thuocdo.domain.scoring.papers.errors import PaperRefusedError
from thuocdo.domain.scoring.papers.files import read_paper

_ROWS = [["STT", "Chỉ số", "Điểm tối đa"], ["1", 'Họp; có "biên bản",\n4 lần', "10,5"], ["2", "Ký", "5"]]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_any_usual_separator_and_unicode_form_is_read(separator: str, encoding: str) -> None:
    paper = read_paper(csv_paper(_ROWS, separator=separator, encoding=encoding), "x.csv")
    assert [[cell.text for cell in row.cells] for row in paper.tables[0].rows] == _ROWS


def test_rows_are_counted_as_a_spreadsheet_counts_them() -> None:
    paper = read_paper(csv_paper(_ROWS, lines=["BỘ CHỈ SỐ", ""]), "x.csv")
    assert [row.number for row in paper.tables[0].rows] == [1, 3, 4, 5]


@pytest.mark.parametrize(
    ("content", "named"),
    [
        ("STT;Chi\u0309 sô\u0301\n1;Ty\u0309 lê\u0323 hô\u0300 sơ".encode("cp1258"), "Windows-1258"),
        (
            b"STT;Ch\xd8 s\xe8\n1;T\xfb l\xd6 h\xe5 s\xac tr\xf9c tuy\xd5n v\xa8n b\xb6n \xaei\xd6n t\xf6\n",
            "TCVN3",
        ),
        (b"STT;Ch\xe6 so\xe1\n1;Ty\xfb le\xe4 ho\xe0 s\xf4 tr\xf6\xefc tuye\xe1n\n", "VNI"),
    ],
)
def test_old_encodings_are_named_and_refused(content: bytes, named: str) -> None:
    with pytest.raises(PaperRefusedError, match=named):
        read_paper(content, "x.csv")


def test_garbled_letters_are_refused() -> None:
    with pytest.raises(PaperRefusedError) as caught:
        read_paper("STT;Chỉ số;Điểm".encode().decode("cp1252", "replace").encode(), "x.csv")
    assert caught.value.reason == "garbled-letters"


def test_an_open_quote_ends_the_reading_and_is_an_error() -> None:
    paper = read_paper('STT;Chỉ số;Điểm\n1;Họp;10\n2;"Ký;5\n'.encode(), "x.csv")
    assert [(remark.severity, remark.code, remark.place) for remark in paper.remarks] == [
        ("error", "paper.broken-row", "Bảng 1, dòng 3")
    ]


def test_plain_text_without_columns_is_no_table() -> None:
    with pytest.raises(PaperRefusedError, match="không có bảng"):
        read_paper("Điều 1. Ban hành bộ chỉ số".encode(), "x.txt")


def test_a_separator_in_bare_words_is_an_error() -> None:
    paper = read_paper(
        "STT;Chỉ số;Điểm tối đa;Cách tính\n1;Một;10;Có: 10; không: 0\n2;Hai;5;Có: 5".encode(), "x.csv"
    )
    assert [(each.code, each.place) for each in paper.remarks] == [("paper.wider-row", "Bảng 1, dòng 2")]
