"""What the reader of tables has to tell: tables left out, headings repeated, numbers mended, cells joined."""

from __future__ import annotations

from thuocdo.domain.primitives.texts import Text
from thuocdo.domain.scoring.papers.remarks import PaperRemark, Severity

_COMPARE = Text("So lại với bản in.", "Compare with the printed paper.")


def _remark(
    severity: Severity, code: str, place: str, *, vi: str, en: str, fix: Text = _COMPARE
) -> PaperRemark:
    return PaperRemark(severity, f"paper.{code}", place, Text(vi, en), fix)


def no_table(name: str) -> PaperRemark:
    """No table has the columns of an index."""
    return _remark(
        "error",
        "no-indicator-table",
        name,
        vi="Không bảng nào có dòng tiêu đề gồm tên chỉ số cùng điểm hoặc cách tính.",
        en="No table has a heading row with an indicator column and points or scoring.",
        fix=Text(
            "Thêm dòng tiêu đề: STT, Chỉ số, Điểm tối đa, Cách xác định và tính điểm, Tài liệu kiểm chứng.",
            "Add a heading row: number, indicator, maximum points, scoring, evidence.",
        ),
    )


def left_out(table: str, beginning: str, *, is_small: bool) -> PaperRemark:
    """A table that is not about indicators."""
    return _remark(
        "note" if is_small else "warning",
        "table-left-out",
        table,
        vi=f"Bảng bắt đầu bằng «{beginning}» không được đọc vì không có cột chỉ số cùng điểm hoặc cách tính.",
        en=f"The table that begins “{beginning}” was left out: it has no indicator column with points or scoring.",
        fix=Text(
            "Nếu bảng thuộc bộ chỉ số, thêm dòng tiêu đề cho nó.",
            "If it belongs to the index, give it a heading row.",
        ),
    )


def summary_left_out(table: str) -> PaperRemark:
    """A table that only repeats numbers of the detailed ones."""
    return _remark(
        "note",
        "summary-left-out",
        table,
        vi="Bảng tổng hợp nhắc lại các số thứ tự đã có ở bảng chi tiết nên không được đọc lần nữa.",
        en="This summary repeats numbers of the detailed tables and was not read a second time.",
    )


def summary_differs(place: str, number: str, *, here: str, there: str) -> PaperRemark:
    """A summary gives other points than the detailed table."""
    return _remark(
        "warning",
        "summary-differs",
        place,
        vi=f"Bảng tổng hợp ghi {number}: {here}, bảng chi tiết ghi {there}.",
        en=f"The summary says {number}: {here}, the detailed table says {there}.",
        fix=Text("Hỏi đơn vị ban hành số nào đúng.", "Ask the issuer which one holds."),
    )


def repeated_heading(place: str) -> PaperRemark:
    """A heading row printed again on the next page."""
    return _remark(
        "note",
        "repeated-heading",
        place,
        vi="Dòng tiêu đề lặp lại; đã bỏ qua.",
        en="The heading row is repeated; it was skipped.",
    )


def continued_table(table: str) -> PaperRemark:
    """A table without headings that goes on from the one before."""
    return _remark(
        "note",
        "continued-table",
        table,
        vi="Bảng không có tiêu đề, cùng số cột với bảng trước: được đọc nối tiếp.",
        en="The table has no headings and as many columns as the one before: it was read as its continuation.",
    )


def joined_row(place: str, to: str) -> PaperRemark:
    """A row joined to the one above."""
    return _remark(
        "note",
        "joined-row",
        place,
        vi=f"Dòng không có số thứ tự và điểm được nối vào «{to}».",
        en=f"A row without number and points was joined to “{to}”.",
    )


def stray_row(place: str, text: str) -> PaperRemark:
    """Words below the heading that belong to no row."""
    return _remark(
        "warning",
        "stray-row",
        place,
        vi=f"Không biết «{text}» thuộc chỉ số nào; chưa được đọc.",
        en=f"Nothing tells which indicator “{text}” belongs to; it was not read.",
    )


def number_mended(place: str, *, printed: str, read: str) -> PaperRemark:
    """4.1 after 4.9 must be 4.10."""
    return _remark(
        "warning",
        "number-mended",
        place,
        vi=f"Số thứ tự «{printed}» đứng sau các số trước nó nên được đọc là {read} "
        "(bảng tính làm mất số 0 ở cuối hoặc đổi số thành ngày).",
        en=f"Number “{printed}” was read as {read} by its place (spreadsheets drop the last nought or make dates).",
        fix=Text(
            "So lại với bản in; định dạng cột số thứ tự thành Văn bản.",
            "Compare with the print; format the number column as text.",
        ),
    )


def number_unread(place: str, printed: str) -> PaperRemark:
    """The number column holds something else."""
    return _remark(
        "warning",
        "number-unread",
        place,
        vi=f"«{printed}» ở cột số thứ tự không phải một số thứ tự.",
        en=f"“{printed}” in the number column is no number of a row.",
        fix=Text("Gõ lại số thứ tự như bản in.", "Type the number as printed."),
    )


