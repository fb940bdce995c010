from __future__ import annotations

import unicodedata

import pytest

LONG = "unit,period,input,value,source\nH57,2026,dossiers,5,Cổng dịch vụ công\n"


def value(result, name="dossiers", period="2026"):
    assert result.problems == (), [problem.sentence("en") for problem in result.problems]
    return result.sheets[period].column(name).fraction(0)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_is_read_with_and_without_a_mark(read, encoding: str) -> None:
    result = read(LONG.encode(encoding))
    assert value(result) == 5
    assert result.sheets["2026"].column("dossiers").sources == {0: "Cổng dịch vụ công"}


def test_decomposed_letters_become_composed(read) -> None:
    result = read(unicodedata.normalize("NFD", LONG).encode())
    assert result.sheets["2026"].column("dossiers").sources == {0: "Cổng dịch vụ công"}


def test_windows_1258_is_named_not_guessed(read) -> None:
    content = b"unit,period,input,value,source\nH57,2026,dossiers,5," + _cp1258(
        "Đơn vị, đã trả đúng hạn, ủy quyền"
    )
    (problem,) = read(content).problems
    assert problem.code == "sheets.wrong-encoding"
    assert "Windows-1258" in problem.reason.en
    assert "CSV UTF-8" in problem.fix.vi


def _cp1258(text: str) -> bytes:
    """Base letter with circumflex, breve or horn in one byte, tone marks after it."""
    out = bytearray()
    for letter in unicodedata.normalize("NFC", text):
        pieces = unicodedata.normalize("NFD", letter)
        tones = [piece for piece in pieces[1:] if piece in "\u0300\u0301\u0303\u0309\u0323"]
        base = unicodedata.normalize("NFC", "".join(piece for piece in pieces if piece not in tones))
        out += base.encode("cp1258")
        out += "".join(tones).encode("cp1258")
    return bytes(out)


def test_tcvn3_is_named_not_guessed(read) -> None:
    # "Uỷ ban nhân dân tỉnh đã trả hồ sơ đúng hạn" in TCVN3 bytes.
    words = b"U\xfb ban nh\xa9n d\xa9n t\xd8nh \xae\xb7 tr\xb6 h\xe5 s\xac \xae\xf3ng h\xb9n"
    (problem,) = read(b"unit,period,input,value,source\nH57,2026,dossiers,5," + words + b"\n").problems
    assert problem.code == "sheets.wrong-encoding"
    assert "TCVN3" in problem.reason.vi


def test_garbled_letters_are_refused_with_a_sample(read) -> None:
    garbled = LONG.encode().decode("cp1252", "replace")
    (problem,) = read(garbled).problems
    assert problem.code == "sheets.garbled-letters"


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_the_separator_is_found_by_the_headings(read, separator: str) -> None:
    rows = [
        ["unit", "period", "input", "value"],
        ["H57", "2026", "spending", '"1,5"' if separator == "," else "1,5"],
    ]
    assert value(read("\n".join(separator.join(row) for row in rows)), "spending") == 1.5


def test_a_separator_hint_of_excel_is_followed(read) -> None:
    assert value(read("sep=;\nunit;period;input;value\nH57;2026;dossiers;5\n")) == 5


def test_vietnamese_headings_are_read(read) -> None:
    assert value(read("Mã đơn vị;Kỳ;Mã số liệu;Giá trị\nH57;2026;dossiers;5\n")) == 5


def test_an_unquoted_decimal_comma_shifts_the_row_and_is_said(read) -> None:
    result = read("unit,period,input,value\nH57,2026,share,0,85\n")
    assert [problem.code for problem in result.errors] == ["sheets.extra-cells"]
    assert result.errors[0].row == 2


def test_an_open_quote_is_an_error_with_its_row(read, codes) -> None:
    result = read('unit,period,input,value\nA,1,dossiers,5\nB,1,dossiers,"5\n')
    assert codes(result) == ["sheets.broken-csv"]
    assert result.problems[0].row == 3


def test_text_that_looks_like_a_formula_was_guarded_and_comes_back(read) -> None:
    result = read("unit,period,input,value,source\nA,1,dossiers,5,'=HYPERLINK(1)\n")
    assert result.sheets["1"].column("dossiers").sources == {0: "=HYPERLINK(1)"}


def test_a_misspelt_heading_is_told_with_the_nearest(read) -> None:
    result = read("unit,period,input,value,sorce\nA,1,dossiers,5,x\n")
    (problem,) = result.problems
    assert (problem.code, problem.severity) == ("sheets.unknown-heading", "warning")
    assert "“source”" in problem.fix.en
    assert result.is_loaded


@pytest.mark.parametrize("content", [b"", b"  \n", b"\xef\xbb\xbf"])
def test_an_empty_file_is_an_error(read, codes, content: bytes) -> None:
    assert codes(read(content)) in (["sheets.empty-file"], ["sheets.no-table"])


def test_a_file_without_headings_is_an_error(read, codes) -> None:
    assert "sheets.no-table" in codes(read("H57,2026,dossiers,5\n"))


def test_a_missing_file_is_an_error(index, tmp_path) -> None:
    from thuocdo.domain.scoring.sheets import read_inputs

    (problem,) = read_inputs(tmp_path / "none.csv", index).problems
    assert problem.code == "sheets.unreadable-file"


def test_a_huge_file_is_refused_before_it_is_read(read, codes) -> None:
    from thuocdo.domain.scoring.sheets.limits import Limits

    assert codes(read(LONG, limits=Limits(file_bytes=10))) == ["sheets.too-large"]
    assert codes(read(LONG * 20, limits=Limits(rows=10))) == ["sheets.too-large"]
