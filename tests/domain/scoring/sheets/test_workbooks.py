from __future__ import annotations

import datetime
import io
import zipfile

import openpyxl
import pytest

from thuocdo.domain.scoring.sheets.limits import Limits

HEAD = ["unit", "period", "input", "value"]


def of_value(workbook, value, name="dossiers", pattern=None):
    """A workbook with one figure, in a cell of the given format."""

    def dress(book, sheet):
        style = book.add_format({"num_format": pattern}) if pattern else None
        sheet.write(1, 3, value, style)

    return workbook([HEAD, ["H57", "2026", name]], dress)


def saved(book: openpyxl.Workbook) -> bytes:
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def test_numbers_and_texts_are_read(read, workbook) -> None:
    result = read(workbook([HEAD, ["H57", "2026", "spending", 1.1], ["H57", 2026, "dossiers", "1.234.567"]]))
    assert result.problems == ()
    sheet = result.sheets["2026"]
    assert sheet.column("spending").fraction(0) * 10 == 11
    assert sheet.column("dossiers").fraction(0) == 1_234_567


def test_seventeen_digits_of_excel_are_the_number_typed(read, workbook) -> None:
    content = of_value(workbook, 1.1, "spending")
    changed = _replace_part(content, "xl/worksheets/sheet1.xml", b"<v>1.1</v>", b"<v>1.1000000000000001</v>")
    assert read(changed).sheets["2026"].column("spending").fraction(0) * 10 == 11


def test_a_computed_number_is_what_the_spreadsheet_shows(read, workbook) -> None:
    content = of_value(workbook, 0.5, "spending")
    changed = _replace_part(content, "xl/worksheets/sheet1.xml", b"<v>0.5</v>", b"<v>0.79999999999999993</v>")
    assert read(changed).sheets["2026"].column("spending").fraction(0) * 10 == 8


def _replace_part(content: bytes, name: str, old: bytes, new: bytes) -> bytes:
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as source,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as copy,
    ):
        for entry in source.infolist():
            part = source.read(entry)
            if entry.filename == name:
                assert old in part
                part = part.replace(old, new)
            copy.writestr(entry, part)
    return target.getvalue()


@pytest.mark.parametrize(
    ("value", "name", "pattern", "code"),
    [
        (datetime.date(2026, 9, 1), "dossiers", "dd/mm/yyyy", "sheets.date-in-number"),
        (46000, "dossiers", "[$-42A]dd mmmm yyyy", "sheets.date-in-number"),
        (0.5, "dossiers", "h:mm", "sheets.date-in-number"),
        (0.85, "dossiers", "0%", "sheets.percent-not-expected"),
        (85, "share", "0%", "sheets.percent-too-large"),
        (85, "share", None, "sheets.percent-or-fraction"),
        (0.85, "rate", None, "sheets.fraction-or-percent"),
        (True, "dossiers", None, "sheets.yes-no-in-number"),
        (1.5, "dossiers", "#,##0", "sheets.not-whole"),
    ],
)
def test_a_format_that_changes_the_meaning_is_an_error(
    read, workbook, codes, value, name, pattern, code
) -> None:
    assert codes(read(of_value(workbook, value, name, pattern))) == [code]


@pytest.mark.parametrize(
    ("value", "name", "pattern", "number"),
    [
        (0.85, "share", "0.00%", "0.85"),
        (0.85, "rate", "0%", "85"),
        (1234567, "dossiers", '#,##0 "ngày"', "1234567"),
        (1234567, "dossiers", "[Red]#,##0;[Blue]-#,##0", "1234567"),
        (12.5, "spending", "_-* #,##0.00 [$₫-42A]_-", "12.5"),
        (True, "portal", None, "1"),
    ],
)
def test_a_format_that_only_dresses_a_number_is_harmless(
    read, workbook, value, name, pattern, number
) -> None:
    from fractions import Fraction

    result = read(of_value(workbook, value, name, pattern))
    assert result.problems == ()
    assert result.sheets["2026"].column(name).fraction(0) == Fraction(number)


def test_a_failed_formula_is_an_error(read, codes) -> None:
    book = openpyxl.Workbook()
    book.active.append(HEAD)
    book.active.append(["H57", "2026", "dossiers", None])
    content = _with_cell(saved(book), b'<c r="D2" t="e"><f>1/0</f><v>#DIV/0!</v></c>')
    result = read(content)
    assert codes(result) == ["sheets.formula-error"]
    assert (result.problems[0].sheet, result.problems[0].row, result.problems[0].value) == (
        "Sheet",
        2,
        "#DIV/0!",
    )


