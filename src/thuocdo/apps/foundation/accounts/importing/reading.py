"""From the workbook to rows and findings. Nothing here touches the database."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from thuocdo.apps.foundation.accounts.importing.columns import (
    HEADINGS,
    REQUIRED,
    SHEET,
    Column,
    column_of,
    role_of,
)
from thuocdo.apps.foundation.accounts.roles import Role
from thuocdo.apps.foundation.files.workbooks import open_workbook
from thuocdo.domain.org_units.names import nearest, tidy
from thuocdo.domain.primitives.texts import Text

MAXIMUM_ROWS = 5_000
NO_WORKBOOK = Text(
    "tệp hỏng, không đọc được như bảng tính; hãy mở bằng chương trình bảng tính, lưu lại dạng .xlsx rồi nộp lại",
    "damaged: it cannot be read as a workbook; open it in a spreadsheet program, save it as .xlsx and send it again",
)


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong in one cell, and what to do."""

    row: int
    column: str
    value: str
    reason: Text


@dataclass(frozen=True, slots=True)
class AccountRow:
    """One account to make."""

    row: int
    username: str
    full_name: str
    unit: str
    email: str = ""
    phone: str = ""
    role: Role | None = None
    role_unit: str = ""
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything that was read, and everything that is wrong."""

    rows: tuple[AccountRow, ...]
    findings: tuple[Finding, ...]


Cell = str | date | None


def read_workbook(content: bytes, *, units: Collection[str]) -> Reading:
    """The accounts of a filled-in template; `units` are the codes that may be used."""
    sheet = _sheet(content)
    if sheet is None:
        return Reading((), (Finding(1, "A", "", NO_WORKBOOK),))
    findings = [*_structure_findings(sheet)]
    header = _header(sheet, findings)
    rows: list[AccountRow] = []
    if not findings:
        for number, cells in _filled_rows(sheet, header, findings):
            row = _account(number, cells, header, units, findings)
            if row is not None:
                rows.append(row)
        findings += _duplicates(rows, header)
    if not rows and not findings:
        findings.append(Finding(2, "A", "", Text("tệp không có dòng nào để nhập", "there is no row to read")))
    return Reading(tuple(rows), tuple(sorted(findings, key=lambda found: (found.row, found.column))))


def _sheet(content: bytes) -> Worksheet | None:
    """The sheet of the template, else the first; None when the file cannot be read as a workbook."""
    book = open_workbook(content)
    if book is None:
        return None
    named = (book[name] for name in book.sheetnames if name in {SHEET.vi, SHEET.en})
    found = next(named, next(iter(book.worksheets), None))
    return found if isinstance(found, Worksheet) else None


def _structure_findings(sheet: Worksheet) -> Iterator[Finding]:
    for merged in sheet.merged_cells.ranges:
        yield Finding(
            merged.min_row,
            get_column_letter(merged.min_col),
            str(merged),
            Text("ô bị gộp; hãy bỏ gộp ô và điền từng ô", "merged cells; unmerge them and fill each cell"),
        )
    if (sheet.max_row or 0) > MAXIMUM_ROWS + 1:
        reason = Text(
            f"quá {MAXIMUM_ROWS} dòng; hãy tách tệp", f"more than {MAXIMUM_ROWS} rows; split the file"
        )
        yield Finding(MAXIMUM_ROWS + 2, "A", str(sheet.max_row), reason)


def _header(sheet: Worksheet, findings: list[Finding]) -> dict[Column, int]:
    found: dict[Column, int] = {}
    for place, cell in enumerate(sheet[1], start=1):
        column = column_of(str(cell.value)) if cell.value else None
        if column is not None and column in found:
            reason = Text("cột này có hai lần; hãy bỏ một cột", "this column is there twice; remove one")
            findings.append(Finding(1, get_column_letter(place), str(cell.value), reason))
        elif column is not None:
            found[column] = place
    for column in Column:
        if column in REQUIRED and column not in found:
            vi, en = HEADINGS[column].vi, HEADINGS[column].en
            reason = Text(
                f"thiếu cột “{vi}”; hãy dùng tệp mẫu", f"the column “{en}” is missing; use the template"
            )
            findings.append(Finding(1, "", vi, reason))
    return found


def _filled_rows(
    sheet: Worksheet, header: Mapping[Column, int], findings: list[Finding]
) -> Iterator[tuple[int, dict[Column, Cell]]]:
    for number, cells in enumerate(sheet.iter_rows(min_row=2), start=2):
        values: dict[Column, Cell] = {}
        for column, place in header.items():
            cell = cells[place - 1]
            if cell.data_type in {"f", "e"}:
                reason = Text(
                    "ô chứa công thức hoặc lỗi; hãy nhập giá trị", "a formula or an error; type the value"
                )
                findings.append(Finding(number, get_column_letter(place), str(cell.value), reason))
                values[column] = None
            else:
                values[column] = _plain(cell.value)
        if any(values.values()):
            yield number, values


def _plain(value: object) -> Cell:
    if value is None:
        return None
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return tidy(str(value)) or None


@dataclass(slots=True)
class _RowReader:
    """One row on its way to an account; collects what is wrong with it."""

    number: int
    cells: Mapping[Column, Cell]
    header: Mapping[Column, int]
    wrong: list[Finding] = field(default_factory=list)

    def text(self, column: Column) -> str:
        return str(self.cells.get(column) or "")

    def refuse(self, column: Column, vi: str, en: str) -> None:
        letter = get_column_letter(self.header[column]) if column in self.header else ""
        self.wrong.append(Finding(self.number, letter, self.text(column), Text(vi, en)))

    def check_required(self) -> None:
        for column in REQUIRED:
            if not self.cells.get(column):
                self.refuse(column, "bắt buộc nhưng để trống", "required, but empty")

    def check_units(self, units: Collection[str]) -> None:
        for column in (Column.UNIT, Column.ROLE_UNIT):
            code = self.text(column)
            if code and code not in units:
                reason = _unknown_unit(code, units)
                self.refuse(column, reason.vi, reason.en)

    def email(self) -> str:
        address = self.text(Column.EMAIL).lower()
        if address and "@" not in address:
            vi, en = "không phải địa chỉ thư, ví dụ: an@hue.gov.vn", "not an address, such as an@hue.gov.vn"
            self.refuse(Column.EMAIL, vi, en)
        return address

    def role(self) -> Role | None:
        name = self.text(Column.ROLE)
        role = role_of(name) if name else None
        if name and role is None:
            vi, en = "không có vai trò này; hãy chọn trong danh sách", "no such role; choose from the list"
            self.refuse(Column.ROLE, vi, en)
        return role

    def day(self, column: Column) -> date | None:
        try:
            return _day(self.cells.get(column))
        except ValueError:
            vi, en = "không phải ngày; viết như 01/07/2026", "not a date; write it as 01/07/2026"
            self.refuse(column, vi, en)
            return None


def _account(
    number: int,
    cells: Mapping[Column, Cell],
    header: Mapping[Column, int],
    units: Collection[str],
    findings: list[Finding],
) -> AccountRow | None:
    read = _RowReader(number, cells, header)
    read.check_required()
    read.check_units(units)
    begin, end = read.day(Column.VALID_FROM), read.day(Column.VALID_TO)
    if begin and end and end < begin:
        read.refuse(Column.VALID_TO, "ngày cuối trước ngày đầu", "the last day is before the first")
    row = AccountRow(
        row=number,
        username=read.text(Column.USERNAME),
        full_name=read.text(Column.FULL_NAME),
        unit=read.text(Column.UNIT),
        email=read.email(),
        phone=read.text(Column.PHONE),
        role=read.role(),
        role_unit=read.text(Column.ROLE_UNIT) or read.text(Column.UNIT),
        valid_from=begin,
        valid_to=end,
    )
    findings += read.wrong
    return None if read.wrong else row


def _unknown_unit(code: str, units: Collection[str]) -> Text:
    near = ", ".join(nearest(code, units))
    vi = f"; gần giống: {near}" if near else "; xem trang Đơn vị của tệp mẫu"
    en = f"; similar: {near}" if near else "; see the sheet of units in the template"
    return Text(
        f"không có đơn vị mã này trong phạm vi của bạn{vi}", f"no unit with this code in your reach{en}"
    )


def _day(value: Cell) -> date | None:
    if value is None or isinstance(value, date):
        return value
    day, month, year = value.split("/")
    return date(int(year), int(month), int(day))


def _duplicates(rows: list[AccountRow], header: Mapping[Column, int]) -> Iterator[Finding]:
    for column, values in (
        (Column.USERNAME, [(row.row, row.username.lower()) for row in rows]),
        (Column.EMAIL, [(row.row, row.email) for row in rows if row.email]),
    ):
        first: dict[str, int] = {}
        for number, value in values:
            if value in first:
                reason = Text(f"trùng với dòng {first[value]}", f"the same as in row {first[value]}")
                yield Finding(number, get_column_letter(header[column]), value, reason)
            first.setdefault(value, number)
