from __future__ import annotations

from fractions import Fraction

import pytest

from thuocdo.domain.scoring.merged import merged_figures
from thuocdo.domain.scoring.published import PublishedFigure, PublishedPeers
from thuocdo.domain.scoring.published_rows import ResultRows, result_rows
from thuocdo.domain.scoring.published_tables import Known, ResultsRead
from thuocdo.domain.scoring.published_tables import read_results as read_table

KNOWN = Known(
    units={"hue": "Thành phố Huế", "da-nang": "Thành phố Đà Nẵng"},
    peer_sets={"both": 2},
    limits={"total": Fraction(30), "time": Fraction(20)},
)
ROW = {
    "period": "2026",
    "peer_set": "both",
    "unit": "hue",
    "name": "Huế",
    "measure": "total",
    "value": "20,5",
    "rank": "2",
    "source": "https://example.vn/2026",
}


def read_results(rows: list[dict[str, str]], known: Known) -> ResultsRead:
    return read_table(ResultRows(tuple(rows), tuple(range(2, len(rows) + 2))), known)


OTHER = ROW | {"unit": "da-nang", "name": "Đà Nẵng", "value": "25,25", "rank": "1"}


def test_a_good_table_gives_exact_figures_without_a_word() -> None:
    read = read_results([ROW, OTHER], KNOWN)
    assert read.is_good
    assert not read.warnings
    assert [(str(one.value), one.rank) for one in read.figures] == [("20.5", 2), ("25.25", 1)]


@pytest.mark.parametrize(
    ("change", "column", "said"),
    [
        ({"unit": "hues", "name": "Hue"}, "unit", "hue (Thành phố Huế)"),
        ({"measure": "totl"}, "measure", "«total»"),
        ({"peer_set": "bth"}, "peer_set", "«both»"),
        ({"value": "31"}, "value", "ngoài khoảng 0 – 30"),
        ({"value": "-1"}, "value", "ngoài khoảng"),
        ({"value": "abc"}, "value", "không đọc được"),
        ({"rank": "0"}, "rank", "từ 1"),
        ({"rank": "²"}, "rank", "từ 1"),
        ({"source": " "}, "source", "bắt buộc"),
        ({"value": "", "rank": ""}, "value", "không có cả"),
    ],
)
def test_a_wrong_cell_is_named_with_its_row_and_the_table_refused(
    change: dict[str, str], column: str, said: str
) -> None:
    read = read_results([OTHER, ROW | change], KNOWN)
    assert not read.is_good
    assert [(one.row, one.column) for one in read.problems] == [(3, column)]
    assert said in read.problems[0].reason.vi


def test_the_same_figure_twice_and_a_missing_column_are_refused() -> None:
    twice = read_results([ROW, ROW], KNOWN)
    assert "trùng với dòng 2" in twice.problems[0].reason.vi
    without = read_results([{key: value for key, value in ROW.items() if key != "source"}], KNOWN)
    assert [(one.row, one.column) for one in without.problems] == [(1, "source")]


def test_a_rank_that_the_values_do_not_give_is_a_warning_and_stays_as_printed() -> None:
    read = read_results([ROW | {"rank": "1"}, OTHER], KNOWN)
    assert read.is_good
    assert [(one.row, one.column, one.value) for one in read.warnings] == [(2, "rank", "1")]
    assert read.figures[0].rank == 1


def test_a_low_rank_is_no_wonder_while_peers_are_missing_from_the_table() -> None:
    known = Known(KNOWN.units, {"both": 34}, KNOWN.limits)
    assert not read_results([ROW | {"rank": "7"}, OTHER], known).warnings
    assert read_results([ROW | {"rank": "1"}, OTHER], known).warnings


def test_a_merged_unit_has_the_unweighted_mean_and_a_published_total_stands_before_it() -> None:
    def figure(peers: str, unit: str, value: str) -> PublishedFigure:
        from decimal import Decimal

        return PublishedFigure("2024", peers, unit, unit, "total", Decimal(value), None, "nguồn")

    figures = [
        figure("old", "a", "0.7590"),
        figure("old", "b", "0.7015"),
        figure("old", "c", "0.8000"),
        figure("new", "c", "0.8100"),
    ]
    parts = {"ab": ("a", "b"), "c": ("c",), "d": ("d", "a")}
    peers = PublishedPeers("new", 3, merged_from="old", parts=parts)
    found = {
        one.figure.unit: one for one in merged_figures(figures, period="2024", peers=peers, source="luật")
    }
    assert (str(found["ab"].figure.value), found["ab"].figure.rank) == ("0.7303", 2)
    assert (str(found["c"].figure.value), found["c"].figure.rank) == ("0.8100", 1)
    assert found["c"].is_published
    assert "d" not in found


def test_rows_keep_their_number_in_the_file_whatever_is_left_empty() -> None:
    content = "Kỳ;Nhóm so sánh;Mã đơn vị;Chỉ số;Giá trị;Hạng;Nguồn\n\n2026;both;hue;total;abc;2;x\n".encode()
    read = read_table(result_rows(content, "a.csv"), KNOWN)
    assert [(one.row, one.column) for one in read.problems] == [(3, "value")]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("period,unit\n2026,Huế\n".encode("cp1258", "replace").replace(b"?", b"\xcc\xd2"), "UTF-8"),
        (b"%PDF-1.4", "PDF"),
        (b"PK\x03\x04" + b"x" * 40, "hỏng"),
        (b'period,unit\n"2026,hue\n', "nháy kép"),
        (b"", "không có dòng nào"),
    ],
)
def test_a_file_that_is_no_table_is_refused_with_its_reason(content: bytes, said: str) -> None:
    read = read_table(result_rows(content, "a.csv"), KNOWN)
    assert not read.is_good
    assert said in read.problems[0].reason.vi
