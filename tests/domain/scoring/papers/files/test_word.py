from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import docx
import pytest
from docx.document import Document as WordDocument
from docx.oxml import parse_xml

from tests.papers import ABOVE, HEADINGS, LEFT, TITLE_LINES, add_word_table, word_bytes, word_paper
from thuocdo.domain.scoring.papers.errors import PaperRefusedError
from thuocdo.domain.scoring.papers.files import read_paper
from thuocdo.domain.scoring.papers.paper import PaperTable

_NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)
_ROWS = [["STT", "Chỉ số", "Cách tính"], ["1", "Họp", "đủ"]]


def texts(table: PaperTable) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in table.rows]


def with_cell(xml: str, rows: list[list[str]] = _ROWS) -> bytes:
    """A document whose last cell holds the given paragraphs."""
    document = docx.Document()
    cell = add_word_table(document, rows).rows[-1].cells[-1]
    for paragraph in list(cell._tc.p_lst):
        cell._tc.remove(paragraph)
    for element in parse_xml(f"<w:body {_NAMESPACES}>{xml}</w:body>"):
        cell._tc.append(element)
    return word_bytes(document)


def last_cell(content: bytes) -> str:
    return read_paper(content, "x.docx").tables[0].rows[-1].cells[-1].text


def test_lines_and_tables_are_kept_apart() -> None:
    paper = read_paper(word_paper(_ROWS, lines=TITLE_LINES, after=["a là số hồ sơ"]), "bo-chi-so.docx")
    assert paper.lines == (*TITLE_LINES, "a là số hồ sơ")
    assert paper.tables[0].name == "Bảng 1"
    assert paper.tables[0].lines_above == TITLE_LINES
    assert texts(paper.tables[0]) == _ROWS


def test_merged_cells_stand_in_every_square_and_say_where_they_begin() -> None:
    rows = [["A", LEFT, "C"], [ABOVE, ABOVE, "D"], ["E", "F", ABOVE]]
    table = read_paper(word_paper(rows), "x.docx").tables[0]
    assert texts(table) == [["A", "A", "C"], ["A", "A", "D"], ["E", "F", "D"]]
    marks = [[(cell.continues, cell.above) for cell in row.cells] for row in table.rows]
    assert marks[0] == [(False, False), (True, False), (False, False)]
    assert marks[1] == [(True, True), (True, True), (False, False)]
    assert marks[2] == [(False, False), (False, False), (True, True)]


@pytest.mark.parametrize(
    ("xml", "text"),
    [
        ("<w:p><w:r><w:t>a</w:t><w:br/><w:t>b</w:t></w:r></w:p>", "a\nb"),
        ("<w:p><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t></w:r></w:p>", "a b"),
        ("<w:p><w:r><w:t>a</w:t></w:r></w:p><w:p><w:r><w:t>b</w:t></w:r></w:p>", "a\nb"),
        (
            "<w:p><w:del><w:r><w:delText>cũ</w:delText></w:r></w:del><w:ins><w:r><w:t>mới</w:t></w:r></w:ins></w:p>",
            "mới",
        ),
        (
            "<w:p><w:moveFrom><w:r><w:t>x</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>y</w:t></w:r></w:moveTo></w:p>",
            "y",
        ),
        ("<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>ẩn</w:t></w:r><w:r><w:t>hiện</w:t></w:r></w:p>", "hiện"),
        ("<w:p><w:r><w:t>10</w:t></w:r><w:r><w:footnoteReference w:id='2'/></w:r></w:p>", "10"),
        (
            "<w:p><w:r><w:rPr><w:vertAlign w:val='superscript'/></w:rPr><w:t>2</w:t></w:r></w:p>",
            "²",
        ),
        (
            "<w:p><w:r><w:t>a</w:t><w:sym w:font='Symbol' w:char='F0B3'/><w:t>80%</w:t></w:r></w:p>",
            "a≥80%",
        ),
        ("<w:p><w:r><w:t>a</w:t><w:sym w:font='Symbol' w:char='F0B4'/><w:t>b</w:t></w:r></w:p>", "a×b"),
        ("<w:p><w:r><w:rPr><w:rFonts w:ascii='Symbol'/></w:rPr><w:t>a \uf0a3 b</w:t></w:r></w:p>", "a ≤ b"),
        (
            "<w:sdt><w:sdtContent><w:p><w:r><w:t>ô</w:t></w:r></w:p></w:sdtContent></w:sdt>",
            "ô",
        ),
        ("<w:p><w:hyperlink><w:r><w:t>liên kết</w:t></w:r></w:hyperlink></w:p>", "liên kết"),
        ("<w:p><w:r><w:t>T\u00adrên\u00a0mạng\u200b</w:t></w:r></w:p>", "Trên mạng"),
        ("<w:p><w:r><w:t>Ty\u0309 le\u0323\u0302</w:t></w:r></w:p>", "Tỷ lệ"),
        ("<w:p><w:r><w:t>a</w:t><w:drawing/></w:r></w:p>", "a[hình]"),
        ("<w:p><w:r><w:t>a</w:t><w:object/></w:r></w:p>", "a[hình]"),
    ],
)
def test_words_come_out_as_printed(xml: str, text: str) -> None:
    assert last_cell(with_cell(xml)) == text