def number_supplied(table: str) -> PaperRemark:
    """Levels stand in columns; numbers were given by place."""
    return _remark(
        "note",
        "numbers-supplied",
        table,
        vi="Các cấp nằm ở các cột riêng và không đủ số thứ tự; số thứ tự được đặt theo vị trí (1, 1.1, 1.1.1).",
        en="Levels stand in columns of their own without all numbers; numbers were given by place (1, 1.1, 1.1.1).",
    )


def shared_points(place: str, points: str) -> PaperRemark:
    """One points cell over several rows."""
    return _remark(
        "warning",
        "shared-points",
        place,
        vi=f"Ô điểm «{points}» gộp nhiều dòng; chỉ dòng đầu nhận số điểm này.",
        en=f"Points cell “{points}” is merged over several rows; only the first of them was given it.",
        fix=Text("Ghi điểm riêng cho từng dòng.", "Give each row its own points."),
    )


def points_beside(place: str, title: str) -> PaperRemark:
    """Points stand beside each line of the scoring text."""
    return _remark(
        "note",
        "points-beside-lines",
        place,
        vi=f"«{title}»: điểm nằm cạnh từng dòng cách tính nên được ghép vào từng dòng.",
        en=f"“{title}”: points stand beside each line of the scoring and were joined to the lines.",
    )


def column_unread(table: str, heading: str) -> PaperRemark:
    """A column nobody knows."""
    return _remark(
        "warning",
        "column-unread",
        table,
        vi=f"Không biết cột «{heading}» là gì; chưa được đọc.",
        en=f"Nobody knows what column “{heading}” holds; it was not read.",
        fix=Text(
            "Chọn vai trò cho cột này, hoặc bỏ qua nếu không cần.",
            "Choose its role, or leave it if not needed.",
        ),
    )


def second_column(table: str, heading: str, first: str, *, is_count: bool) -> PaperRemark:
    """Two columns of one role where there can be one; a running count beside codes is no loss."""
    return _remark(
        "note" if is_count else "warning",
        "second-column",
        table,
        vi=f"Cột «{heading}» không được đọc vì đã dùng cột «{first}».",
        en=f"Column “{heading}” was not read since “{first}” is used.",
        fix=Text(
            "Nếu nhầm, chọn lại vai trò của hai cột.",
            "If that is wrong, choose the roles of the two columns.",
        ),
    )


def role_by_content(table: str, heading: str, role: Text) -> PaperRemark:
    """The cells say more than the heading."""
    return _remark(
        "note",
        "role-by-content",
        table,
        vi=f"Cột «{heading}» được đọc là {role.vi} theo nội dung các ô.",
        en=f"Column “{heading}” was read as {role.pick('en')} by what its cells hold.",
        fix=Text("Nếu nhầm, chọn lại vai trò của cột.", "If that is wrong, choose the role of the column."),
    )


def group_from_line(place: str, line: str) -> PaperRemark:
    """A group named above its table."""
    return _remark(
        "note",
        "group-from-line",
        place,
        vi=f"Nhóm lấy từ dòng chữ đứng trên bảng: «{line}».",
        en=f"The group was taken from the line above the table: “{line}”.",
    )


def picture_in_cell(place: str) -> PaperRemark:
    """A picture or a formula kept as one."""
    return _remark(
        "warning",
        "picture-in-cell",
        place,
        vi="Ô chứa hình hoặc công thức dạng hình, không có chữ để đọc; chỗ đó ghi [hình].",
        en="The cell holds a picture or a formula kept as one; [hình] stands in its place.",
        fix=Text("Gõ lại nội dung của hình bằng chữ.", "Type what the picture says."),
    )


def old_letters(place: str, reason: Text) -> PaperRemark:
    """Single cells in an old font encoding."""
    return _remark(
        "error",
        "old-letters",
        place,
        vi=reason.vi,
        en=reason.pick("en"),
        fix=Text("Chuyển ô này sang Unicode.", "Convert this cell to Unicode."),
    )


def several_decisions(name: str, numbers: str) -> PaperRemark:
    """More than one decision is cited."""
    return _remark(
        "note",
        "several-decisions",
        name,
        vi=f"Văn bản nhắc nhiều quyết định ({numbers}); chưa rõ quyết định nào ban hành bộ chỉ số.",
        en=f"Several decisions are cited ({numbers}); which one issues the index is not clear.",
        fix=Text("Ghi số và ngày quyết định khi ký.", "Give number and date of the decision when signing."),
    )


def words_below(place: str, text: str) -> PaperRemark:
    """A note or a signature in the columns of the table."""
    return _remark(
        "note",
        "words-below",
        place,
        vi=f"«{text}» là lời dưới bảng, không phải một chỉ số.",
        en=f"“{text}” stands below the table and is no indicator.",
        fix=Text(
            "Nếu lời này giải thích a, b hoặc cách tính, chép nó vào ô cách tính của chỉ số.",
            "If it explains a, b or the scoring, copy it into the scoring cell of its indicator.",
        ),
    )


def combined_column(table: str, heading: str) -> PaperRemark:
    """One column for the indicator and its scoring."""
    return _remark(
        "warning",
        "combined-column",
        table,
        vi=f"Cột «{heading}» gồm cả tên chỉ số và cách tính: dòng đầu được đọc là tên, các dòng sau là cách tính.",
        en=f"Column “{heading}” holds indicator and scoring: the first line was read as title, the rest as scoring.",
    )