def _with_cell(content: bytes, cell: bytes, *, computed: bool = True) -> bytes:
    """Put one cell at the end of the second row; `computed` says that a real office program saved the file."""
    content = _replace_part(
        content, "xl/worksheets/sheet1.xml", b"</row></sheetData>", cell + b"</row></sheetData>"
    )
    if computed:
        content = _replace_part(content, "xl/workbook.xml", b'fullCalcOnLoad="1"', b"")
    return content


def test_a_formula_saved_without_a_result_is_an_error_and_not_zero(read, codes) -> None:
    book = openpyxl.Workbook()
    book.active.append(HEAD)
    book.active.append(["H57", "2026", "dossiers", "=2+3"])
    assert codes(read(saved(book))) == ["sheets.formula-without-result"]


def test_the_placeholder_zero_of_a_program_that_does_not_compute_is_an_error(read, workbook, codes) -> None:
    content = workbook(
        [HEAD, ["H57", "2026", "dossiers"]], lambda _, sheet: sheet.write_formula(1, 3, "=2+3")
    )
    assert codes(read(content)) == ["sheets.formula-without-result"]


def test_a_computed_formula_is_a_number(read) -> None:
    book = openpyxl.Workbook()
    book.active.append(HEAD)
    book.active.append(["H57", "2026", "dossiers", None])
    result = read(_with_cell(saved(book), b'<c r="D2"><f>2+3</f><v>5</v></c>'))
    assert result.sheets["2026"].column("dossiers").fraction(0) == 5


def test_a_formula_that_gives_an_empty_text_is_an_empty_cell(read) -> None:
    book = openpyxl.Workbook()
    book.active.append(HEAD)
    book.active.append(["H57", "2026", "dossiers", None])
    result = read(_with_cell(saved(book), b'<c r="D2" t="str"><f>IF(A1="","","")</f><v></v></c>'))
    assert result.problems == ()
    assert result.sheets["2026"].column("dossiers").state(0).word == "missing"


def test_hidden_rows_and_columns_with_figures_are_errors(read, workbook, codes) -> None:
    rows = [[*HEAD, "source"], ["A", "1", "dossiers", 5, "x"], ["B", "1", "dossiers", 6, "x"]]
    hidden_row = workbook(rows, lambda _, sheet: sheet.set_row(2, options={"hidden": True}))
    hidden_column = workbook(rows, lambda _, sheet: sheet.set_column(3, 3, options={"hidden": True}))
    assert codes(read(hidden_row)) == ["sheets.hidden-row"]
    assert codes(read(hidden_column)) == ["sheets.hidden-column"]


def test_a_hidden_sheet_with_figures_is_an_error(read, workbook) -> None:
    def dress(book, sheet):
        other = book.add_worksheet("Bản nháp")
        other.write_row(0, 0, HEAD)
        other.hide()

    result = read(workbook([HEAD, ["A", "1", "dossiers", 5]], dress))
    assert [(problem.code, problem.sheet) for problem in result.problems] == [
        ("sheets.hidden-sheet", "Bản nháp")
    ]


def test_a_sheet_that_is_no_table_is_told_and_the_rest_is_read(read, workbook) -> None:
    result = read(
        workbook(
            [HEAD, ["A", "1", "dossiers", 5]],
            lambda book, _: book.add_worksheet("Ghi chú").write(0, 0, "chú ý"),
        )
    )
    assert [(problem.code, problem.severity) for problem in result.problems] == [
        ("sheets.sheet-not-read", "warning")
    ]
    assert result.is_loaded


def test_merged_cells_among_the_figures_are_an_error(read, workbook) -> None:
    rows = [HEAD, ["A", "1", "dossiers", 5], ["B", "1", "dossiers"]]
    result = read(workbook(rows, lambda _, sheet: sheet.merge_range("D2:D3", 5)))
    assert result.problems[0].code == "sheets.merged-cells"
    assert "D2:D3" in result.problems[0].reason.en


def test_a_period_turned_into_a_date_is_an_error(read, workbook) -> None:
    def dress(book, sheet):
        sheet.write(1, 1, datetime.date(2026, 9, 1), book.add_format({"num_format": "mm/yyyy"}))

    result = read(workbook([HEAD, ["A", None, "dossiers", 5]], dress))
    assert result.errors[0].code == "sheets.date-in-text"


def test_rich_and_inline_texts_are_read_without_reading_aids(read, workbook) -> None:
    content = workbook([HEAD, ["A", "1", "dossiers", 5]])
    content = _replace_part(
        content,
        "xl/sharedStrings.xml",
        b"<t>A</t>",
        b"<r><t>A</t></r><r><t>_x0042_</t></r><rPh sb='0' eb='1'><t>z</t></rPh>",
    )
    assert [unit.code for unit in read(content).sheets["1"].units] == ["AB"]