def math_run(text: str) -> str:
    return f"<m:r><m:t xml:space='preserve'>{text}</m:t></m:r>"


@pytest.mark.parametrize(
    ("over", "under", "text"),
    [
        ("a", "b", "a/b × Điểm tối đa"),
        ("a", "80%", "a/80% × Điểm tối đa"),
        ("a+b", "c", "(a+b)/c × Điểm tối đa"),
        ("Số hồ sơ", "Tổng số hồ sơ", "(Số hồ sơ)/(Tổng số hồ sơ) × Điểm tối đa"),
    ],
)
def test_a_fraction_becomes_a_division(over: str, under: str, text: str) -> None:
    fraction = f"<m:f><m:num>{math_run(over)}</m:num><m:den>{math_run(under)}</m:den></m:f>"
    xml = f"<w:p><m:oMathPara><m:oMath>{fraction}{math_run(' × Điểm tối đa')}</m:oMath></m:oMathPara></w:p>"
    assert last_cell(with_cell(xml)) == text


def test_powers_roots_indices_and_brackets_come_out_as_text() -> None:
    power = f"<m:sSup><m:e>{math_run('x')}</m:e><m:sup>{math_run('2')}</m:sup></m:sSup>"
    index = f"<m:sSub><m:e>{math_run('a')}</m:e><m:sub>{math_run('1')}</m:sub></m:sSub>"
    bracket = f"<m:d><m:e>{math_run('b')}</m:e></m:d>"
    root = f"<m:rad><m:e>{math_run('c')}</m:e></m:rad>"
    xml = f"<w:p><m:oMath>{power}{math_run('+')}{index}{math_run('+')}{bracket}{math_run('+')}{root}</m:oMath></w:p>"
    assert last_cell(with_cell(xml)) == "x²+a1+(b)+√(c)"


def test_a_table_in_a_cell_becomes_lines() -> None:
    cell = "<w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>"
    row = f"<w:tr>{cell}{cell}</w:tr>"
    xml = f"<w:tbl>{row.format('4 lần', '20')}{row.format('3 lần', '15')}</w:tbl><w:p/>"
    assert last_cell(with_cell(xml)) == "4 lần | 20\n3 lần | 15"


def test_a_table_inside_a_frame_is_read_as_a_table() -> None:
    document = docx.Document()
    inner = add_word_table(document, _ROWS)._tbl
    frame = document.add_table(1, 1)
    frame.rows[0].cells[0]._tc.insert(1, inner)
    assert texts(read_paper(word_bytes(document), "x.docx").tables[0]) == _ROWS


def test_a_row_deleted_by_tracked_changes_is_left_out() -> None:
    document = docx.Document()
    table = add_word_table(document, [*_ROWS, ["2", "Bỏ", "x"]])
    table.rows[-1]._tr.get_or_add_trPr().append(parse_xml(f"<w:del {_NAMESPACES} w:id='1'/>"))
    assert texts(read_paper(word_bytes(document), "x.docx").tables[0]) == _ROWS


def _numbered(levels: list[tuple[int, str, str]], paragraphs: list[tuple[int, str]]) -> bytes:
    """A table whose first column is numbered by Word: levels are (start, format, text)."""
    document = docx.Document()
    part = document.part.numbering_part.element
    for element in list(part):
        part.remove(element)
    parts = "".join(
        f"<w:lvl w:ilvl='{depth}'><w:start w:val='{start}'/>"
        f"<w:numFmt w:val='{form}'/><w:lvlText w:val='{text}'/></w:lvl>"
        for depth, (start, form, text) in enumerate(levels)
    )
    part.append(parse_xml(f"<w:abstractNum {_NAMESPACES} w:abstractNumId='7'>{parts}</w:abstractNum>"))
    part.append(parse_xml(f"<w:num {_NAMESPACES} w:numId='3'><w:abstractNumId w:val='7'/></w:num>"))
    table = add_word_table(
        document, [["STT", "Chỉ số", "Điểm"], *(["", title, "5"] for _, title in paragraphs)]
    )
    for row, (depth, _) in zip(table.rows[1:], paragraphs, strict=True):
        properties = row.cells[0].paragraphs[0]._p.get_or_add_pPr()
        properties.append(
            parse_xml(f"<w:numPr {_NAMESPACES}><w:ilvl w:val='{depth}'/><w:numId w:val='3'/></w:numPr>")
        )
    return word_bytes(document)


