"""From a paper to its rows, in the order of `printed_rows`: tables cut into parts, columns settled, rows gathered.

>>> from thuocdo.domain.scoring.papers.files import read_paper
>>> paper = read_paper("STT;Chỉ số;Điểm tối đa\\n1.1;Nhận thức số;10đ".encode(), "bo-chi-so.csv")
>>> row = printed_rows(paper).rows[0]
>>> row.place, row.number, row.title, row.points
('Bảng 1, dòng 2', '1.1', 'Nhận thức số', '10đ')
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from thuocdo.domain.scoring.papers.cleaning import old_letters
from thuocdo.domain.scoring.papers.files.word_text import PICTURE
from thuocdo.domain.scoring.papers.headings import Role
from thuocdo.domain.scoring.papers.paper import Paper
from thuocdo.domain.scoring.papers.printed import table_remarks as say
from thuocdo.domain.scoring.papers.printed.body import Body
from thuocdo.domain.scoring.papers.printed.columns import settle_columns
from thuocdo.domain.scoring.papers.printed.front_matter import day_of_signing, decisions_in, title_of
from thuocdo.domain.scoring.papers.printed.numbering import as_date, follows, mended
from thuocdo.domain.scoring.papers.printed.rows import PrintedPaper, PrintedRow
from thuocdo.domain.scoring.papers.printed.segments import Segment, segments_of
from thuocdo.domain.scoring.papers.printed.several_tables import TableRows, joined
from thuocdo.domain.scoring.papers.remarks import PaperRemark


def printed_rows(paper: Paper, *, roles: Mapping[str, Role] | None = None) -> PrintedPaper:
    """Say what every row of the paper's tables is; `roles` names the role of headings a person corrected."""
    chosen = dict(roles or {})
    cut = segments_of(paper, chosen)
    remarks = [*paper.remarks, *cut.remarks]
    tables = [_read(segment, frozenset(chosen), remarks) for segment in cut.segments]
    rows = _with_mended_numbers(joined(tables, remarks), remarks)
    if not rows:
        remarks.append(say.no_table(paper.name))
    remarks.extend(remark for row in rows for remark in _odd_texts(row))
    columns = dict.fromkeys(column for table in tables for column in table.columns)
    decision = _decision(cut.lines, paper.name, remarks)
    return PrintedPaper(
        tuple(rows), title_of(cut.lines), decision, tuple(dict.fromkeys(remarks)), tuple(columns)
    )


def _read(segment: Segment, chosen: frozenset[str], remarks: list[PaperRemark]) -> TableRows:
    rows = [row for part in segment.parts for row in part.rows]
    columns, odd = settle_columns(segment.heading, rows, table=segment.table, chosen=chosen)
    body = Body(columns, segment.table)
    for part in segment.parts:
        body.table, body.after_break = part.table, bool(body.rows)
        for row in part.rows:
            body.take(row)
    found = list(body.closed())
    remarks.extend([*odd, *body.remarks])
    levels = [each.level for each in body.rows]
    return TableRows(segment.table, found, levels, columns.named, columns.has_method, segment.lines_above)


def _with_mended_numbers(rows: list[PrintedRow], remarks: list[PaperRemark]) -> list[PrintedRow]:
    """Numbers that a spreadsheet spoilt, put right by their place and told."""
    undated: list[str] = []
    for row in rows:
        undated.append(_undated(row.number, next((each for each in reversed(undated) if each), "")))
    numbers = {position: number for position, number in enumerate(undated) if number}
    positions = list(numbers)
    spoilt = mended(list(numbers.values()))
    numbers.update({positions[place]: number for place, number in spoilt.items()})
    result = []
    for position, row in enumerate(rows):
        number = numbers.get(position, "")
        if row.number and not number:
            remarks.append(say.number_unread(row.place, row.number))
        elif number != row.number:
            remarks.append(say.number_mended(row.place, printed=row.number, read=number))
        result.append(replace(row, number=number))
    return result


def _undated(number: str, before: str) -> str:
    candidates = as_date(number)
    if candidates is None:
        return number
    return next((each for each in candidates if follows(before, each)), "")


def _odd_texts(row: PrintedRow) -> list[PaperRemark]:
    texts = (row.title, row.points, row.method, row.evidence, row.source)
    found = []
    if any(PICTURE in text for text in texts):
        found.append(say.picture_in_cell(row.place))
    if (message := old_letters(" ".join(texts))) is not None:
        found.append(say.old_letters(row.place, message.reason))
    return found


def _decision(lines: tuple[str, ...], name: str, remarks: list[PaperRemark]) -> str:
    issuing, cited = decisions_in(lines)
    found = issuing or cited
    by_number = {each.split(" ")[0]: each for each in sorted(found, key=len)}
    if len(by_number) == 1:
        number = next(iter(by_number.values()))
        return number if " " in number else f"{number} {day_of_signing(lines)}".rstrip()
    if len(by_number) > 1:
        remarks.append(say.several_decisions(name, ", ".join(by_number)))
    return ""
