"""Files that hold a paper (Word, Excel, CSV) as lines and tables.

What a file is, its first bytes say, not its name. A scan, a PDF, an old or locked file, a file that is no
document at all is refused with what to do about it.

>>> paper = read_paper("STT;Chỉ số;Điểm tối đa\\n1;Nhận thức số;10".encode(), "bo-chi-so.csv")
>>> [cell.text for cell in paper.tables[0].rows[1].cells]
['1', 'Nhận thức số', '10']
"""

from __future__ import annotations

from thuocdo.domain.scoring.papers.cleaning import old_letters
from thuocdo.domain.scoring.papers.files.refusals import refusal, refusal_from
from thuocdo.domain.scoring.papers.files.separated import read_separated
from thuocdo.domain.scoring.papers.files.word import DOCUMENT_PART, read_word
from thuocdo.domain.scoring.papers.files.workbook import read_sheets
from thuocdo.domain.scoring.papers.files.xml_trees import open_office_file
from thuocdo.domain.scoring.papers.paper import Paper
from thuocdo.domain.scoring.sheets.limits import MEGABYTE, Limits
from thuocdo.domain.scoring.sheets.package import (
    WORKBOOK_PART,
    RefusedFileError,
    is_package,
    refuse_foreign_formats,
)

PAPER_LIMITS = Limits(
    file_bytes=50 * MEGABYTE,
    unpacked_bytes=300 * MEGABYTE,
    cells=200_000,
    rows=50_000,
    ratio_counts_from=5 * MEGABYTE,
)
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*")


def read_paper(content: bytes, name: str) -> Paper:
    """Open a paper; raises `PaperRefusedError` when the file holds no table that can be read."""
    try:
        paper = _read(content, name)
    except RefusedFileError as refused:
        raise refusal_from(refused.message, name) from refused
    _refuse_old_letters(paper)
    return paper


def _read(content: bytes, name: str) -> Paper:
    if not content.strip(b"\0 \r\n\t"):
        raise refusal("empty", name)
    if len(content) > PAPER_LIMITS.file_bytes:
        raise refusal("too-large", name)
    _refuse_other_kinds(content, name)
    if not is_package(content):
        return read_separated(content, name, PAPER_LIMITS)
    archive = open_office_file(content, PAPER_LIMITS)
    parts = archive.namelist()
    if DOCUMENT_PART in parts:
        return read_word(archive, name)
    if WORKBOOK_PART in parts:
        return read_sheets(content, archive, name, PAPER_LIMITS)
    raise refusal("other-archive", name)


def _refuse_other_kinds(content: bytes, name: str) -> None:
    start = content[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith(b"%PDF") or b"%PDF-" in content[:1024]:
        raise refusal("pdf", name)
    if start.startswith(_PICTURES):
        raise refusal("picture", name)
    if start.startswith(b"{\\rtf"):
        raise refusal("old-office", name)
    refuse_foreign_formats(content)


def _refuse_old_letters(paper: Paper) -> None:
    cells = (cell.text for table in paper.tables for row in table.rows for cell in row.cells)
    message = old_letters(" ".join([*paper.lines, *cells])[:200_000])
    if message is not None:
        raise refusal_from(message, paper.name)