@pytest.mark.parametrize(
    ("levels", "depths", "printed"),
    [
        (
            [(1, "decimal", "%1."), (1, "decimal", "%1.%2.")],
            [0, 1, 1, 0, 1],
            ["1.", "1.1.", "1.2.", "2.", "2.1."],
        ),
        ([(4, "decimal", "%1"), (9, "decimal", "%1.%2")], [0, 1, 1], ["4", "4.9", "4.10"]),
        (
            [(1, "upperRoman", "%1"), (1, "lowerLetter", "%2)")],
            [0, 1, 1, 0, 1],
            ["I", "a)", "b)", "II", "a)"],
        ),
        ([(1, "upperLetter", "%1.")], [0, 0, 0], ["A.", "B.", "C."]),
    ],
)
def test_numbers_that_word_prints_by_itself_are_read(
    levels: list[tuple[int, str, str]], depths: list[int], printed: list[str]
) -> None:
    content = _numbered(levels, [(depth, f"Chỉ số {place}") for place, depth in enumerate(depths)])
    rows = read_paper(content, "x.docx").tables[0].rows[1:]
    assert [row.cells[0].text for row in rows] == printed


def test_bullets_become_dashes() -> None:
    content = _numbered([(1, "bullet", "\uf0b7")], [(0, "Họp")])
    assert read_paper(content, "x.docx").tables[0].rows[1].cells[0].text == "-"


def _document(change: Callable[[str], str]) -> bytes:
    """A good document whose main part was changed."""
    source, target = io.BytesIO(word_paper(_ROWS)), io.BytesIO()
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, change(content.decode()) if name == "word/document.xml" else content)
    return target.getvalue()


def reason_of(content: bytes, name: str = "x.docx") -> str:
    with pytest.raises(PaperRefusedError) as caught:
        read_paper(content, name)
    return caught.value.reason


def test_another_prefix_than_w_is_understood() -> None:
    content = _document(
        lambda xml: (
            xml.replace("<w:", "<q:")
            .replace("</w:", "</q:")
            .replace(" w:", " q:")
            .replace("xmlns:w=", "xmlns:q=")
        )
    )
    assert texts(read_paper(content, "x.docx").tables[0]) == _ROWS


def test_entities_are_refused() -> None:
    bad = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>'
    assert reason_of(_document(lambda xml: bad + xml.partition("?>")[2])) == "forbidden-xml"


def test_broken_xml_is_damage() -> None:
    assert reason_of(_document(lambda xml: xml[: len(xml) // 2])) == "damaged"


def test_a_part_that_unpacks_to_a_mountain_is_refused() -> None:
    assert reason_of(_document(lambda xml: xml + " " * 30_000_000)) == "bomb"


def test_endless_nesting_is_refused() -> None:
    deep = "<w:sdt><w:sdtContent>" * 50_000
    assert reason_of(_document(lambda xml: xml.replace("<w:body>", f"<w:body>{deep}"))) == "forbidden-xml"


def test_a_cell_said_to_be_a_million_columns_wide_is_refused() -> None:
    wide = '<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="1000000"/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>'
    assert reason_of(_document(lambda xml: xml.replace("<w:body>", f"<w:body>{wide}"))) == "too-large"


def test_pages_that_are_only_pictures_are_called_a_scan() -> None:
    def scanned(xml: str) -> str:
        body = "<w:p><w:r><w:drawing/></w:r></w:p>" * 3
        start, end = xml.index("<w:tbl>"), xml.index("</w:tbl>") + len("</w:tbl>")
        return xml[:start] + body + xml[end:]

    assert reason_of(_document(scanned)) == "scan"


def test_pictures_inside_the_cells_of_a_table_are_a_scan_too() -> None:
    document = docx.Document()
    table = document.add_table(1, 1)
    table.rows[0].cells[0].paragraphs[0].add_run()._r.append(parse_xml(f"<w:drawing {_NAMESPACES}/>"))
    assert reason_of(word_bytes(document)) == "scan"


def test_a_document_without_tables_is_told_so() -> None:
    document: WordDocument = docx.Document()
    document.add_paragraph("Điều 1. Ban hành bộ chỉ số")
    assert reason_of(word_bytes(document)) == "no-table"


def test_a_whole_paper_in_an_old_font_encoding_is_named_and_refused() -> None:
    rows = [["STT", "ChØ sè", "C¸ch tÝnh"], ["1", "Tû lÖ hå s¬ trùc tuyÕn", "sè l­îng v¨n b¶n ®iÖn tö"]]
    with pytest.raises(PaperRefusedError, match="TCVN3"):
        read_paper(word_paper(rows), "x.docx")


def test_the_usual_headings_survive() -> None:
    table = read_paper(word_paper([list(HEADINGS), ["1", *["x"] * 6]]), "x.docx").tables[0]
    assert texts(table)[0] == list(HEADINGS)