def test_a_zip_bomb_is_refused_by_its_directory(read, codes) -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 30_000_000)
    assert codes(read(target.getvalue())) == ["sheets.zip-bomb"]


def test_too_many_parts_or_cells_are_refused(read, workbook, codes) -> None:
    content = workbook([HEAD, *[["A", "1", "dossiers", 5]] * 50])
    assert codes(read(content, limits=Limits(parts=3))) == ["sheets.too-large"]
    assert codes(read(content, limits=Limits(cells=100))) == ["sheets.too-large"]
    assert codes(read(content, limits=Limits(unpacked_bytes=1000))) == ["sheets.too-large"]


def test_entities_are_refused(read, workbook, codes) -> None:
    content = workbook([HEAD, ["A", "1", "dossiers", 5]])
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><worksheet'
    changed = _replace_part(content, "xl/worksheets/sheet1.xml", b"<worksheet", bomb)
    assert codes(read(changed)) == ["sheets.forbidden-xml"]


def _ole(stream: str) -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500) + stream.encode("utf-16-le") + bytes(100)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (_ole("EncryptedPackage"), "sheets.password-protected"),
        (_ole("Workbook"), "sheets.old-xls"),
        (b"<html><table><tr><td>5</td></tr></table>", "sheets.not-a-workbook"),
        (b"%PDF-1.7 ...", "sheets.not-a-workbook"),
        (b"PK\x03\x04 broken", "sheets.damaged-workbook"),
    ],
)
def test_a_file_that_only_looks_like_a_workbook_is_named(read, codes, content: bytes, code: str) -> None:
    assert codes(read(content, name="form.xlsx")) == [code]


@pytest.mark.parametrize(
    ("part", "words"),
    [("word/document.xml", "Word"), ("xl/workbook.bin", ".xlsb"), ("other", "archive")],
)
def test_other_archives_are_named(read, part: str, words: str) -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr(part, "x")
    (problem,) = read(target.getvalue()).problems
    assert problem.code == "sheets.not-a-workbook"
    assert words in problem.reason.en


def test_a_workbook_cut_in_two_is_damaged_and_not_a_crash(read, workbook, codes) -> None:
    content = workbook([HEAD, ["A", "1", "dossiers", 5]])
    for size in range(100, len(content), 997):
        assert codes(read(content[:size])) == ["sheets.damaged-workbook"]


def test_broken_bytes_inside_are_never_a_crash(read, workbook) -> None:
    content = bytearray(workbook([HEAD, ["A", "1", "dossiers", 5]]))
    for position in range(40, len(content), 61):
        changed = bytearray(content)
        changed[position] ^= 0x5A
        result = read(bytes(changed))
        assert result.is_loaded or result.sheets == {}


def test_a_sheet_of_openpyxl_is_read(read) -> None:
    book = openpyxl.Workbook()
    book.active.append(HEAD)
    book.active.append(["H57", "2026", "dossiers", 5])
    assert read(saved(book)).sheets["2026"].column("dossiers").fraction(0) == 5


def test_a_remark_beside_the_table_is_told_and_does_no_harm(read, workbook) -> None:
    result = read(workbook([HEAD, ["A", "1", "dossiers", 5, None, "chú ý"]]))
    assert [(problem.code, problem.severity) for problem in result.problems] == [
        ("sheets.unknown-heading", "warning")
    ]
    assert result.is_loaded


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"<v>3</v>", b"<v>999</v>"),
        (b"<v>3</v>", b"<v>x</v>"),
        (b'r="1"', b'r="one"'),
        (b"</sheetData>", b""),
    ],
)
def test_wrong_numbers_inside_are_damage_and_not_a_crash(
    read, workbook, codes, old: bytes, new: bytes
) -> None:
    content = workbook([HEAD, ["A", "1", "dossiers", 5]])
    assert codes(read(_replace_part(content, "xl/worksheets/sheet1.xml", old, new))) == [
        "sheets.damaged-workbook"
    ]


def test_a_missing_part_is_damage(read, workbook, codes) -> None:
    content = workbook([HEAD, ["A", "1", "dossiers", 5]])
    changed = _replace_part(
        content, "xl/_rels/workbook.xml.rels", b"worksheets/sheet1.xml", b"worksheets/none.xml"
    )
    assert codes(read(changed)) == ["sheets.damaged-workbook"]
